"""One mail for all the plans of a person: what is late, what comes, what is silent.

None leaves when there is nothing to say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arrimage.accounts.models import User
from arrimage.directory.permissions import TEAM, organizations_of
from arrimage.plans.confidential import open_to
from arrimage.plans.following import Living, living_of
from arrimage.plans.models import Assignment, Element, Plan

from .departures import departed, departure_address
from .each import Done, do_each
from .letters import write
from .models import Category, MessageKind, Preference, Rhythm, Sender
from .outbox import Letter, queue

MONDAY = 0
SHOWN = 12  # lines of a group; the rest is counted
FLAGS = ("late", "soon", "silent")


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A line, where it stands, and why it is there."""

    number: str
    title: str
    plan: str
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one sort; ``more`` counts those that are not printed."""

    flag: str
    label: str
    lines: tuple[DigestLine, ...]
    more: int


def send_digests(day: dt.date) -> Done:
    """Queue the digests of that day, for those who chose one and have something to read."""
    chosen = [Rhythm.DAILY, Rhythm.WEEKLY] if day.weekday() == MONDAY else [Rhythm.DAILY]
    readers = Preference.objects.filter(digest__in=chosen, user__is_active=True)
    users = [held.user for held in readers.select_related("user").order_by("pk")]
    left = departed([user.email for user in users], Category.DIGESTS)
    letters: list[Letter] = []

    def compose(user: User) -> int:
        letters.extend(filter(None, [digest_letter(user, day)]))
        return 0

    tried = do_each([user for user in users if user.email.lower() not in left], compose)
    return Done(queue(letters), tried.failed)


def digest_letter(user: User, day: dt.date) -> Letter | None:
    """The digest of one person; nothing when there is nothing to say, or nobody to sign it."""
    sender = Sender.objects.filter(organization__in=organizations_of(user)).order_by("pk").first()
    if sender is None:
        return None
    with translation.override(user.language):
        groups = tuple(groups_of(user, day))
        subject, count = _subject(groups)
    if not count:
        return None
    leaving = departure_address(user.email, Category.DIGESTS)
    context = {"reader": user, "groups": groups, "count": count, "sender": sender, "day": day}
    context |= {"unsubscribe": leaving, "home": settings.PUBLIC_URL + reverse("followup:work_list")}
    written = write("digest", user.language, context)
    return Letter(
        key=f"digest:{user.pk}:{day.isoformat()}",
        kind=MessageKind.DIGEST,
        category=Category.DIGESTS,
        organization=sender.organization,
        sender_name=sender.name,
        email=user.email,
        name=str(user),
        subject=subject,
        text=written.text,
        html=written.html,
        language=user.language,
        unsubscribe=leaving,
    )


def _subject(groups: tuple[Group, ...]) -> tuple[str, int]:
    """The subject, and how many lines it announces."""
    count = sum(len(group.lines) + group.more for group in groups)
    said = ngettext(
        "Votre travail : une action à regarder",
        "Votre travail : %(count)s actions à regarder",
        count,
    )
    return said % {"count": count}, count


def groups_of(user: User, day: dt.date) -> Iterator[Group]:
    """What this person carries that is late, that comes soon, that is silent; constant queries."""
    labels = {
        "late": _("En retard"),
        "soon": _("Pour bientôt"),
        "silent": _("Sans nouvelles"),
    }
    carried = {element.pk: element for element in carried_by(user)}
    living = living_of(Q(pk__in=list(carried)), day) if carried else {}
    for flag in FLAGS:
        flagged = [(carried[pk], told) for pk, told in living.items() if told.flag == flag]
        flagged.sort(key=lambda pair: (pair[0].plan_id, pair[0].position))
        if flagged:
            lines = tuple(_line(element, told) for element, told in flagged[:SHOWN])
            yield Group(flag, labels[flag], lines, len(flagged) - len(lines))


def carried_by(user: User) -> list[Element]:
    """Lines that the person carries, or an organisation of whose team they are; one query."""
    own = Q(person__user=user) | Q(organization__in=organizations_of(user, *TEAM))
    rows = Assignment.objects.current().filter(own, role="responsible").order_by()
    seen = Element.objects.filter(open_to(user), plan__in=Plan.objects.visible_to(user))
    return list(seen.filter(pk__in=rows.values("element")).select_related("plan"))


def _line(element: Element, told: Living) -> DigestLine:
    return DigestLine(
        number=element.number,
        title=element.title,
        plan=str(element.plan),
        url=settings.PUBLIC_URL + element.get_absolute_url(),
        why=str(told.why or told.label),
    )
