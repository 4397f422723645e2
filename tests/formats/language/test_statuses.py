from __future__ import annotations

import pytest

from arrimage.formats.draft import StatusDraft
from arrimage.formats.language import read_status

STATES = [
    ("Fait au nord ; reste le sud", "in_progress", "explicit"),
    ("Réalisé, mais il reste le rapport", "in_progress", "explicit"),
    ("Complété. Le reste est reporté.", "done", "explicit"),
    ("Complétées", "done", "explicit"),
    ("Réalisé en mai", "done", "explicit"),
    ("100 %", "done", "explicit"),
    ("✔", "done", "explicit"),
    ("X", "done", "explicit"),
    ("- En cours", "in_progress", "explicit"),
    ("En cours (60 %)", "in_progress", "explicit"),
    ("45 %", "in_progress", "explicit"),
    ("Partiellement réalisé", "in_progress", "explicit"),
    ("En cours\n3 salons tenus", "in_progress", "explicit"),
    ("En préparation", "planned", "explicit"),
    ("Non complété", "planned", "explicit"),
    ("○", "planned", "explicit"),
    ("Reporté à l’automne 2026", "postponed", "explicit"),
    ("Annulée", "abandoned", "explicit"),
    ("En continu", "continuous", "explicit"),
    ("Not started", "planned", "explicit"),
    ("6 villages visités", "in_progress", "inferred"),
    ("Salon prévu en novembre", "planned", "inferred"),
    ("À renouveler en mai", "planned", "inferred"),
    ("Fait la promotion du salon", None, "none"),
    ("En cours\nComplété", None, "none"),
    ("Participation des aînés", None, "none"),
    ("(–)", None, "none"),
    ("", None, "none"),
]


@pytest.mark.parametrize(("text", "value", "basis"), STATES)
def test_a_cell_says_a_state_or_does_not(text, value, basis):
    status = read_status(text)

    assert (status.text, status.value, status.basis) == (text, value, basis)


@pytest.mark.parametrize("text", ["2 capsules diffusées Réalisé", "3 visites de jardins En cours"])
def test_a_note_run_into_a_state_decides_nothing(text):
    assert read_status(text) == StatusDraft(text)
