"""Forms of sharing: who reads, links for named people, remarks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .audiences import Audience
from .models import Element, Plan
from .operations.sharing import LINK_LIFE
from .remarks import LONGEST
from .sharing_models import LinkRight


class AudienceForm(forms.Form):
    """Who reads the plan."""

    audience = forms.ChoiceField(
        label=_("Qui lit ce plan"), choices=Audience.choices, widget=forms.RadioSelect
    )


class BranchChoice(forms.ModelChoiceField):
    """A line of the plan, shown at its depth."""

    def label_from_instance(self, element: Any) -> str:
        """Number and title, behind as many dashes as there are levels above."""
        return f"{'— ' * element.level.rank}{str(element)[:90]}"


class LinkForm(forms.Form):
    """A link for one person: who, what for, which branch, until when."""

    name = forms.CharField(
        label=_("Pour qui"),
        max_length=150,
        help_text=_(
            "Une personne ou un groupe, par exemple «\u00a0Conseil d’administration\u00a0». Ce nom "
            "signe ce qui est écrit par ce lien\u00a0; votre équipe seule le voit."
        ),
    )
    right = forms.ChoiceField(
        label=_("Ce que le lien permet"), choices=LinkRight.choices, widget=forms.RadioSelect
    )
    branch = BranchChoice(
        label=_("Partie du plan"),
        queryset=Element.objects.none(),
        required=False,
        empty_label=_("Tout le plan"),
        help_text=_("Le lien ne montre qu’elle. Choisissez-en une pour permettre de modifier."),
    )
    until = forms.DateField(
        label=_("Valable jusqu’au"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        until = timezone.localdate() + LINK_LIFE
        super().__init__(*args, initial={"right": LinkRight.READ, "until": until}, **kwargs)
        lines = Element.objects.filter(plan=plan, is_withheld=False).select_related("level")
        self.fields["branch"].queryset = lines  # type: ignore[attr-defined]


class RemarkForm(forms.Form):
    """A dated note for the team."""

    text = forms.CharField(
        label=_("Note"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
