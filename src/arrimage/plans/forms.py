"""Forms of an element: its state, its words, its evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arrimage.formats.words import ElementWords

from .looks import UNKNOWN_LABEL
from .models import Element, Status
from .phrases import FIELDS


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


def _words(label: Any, rows: int = 1, hint: str = "") -> forms.CharField:
    """A field that remembers the words that were shown, to tell what was changed."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(
        label=label, required=False, help_text=hint, widget=widget, show_hidden_initial=True
    )


class ElementForm(forms.Form):
    """The words of an element, as a person reads them in the plan."""

    number = _words(FIELDS["number"])
    title = _words(FIELDS["title"], 3)
    kind = forms.ChoiceField(
        label=FIELDS["kind"],
        choices=[("", "—"), *Element._meta.get_field("kind").choices],
        required=False,
        show_hidden_initial=True,
    )
    sub_items = _words(FIELDS["sub_items"], 2, _("Un par ligne."))
    responsibles = _words(FIELDS["responsibles"], 2, _("Un par ligne."))
    collaborators = _words(FIELDS["collaborators"], 2, _("Un par ligne."))
    timeframe = _words(FIELDS["timeframe"], 2, _("En mots, comme dans le plan."))
    years = _words(FIELDS["years"], 1, _("Par exemple : 1, 2."))
    results = _words(FIELDS["results"], 4, _("Un par ligne ; « An 2 : … » pour une seule année."))
    indicators = _words(
        FIELDS["indicators"],
        3,
        _("Un par ligne ; « MO = … » ou « R = … » si le plan les distingue."),
    )
    references = _words(FIELDS["references"], 1, _("Numéros d’autres lignes du plan."))
    cost = _words(FIELDS["cost"])
    priority = _words(FIELDS["priority"])
    notes = _words(FIELDS["notes"], 2)

    @property
    def values(self) -> ElementWords:
        """The words that were sent."""
        return ElementWords(**{name: self._sent(name) for name in self.fields})

    @property
    def shown(self) -> ElementWords:
        """The words that stood in the form when it was opened."""
        return ElementWords(**{name: self._initial(name) for name in self.fields})

    def _sent(self, name: str) -> str:
        """A field that was not sent was not changed."""
        return self.cleaned_data[name] if name in self.data else self._initial(name)

    def _initial(self, name: str) -> str:
        return str(self.data.get(self.add_initial_prefix(name), ""))

    def against(self, now: ElementWords) -> ElementForm:
        """The same words again, to be compared with those of ``now``."""
        data = self.data.copy()
        for name in self.fields:
            data[self.add_initial_prefix(name)] = getattr(now, name)
        return ElementForm(data, auto_id=self.auto_id)


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
