"""Forms of imports, of their review and of exports."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .review import Review

ACCEPTED = ".docx,.xlsx,.pdf,.csv,.txt,.md,.html,.json"


class DepositForm(forms.Form):
    """The document to read."""

    file = forms.FileField(
        label=_("Le document du plan"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Choisissez d’abord un document."),
            "empty": _("Ce fichier est vide ; rien n’a été gardé. Choisissez-en un autre."),
        },
    )

    def clean_file(self) -> object:
        """Refuse a file over the limit before it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("Ce fichier dépasse %(limit)s Mo ; il n’a pas été gardé."),
                params={"limit": settings.UPLOAD_LIMIT // 1024 // 1024},
            )
        return file


class CorrectionForm(forms.Form):
    """Any correction of a draft: ``version`` is the one that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RewordForm(CorrectionForm):
    """Another wording."""

    title = forms.CharField(label=_("Libellé"), widget=forms.Textarea(attrs={"rows": 3}))


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
