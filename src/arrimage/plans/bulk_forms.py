"""What changes in many lines at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arrimage.formats.language import normalise
from arrimage.formats.words import read_items

from .filters import UNKNOWN
from .looks import UNKNOWN_LABEL
from .models import Element, Level, Plan
from .operations import BulkChange
from .states import book_of
from .tagging import read_names

SAME = _("Ne change pas")


def _typed(label: Any, hint: Any = "", rows: int = 1, **attrs: str) -> forms.CharField:
    attrs |= {"rows": str(rows)} if rows > 1 else {}
    widget = forms.Textarea(attrs=attrs) if rows > 1 else forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label, required=False, help_text=hint, widget=widget, max_length=2000
    )


class BulkForm(forms.Form):
    """The same change for each of the chosen lines; what stays empty changes nothing."""

    status = forms.ChoiceField(
        label=_("État"),
        choices=[("", SAME), (UNKNOWN, UNKNOWN_LABEL)],
        required=False,
    )
    on = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    text = _typed(_("En une phrase"))
    people = _typed(_("Ajouter des responsables"), _("Un par ligne."), 2)
    people_removed = forms.MultipleChoiceField(
        label=_("Retirer"), required=False, widget=forms.CheckboxSelectMultiple
    )
    timeframe = _typed(_("Échéancier"), _("En mots, à la place de ce qui est écrit."))
    years = _typed(_("Années du plan"), _("Par exemple : 1, 2."))
    themes = _typed(
        _("Ajouter des thèmes"), _("De l’annuaire, séparés par des virgules."), list="themes"
    )
    themes_removed = forms.MultipleChoiceField(
        label=_("Retirer"), required=False, widget=forms.CheckboxSelectMultiple
    )
    under = forms.ChoiceField(label=_("Déplacer sous"), required=False)
    level = forms.ModelChoiceField(
        label=_("Niveau"),
        queryset=Level.objects.none(),
        required=False,
        empty_label=SAME,
        to_field_name="rank",
    )
    to_bin = forms.BooleanField(
        label=_("Mettre à la corbeille, avec ce qui est dessous"), required=False
    )

    def __init__(self, *args: Any, plan: Plan, lines: Sequence[Element], **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": timezone.localdate()}, **kwargs)
        self.parents = {str(e.pk): e for e in _parents(plan, lines)}
        people = (a.name for e in lines for a in e.assignments.all() if _is_held(a))
        themes = (link.theme.label for e in lines for link in e.theme_links.all())
        self.fields["people_removed"].choices = _pairs(people)
        self.fields["themes_removed"].choices = _pairs(themes)
        self.fields["status"].choices = [
            ("", SAME),
            *book_of(plan).offered,
            (UNKNOWN, UNKNOWN_LABEL),
        ]
        self.fields["under"].choices = [
            ("", SAME),
            *((pk, str(e)) for pk, e in self.parents.items()),
        ]
        self.fields["level"].queryset = plan.levels.all()
        for name in ("people_removed", "themes_removed"):
            if not self.fields[name].choices:
                del self.fields[name]
        if not plan.years.exists():
            del self.fields["years"]

    @property
    def change(self) -> BulkChange:
        """The change that was asked for."""
        said = self.cleaned_data
        status = {"": None, UNKNOWN: ""}.get(said["status"], said["status"])
        return BulkChange(
            status=status,
            status_text=said["text"],
            status_on=said["on"],
            added_people=tuple(item.text for item in read_items(said["people"])),
            removed_people=tuple(said.get("people_removed", ())),
            timeframe=said["timeframe"] or None,
            years=said.get("years") or None,
            added_themes=read_names(said["themes"]),
            removed_themes=tuple(said.get("themes_removed", ())),
            under=self.parents.get(said["under"]),
            level=said["level"],
            to_bin=said["to_bin"],
        )


def _is_held(assignment: Any) -> bool:
    return bool(assignment.role == "responsible" and assignment.is_current)


def _pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    found = sorted(set(names), key=lambda name: (normalise(name), name))
    return [(name, name) for name in found]


def _parents(plan: Plan, lines: Sequence[Element]) -> list[Element]:
    """Where all the lines may go: what is one level above the highest of them."""
    rank = min((line.level.rank for line in lines), default=0)
    above = Element.objects.filter(plan=plan, level__rank=rank - 1)
    return list(above.exclude(pk__in=[line.pk for line in lines]))
