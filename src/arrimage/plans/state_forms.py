"""The form of the dictionary of states: a line for each, and empty ones for new states."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .states import COUNTED, MOST_STATES, SHAPES, TONES, State, StateBook

NEW = 2  # empty lines


class StateLineForm(forms.Form):
    """One state. Emptied words leave it out."""

    code = forms.CharField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=_("Mot"), required=False, max_length=60)
    shape = forms.ChoiceField(label=_("Forme"), choices=[*SHAPES.items()])
    tone = forms.ChoiceField(label=_("Couleur"), choices=[*TONES.items()])
    counts_as = forms.ChoiceField(label=_("Compte comme"), choices=[*COUNTED.items()])
    is_retired = forms.BooleanField(label=_("Retiré"), required=False)
    move = forms.ChoiceField(label=_("Ses lignes passent à"), required=False)

    def __init__(self, *args: Any, book: StateBook, **values: Any) -> None:
        super().__init__(*args, **values)
        for name in ("label", "shape", "tone", "counts_as", "move"):
            self.fields[name].widget.attrs["class"] = "input"
        self.fields["move"].choices = [("", _("rien")), *book.offered]  # type: ignore[attr-defined]

    def state(self) -> State | None:
        """The state as it was sent; nothing for an empty line."""
        values = self.cleaned_data
        if not values["label"].strip() and not values["code"]:
            return None
        return State(
            values["code"], values["label"].strip(), values["shape"], values["tone"],
            values["counts_as"], values["is_retired"],
        )  # fmt: skip


StateFormSet = forms.formset_factory(
    StateLineForm, extra=NEW, max_num=MOST_STATES, absolute_max=MOST_STATES + NEW
)


def first_states(book: StateBook) -> list[dict[str, Any]]:
    """What the form shows first."""
    return [
        state.stored() | {"tone": state.tone if state.tone in TONES else "todo"}
        for state in book.states
    ]
