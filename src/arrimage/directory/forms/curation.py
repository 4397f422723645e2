"""Forms of merges and themes."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Theme
from ..themes import synonyms_of


class KeepForm(forms.Form):
    """Which of two records stays."""

    keep = forms.ChoiceField(label=_("Fiche à garder"), widget=forms.RadioSelect)

    def __init__(self, pair: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"keep": pair[0].pk}, **kwargs)
        self.pair = pair
        self.fields["keep"].choices = [(row.pk, str(row)) for row in pair]  # type: ignore[attr-defined]

    def in_order(self) -> list[Any]:
        """The record that stays, then the one that it stands for."""
        return sorted(self.pair, key=lambda row: str(row.pk) != self.cleaned_data["keep"])


class ThemeForm(forms.Form):
    """The words of a theme."""

    label = forms.CharField(label=_("Nom"), max_length=100)
    label_en = forms.CharField(label=_("Nom anglais"), max_length=100, required=False)
    synonyms = forms.CharField(
        label=_("Synonymes"),
        help_text=_("Un par ligne. Chacun mène à ce thème, avec ou sans accents."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, theme: Theme | None, *args: Any, **kwargs: Any) -> None:
        initial = {}
        if theme is not None:
            words = "\n".join(synonyms_of(theme))
            initial = {"label": theme.label, "label_en": theme.label_en, "synonyms": words}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_synonyms(self) -> list[str]:
        """One text a line; a semicolon also parts them."""
        texts = re.split(r"[\n;]", self.cleaned_data["synonyms"])
        return [text.strip() for text in texts if text.strip()]
