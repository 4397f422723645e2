"""What the follow-up holds about the person who has an account: what they held and logged."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from arrimage.accounts.holdings import Holding, Row, register
from arrimage.accounts.models import User
from arrimage.plans.confidential import open_to
from arrimage.plans.models import Element, Plan

from .models import LogEntry, Occurrence


def _held(user: User) -> Iterator[Row]:
    """Occurrences, with the line they are about, named only while the person may see it."""
    rows = list(Occurrence.objects.filter(author=user))
    seen = Element.objects.filter(open_to(user), plan__in=Plan.objects.visible_to(user))
    lines = seen.filter(pk__in={row.element_id for row in rows})
    names = {element.pk: str(element) for element in lines}
    for row in rows:
        yield {"on": str(row.on), "element": names.get(row.element_id, ""), "text": row.text}


def _logged(user: User) -> Iterator[Row]:
    for entry in LogEntry.objects.filter(author=user):
        yield {"at": entry.made_at.isoformat(), "text": entry.text}


def _forget_logged(user: User) -> None:
    LogEntry.objects.filter(author=user).delete()


register(
    Holding(
        "held",
        _("Fois tenues consignées"),
        _held,
        reason=_("C’est la mémoire du plan : d’autres s’appuient dessus."),
    )
)
register(Holding("logged", _("Phrases consignées"), _logged, _forget_logged))
