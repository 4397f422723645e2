"""Forms of imports, of their review and of exports."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arrimage.core.uploads import UploadField
from arrimage.formats.words import clean
from arrimage.plans.phrases import FIELDS

from . import phrases
from .asked import Sharing
from .columns import SourceColumn
from .review import Review

LABELS = FIELDS | {"state": phrases.STATE}  # in a living plan, a state is noted with its date
ACCEPTED = ".docx,.xlsx,.pdf,.csv,.txt,.md,.html,.json"


class DepositForm(forms.Form):
    """The document to read."""

    file = UploadField(
        label=_("Le document du plan"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Choisissez d’abord un document."),
            "empty": _("Ce fichier est vide ; rien n’a été gardé. Choisissez-en un autre."),
        },
    )


class CorrectionForm(forms.Form):
    """Any correction of a draft: ``version`` is the one that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    doubt = forms.CharField(widget=forms.HiddenInput, required=False)  # the mark of one it answers

    @property
    def values(self) -> dict[str, Any]:
        """What the operation takes."""
        return {n: v for n, v in self.cleaned_data.items() if n != "doubt" or v}


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _words(name: str, rows: int = 1, hint: Any = "") -> forms.CharField:
    """A field that remembers the words that were shown, to tell what was changed."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(
        label=LABELS[name], required=False, help_text=hint, widget=widget, show_hidden_initial=True
    )


class WordsForm(CorrectionForm):
    """Every word of a part, as a person reads it: the same fields as in a living plan."""

    title = _words("title", 3)
    number = _words("number")
    state = _words("state", 1, _("En mots, comme dans le plan."))
    sub_items = _words("sub_items", 2, _("Un par ligne."))
    responsibles = _words("responsibles", 2, _("Un par ligne."))
    collaborators = _words("collaborators", 2, _("Un par ligne."))
    timeframe = _words("timeframe", 2, _("En mots, comme dans le plan."))
    years = _words("years", 1, _("Par exemple : 1, 2."))
    results = _words("results", 3, _("Un par ligne ; « An 2 : … » pour une seule année."))
    indicators = _words("indicators", 3, _("Un par ligne."))
    references = _words("references", 1, _("Numéros d’autres lignes du plan."))
    cost = _words("cost")
    priority = _words("priority")
    notes = _words("notes", 2)

    def clean_title(self) -> str:
        """A part without words says nothing."""
        title = str(self.cleaned_data["title"])
        if "title" in self.data and not title.strip():
            raise forms.ValidationError(phrases.TITLE_MISSING)
        return title

    @property
    def values(self) -> dict[str, Any]:
        """The version, and the fields that were sent and differ from the words shown."""
        sent = {name: str(self.cleaned_data[name]) for name in WORD_FIELDS if name in self.data}
        changed = {
            name: text
            for name, text in sent.items()
            if clean(text) != clean(self.data.get(self.add_initial_prefix(name), ""))
        }
        kept = {name: v for name, v in super().values.items() if name in ("version", "doubt")}
        return kept | {"fields": changed}


WORD_FIELDS = tuple(name for name in WordsForm.base_fields if name not in ("version", "doubt"))
RESHAPES = (
    *("split", "unfold", "merge", "heading", "note", "up", "down", "promote", "demote"),
    "renumber",
)


class ReshapeForm(CorrectionForm):
    """A gesture that changes how many parts there are, or their order."""

    gesture = forms.ChoiceField(choices=[(name, name) for name in RESHAPES])
    start = forms.IntegerField(required=False, min_value=1)
    end = forms.IntegerField(required=False, min_value=1)
    into = forms.CharField(required=False)

    @property
    def values(self) -> dict[str, Any]:
        """A cut without a place is refused by the operation."""
        return super().values | {"start": self.cleaned_data["start"] or 0}


class SplitForm(CorrectionForm):
    """Where to cut a wording: before one of its words."""

    start = forms.TypedChoiceField(label=_("Couper avant"), coerce=int)

    def __init__(self, *args: object, title: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        words = [match.start() for match in re.finditer(r"\S+", title)][1:]
        self.fields["start"].choices = [(at, title[at : at + 40]) for at in words]


class AboutForm(CorrectionForm):
    """What the plan is called and who adopted it."""

    title = forms.CharField(label=_("Titre du plan"), required=False, max_length=300)
    organization = forms.CharField(
        label=_("Nom imprimé de l’organisme"), required=False, max_length=300
    )


class PeriodForm(CorrectionForm):
    """From when to when the plan holds."""

    start = forms.DateField(label=_("Début de la période"), required=False, widget=_day())
    end = forms.DateField(label=_("Fin de la période"), required=False, widget=_day())


class RelayForm(CorrectionForm):
    """Parts that somebody carries, and who takes them."""

    name = forms.CharField(required=False, max_length=300)
    keys = forms.MultipleChoiceField(required=False)
    to = forms.CharField(label=_("À qui les confier"), required=False, max_length=300)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(key, key) for key in review.elements]


class ShareForm(CorrectionForm):
    """Which action each line of a cell is for; the lines are those of the doubt."""

    def __init__(self, *args: Any, share: Sharing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.share = share
        for rank, line in enumerate(share.lines):
            self.fields[f"to{rank}"] = forms.ChoiceField(
                label=line.text, choices=share.choices, required=False, initial=line.held
            )

    @property
    def values(self) -> dict[str, Any]:
        """Each line with the key of its action."""
        said = (self.cleaned_data[f"to{rank}"] for rank in range(len(self.share.lines)))
        pairs = zip((line.text for line in self.share.lines), said, strict=True)
        return {"version": self.cleaned_data["version"], "shares": tuple(pairs)}


class RepairForm(CorrectionForm):
    """One kind of repair, in one part or everywhere: taken, or refused."""

    kind = forms.ChoiceField(choices=list(phrases.REPAIRS.items()))
    key = forms.CharField(required=False)
    answer = forms.ChoiceField(choices=[("take", ""), ("refuse", "")])


class LevelForm(CorrectionForm):
    """Another level."""

    level = forms.TypedChoiceField(label=_("Niveau"), coerce=int)

    def __init__(self, *args: object, review: Review, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level.rank, level.name) for level in review.levels]


class MoveForm(CorrectionForm):
    """Under another part of the draft."""

    parent_key = forms.ChoiceField(label=_("Placer sous"), required=False)

    def __init__(self, *args: object, review: Review, key: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        last = max((level.rank for level in review.levels), default=0)
        inside = {n.key for node in review.flat if node.key == key for n in node.walk()}
        places = [
            (node.key, f"{'— ' * node.depth}{node.number} {node.title}"[:110])
            for node in review.flat
            if node.level < last and node.key not in inside
        ]
        self.fields["parent_key"].choices = [("", _("le haut du plan")), *places]


class DecisionForm(CorrectionForm):
    """What a person says of a doubt."""

    decision = forms.ChoiceField(choices=[("kept", ""), ("resolved", ""), ("", "")], required=False)


class ColumnsForm(CorrectionForm):
    """What each column of the document is."""

    teach = forms.BooleanField(
        label=_("Retenir ces noms pour les prochains documents de l’organisme"), required=False
    )

    def __init__(self, *args: Any, columns: tuple[SourceColumn, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("unknown", phrases.UNKNOWN_COLUMN), *phrases.COLUMN_FIELDS.items()]
        for rank, column in enumerate(columns):
            self.fields[f"c{rank}"] = forms.ChoiceField(
                label=column.header, choices=choices, initial=column.field
            )

    @property
    def rows(self) -> list[tuple[SourceColumn, forms.BoundField]]:
        """Each column with its choice."""
        return [(column, self[f"c{rank}"]) for rank, column in enumerate(self.columns)]

    @property
    def values(self) -> dict[str, Any]:
        """Columns that a person says otherwise; all of them when no plan was recognised."""
        said = {c.header: self.cleaned_data[f"c{rank}"] for rank, c in enumerate(self.columns)}
        known = {c.header: c.field for c in self.columns}
        is_first = not any(c.field == "action" for c in self.columns)
        changed = {h: field for h, field in said.items() if is_first or field != known[h]}
        taught, version = self.cleaned_data["teach"], self.cleaned_data["version"]
        return {"columns": changed, "teach": taught, "version": version}


class UndoForm(forms.Form):
    """Taking a plan back; the box appears when something would be lost."""

    force = forms.BooleanField(
        label=_("Je comprends que ces suivis seront effacés."), required=False
    )


class ExportForm(forms.Form):
    """Which file to make."""

    format = forms.ChoiceField(
        label=_("Format"),
        choices=[
            ("docx", _("Word, dans la mise en page du document d’origine")),
            ("pdf", _("PDF accessible, prêt à imprimer")),
            ("xlsx", _("Excel, une ligne par action")),
            ("csv", _("CSV, pour un autre logiciel")),
            ("json", _("JSON, complet et relisible par Arrimage")),
        ],
        initial="docx",
        widget=forms.RadioSelect,
    )
    with_status = forms.BooleanField(
        label=_("Ajouter une colonne « État d’avancement »"), required=False
    )
