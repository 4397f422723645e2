"""Choosing what to subscribe to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arrimage.accounts.models import User

from .models import FeedKind
from .queries import subjects_for


class FeedForm(forms.Form):
    """One subject, among those that the person may read."""

    subject = forms.ChoiceField(label=_("Ce que vous voulez suivre"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans, organizations = subjects_for(user)
        self.found: dict[str, dict[str, Any]] = {"moi": {"kind": FeedKind.PERSON}}
        self.found |= {f"plan-{p.pk}": {"kind": FeedKind.PLAN, "plan": p} for p in plans}
        self.found |= {
            f"organisme-{o.pk}": {"kind": FeedKind.ORGANIZATION, "organization": o}
            for o in organizations
        }
        choices: list[tuple[Any, Any]] = [("moi", _("Ce que je porte"))]
        if plans:
            choices.append((_("Un plan"), [(f"plan-{p.pk}", str(p)[:120]) for p in plans]))
        if organizations:
            named = [(f"organisme-{o.pk}", str(o)) for o in organizations]
            choices.append((_("Tous les plans d’un organisme"), named))
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]

    @property
    def decided(self) -> dict[str, Any]:
        """What the operation takes."""
        return self.found[self.cleaned_data["subject"]]
