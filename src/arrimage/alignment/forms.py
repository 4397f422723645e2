"""Forms of alignments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import phrases
from .models import Kind

REVERSED = "-"
WAYS = [
    (Kind.CONTRIBUTES.value, phrases.FROM_SOURCE[Kind.CONTRIBUTES]),
    (Kind.SAME.value, phrases.FROM_SOURCE[Kind.SAME]),
    (Kind.FOLLOWS.value, phrases.FROM_SOURCE[Kind.FOLLOWS]),
    (REVERSED + Kind.CONTRIBUTES.value, phrases.FROM_TARGET[Kind.CONTRIBUTES]),
    (REVERSED + Kind.FOLLOWS.value, phrases.FROM_TARGET[Kind.FOLLOWS]),
]


class AlignForm(forms.Form):
    """How one's own line stands to another one."""

    way = forms.ChoiceField(label=_("Notre ligne"), choices=WAYS, initial=Kind.CONTRIBUTES)
    counts = forms.BooleanField(
        label=_("Ce que nous tenons et prouvons ici compte aussi là-bas"), required=False
    )
    note = forms.CharField(
        label=_("Un mot pour l’autre équipe"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What the operation takes."""
        way = self.cleaned_data["way"]
        return {
            "kind": way.removeprefix(REVERSED),
            "is_reversed": way.startswith(REVERSED),
            "counts": self.cleaned_data["counts"],
            "note": self.cleaned_data["note"],
        }
