"""The form of «Consigner»: a sentence, and what is confirmed of it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arrimage.core.uploads import UploadField
from arrimage.plans.looks import UNKNOWN_LABEL
from arrimage.plans.states import DEFAULT_BOOK, StateBook

from .entries import KEPT, Told
from .phrases import KEEP_STATE


class LogForm(forms.Form):
    """What happened, in a sentence; what stays empty changes nothing."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("En une phrase"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    status = forms.ChoiceField(label=_("État"), required=False)
    on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    quantity = forms.DecimalField(
        label=_("Quantité"), required=False, max_digits=16, decimal_places=4, localize=True
    )
    unit = forms.CharField(label=_("Unité"), required=False, max_length=80)
    is_held = forms.BooleanField(label=_("Une fois tenue, comptée dans le rythme"), required=False)
    timeframe = forms.CharField(label=_("Nouvelle échéance"), required=False, max_length=300)
    url = forms.URLField(
        label=_("Lien"), required=False, max_length=500, assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip
    file = UploadField(label=_("Photo ou fichier"), required=False)

    def __init__(self, *args: Any, book: StateBook = DEFAULT_BOOK, **values: Any) -> None:
        super().__init__(*args, auto_id="ql-%s", **values)
        states = [(KEPT, KEEP_STATE), *book.offered, ("", UNKNOWN_LABEL)]
        self.fields["status"].choices = states  # type: ignore[attr-defined]

    @staticmethod
    def blank(text: str = "") -> dict[str, Any]:
        """What the form shows first; its key makes it count once."""
        key = uuid.uuid4().hex
        return {"key": key, "text": text, "status": KEPT, "on": timezone.localdate()}

    def clean_status(self) -> str:
        """What is not sent keeps the state: an empty value, when it is sent, means unknown."""
        sent = self.data.get("status")
        return KEPT if sent is None else str(self.cleaned_data["status"])

    def told(self) -> Told:
        """What was confirmed."""
        values = dict(self.cleaned_data)
        values.pop("key")
        return Told(**values)
