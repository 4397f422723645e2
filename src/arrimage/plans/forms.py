"""Forms of an element: its state, its wording, its evidence."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .looks import UNKNOWN_LABEL
from .models import Status


class StatusForm(forms.Form):
    """A state on a day, with one sentence."""

    status = forms.ChoiceField(
        label=_("État"),
        choices=[*Status.choices, ("", UNKNOWN_LABEL)],
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("En une phrase"),
        help_text=_("Facultatif : ce qui s’est passé, ce qui reste."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    @staticmethod
    def initial_for(status: str) -> dict[str, object]:
        """What the form shows first: the state as it is, today."""
        return {"status": status, "on": timezone.localdate()}


class WordingForm(forms.Form):
    """The working title; ``version`` is the one that was shown."""

    title = forms.CharField(label=_("Libellé de travail"), widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class EvidenceForm(forms.Form):
    """A note, a link or a file."""

    title = forms.CharField(label=_("Titre"), max_length=300)
    text = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    url = forms.URLField(
        label=_("Lien"), required=False, max_length=500, assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip
    file = forms.FileField(label=_("Fichier"), required=False)

    def clean_file(self) -> object:
        """Refuse a file over the limit with a sentence."""
        file = self.cleaned_data.get("file")
        if file and file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("Ce fichier dépasse %(limit)s Mo ; il n’a pas été gardé."),
                params={"limit": settings.UPLOAD_LIMIT // 1024 // 1024},
            )
        return file
