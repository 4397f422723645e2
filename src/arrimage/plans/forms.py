"""Forms of an element: its state, its words, its evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arrimage.core.uploads import UploadField
from arrimage.formats.words import ElementWords

from .looks import UNKNOWN_LABEL
from .models import Element, Level
from .phrases import FIELDS
from .queries import places_for
from .reading_order import Place
from .states import DEFAULT_BOOK, StateBook


class StatusForm(forms.Form):
    """A state on a day, with one sentence."""

    status = forms.ChoiceField(
        label=_("État"),
        choices=[*DEFAULT_BOOK.offered, ("", UNKNOWN_LABEL)],
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

    def __init__(self, *args: Any, book: StateBook = DEFAULT_BOOK, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["status"].choices = [*book.offered, ("", UNKNOWN_LABEL)]  # type: ignore[attr-defined]

    @staticmethod
    def initial_for(status: str) -> dict[str, object]:
        """What the form shows first: the state as it is, today."""
        return {"status": status, "on": timezone.localdate()}


def _words(label: Any, rows: int = 1, hint: Any = "", **attrs: str) -> forms.CharField:
    """A field that remembers the words that were shown, to tell what was changed."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput(attrs=attrs)
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
    themes = _words(
        FIELDS["themes"], 1, _("De l’annuaire, séparés par des virgules."), list="themes"
    )
    territories = _words(
        FIELDS["territories"],
        1,
        _("Régions ou MRC, séparées par des virgules."),
        list="territoires",
    )

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
        return type(self)(data, auto_id=self.auto_id)


class FollowedForm(ElementForm):
    """The words of an element for somebody who carries it, or who holds a link to its branch."""

    responsibles = None  # type: ignore[assignment]  # the team says who carries what
    collaborators = None  # type: ignore[assignment]
    themes = None  # type: ignore[assignment]  # words that the network governs
    territories = None  # type: ignore[assignment]


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
    file = UploadField(label=_("Fichier"), required=False)


class AddForm(forms.Form):
    """The first words of a new line, after or under the one it is beside."""

    where = forms.ChoiceField(label=_("Où"), widget=forms.RadioSelect)
    number = forms.CharField(label=FIELDS["number"], required=False, max_length=40)
    title = forms.CharField(label=FIELDS["title"], widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, beside: Element, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beside = beside
        levels = {level.rank: level for level in beside.plan.levels.all()}
        self.levels = {"after": beside.level, "under": levels.get(beside.level.rank + 1)}
        labels = {
            "after": _("Après, au même niveau : %(level)s"),
            "under": _("Dessous : %(level)s"),
        }
        choices = [
            (where, labels[where] % {"level": level.name})
            for where, level in self.levels.items()
            if level
        ]
        self.fields["where"].choices = choices
        self.fields["where"].initial = "after"

    @property
    def values(self) -> dict[str, Any]:
        """Level, place and words for the operation."""
        said, beside = self.cleaned_data, self.beside
        last = beside.children.last() if said["where"] == "under" else None
        under = Place(beside.pk, last.pk if last else None)
        after = Place(beside.parent_id, beside.pk)
        return {
            "level": self.levels[said["where"]],
            "place": under if said["where"] == "under" else after,
            "title": said["title"],
            "number": said["number"],
        }


class PlaceForm(forms.Form):
    """Where a line goes: under another, first or after one of those that are there."""

    place = forms.ChoiceField(label=_("Nouvelle place"))

    def __init__(self, *args: Any, element: Element, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places_for(element)

    @property
    def chosen(self) -> Place:
        """The chosen place."""
        parent, _colon, after = self.cleaned_data["place"].partition(":")
        return Place(int(parent) if parent else None, int(after) if after else None)


class LevelForm(forms.Form):
    """Another level of the plan."""

    level = forms.ModelChoiceField(
        label=_("Niveau"), queryset=Level.objects.none(), empty_label=None, to_field_name="rank"
    )

    def __init__(self, *args: Any, element: Element, **kwargs: Any) -> None:
        super().__init__(*args, initial={"level": element.level.rank}, **kwargs)
        self.fields["level"].queryset = element.plan.levels.all()
