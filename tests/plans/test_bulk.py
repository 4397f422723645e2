"""Many lines changed in one go: what is announced is what is done, and one undo takes it back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from arrimage.directory.themes import add_theme
from arrimage.plans.models import Edit, Element, StatusUpdate
from arrimage.plans.operations import (
    BulkChange,
    edit_elements,
    preview_elements,
    undo_edit,
)
from tests.factories import element_numbered, make_draft, make_member, make_organization, make_plan
from tests.screens.rows import every_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(make_organization(), make_draft(actions=3, objectives=2))


@pytest.fixture
def direction(plan):
    return make_member(plan.organization)


def lines(plan, *numbers):
    return [element_numbered(plan, number).pk for number in numbers]


def people(plan, number):
    return [a.name for a in element_numbered(plan, number).assignments.filter(role="responsible")]


def printed(previews):
    return [
        (line.element.number, [(c.label, c.before, c.after) for c in line.changes])
        for line in previews
    ]


def content():
    """Everything but the traces of what was done."""
    left_out = {"Edit", "Entry"}
    rows = {name: rows for name, rows in every_row().items() if name not in left_out}
    for element in rows["Element"]:
        del element["version"]
    for tally in rows["PlanTally"]:
        del tally["id"]  # each gesture counts anew
    return rows


def test_preview_says_each_line_before_and_after_and_writes_nothing(plan, direction):
    change = BulkChange(
        status="done",
        status_on=dt.date(2026, 5, 20),
        added_people=("Comité des aulnes",),
        removed_people=("Agente de liaison",),
    )
    before = every_row()

    found = preview_elements(
        actor=direction, plan=plan, pks=lines(plan, "1.1.1", "1.1.2"), change=change
    )

    assert printed(found) == [
        (
            "1.1.1",
            [
                ("Responsables", "Agente de liaison", "Comité des aulnes"),
                ("État", "En cours", "Réalisé"),
            ],
        ),
        ("1.1.2", [("Responsables", "", "Comité des aulnes"), ("État", "Inconnu", "Réalisé")]),
    ]
    assert every_row() == before


def test_many_lines_change_as_one_edit_and_come_back_in_one_go(plan, direction):
    add_theme(actor=direction, network=plan.organization, label="Logement")
    before = content()
    change = BulkChange(
        status="done",
        status_on=dt.date(2026, 5, 20),
        added_people=("Comité des aulnes",),
        timeframe="Automne 2026",
        years="1",
        added_themes=("logement",),
    )

    edit = edit_elements(
        actor=direction, plan=plan, pks=lines(plan, "1.1.2", "1.2.1"), change=change
    )

    assert (Edit.objects.count(), edit.touched) == (1, 2)
    assert people(plan, "1.2.1") == ["Comité des aulnes"]
    changed = element_numbered(plan, "1.2.1")
    assert (changed.status, changed.timeframe_text, changed.years_marked) == (
        "done",
        "Automne 2026",
        [1],
    )
    assert [str(link) for link in changed.theme_links.all()] == ["Logement"]
    assert StatusUpdate.objects.filter(on=dt.date(2026, 5, 20)).count() == 2
    undo_edit(actor=direction, edit=edit)
    assert content() == before


def test_lines_go_to_the_bin_with_what_is_below_and_the_preview_says_it(plan, direction):
    chosen = lines(plan, "1.2")
    change = BulkChange(to_bin=True)

    found = preview_elements(actor=direction, plan=plan, pks=chosen, change=change)
    edit = edit_elements(actor=direction, plan=plan, pks=chosen, change=change)

    assert [line.element.number for line in found] == ["1.2", "1.2.1", "1.2.2", "1.2.3"]
    assert printed(found)[0][1] == [("Dans le plan", "oui", "à la corbeille")]
    assert edit.touched == 4
    assert not Element.objects.filter(plan=plan, number__startswith="1.2").exists()


def test_lines_move_under_another_at_the_end_in_their_order(plan, direction):
    change = BulkChange(under=element_numbered(plan, "1.2"))

    edit_elements(actor=direction, plan=plan, pks=lines(plan, "1.1.3", "1.1.1"), change=change)

    numbers = list(Element.objects.filter(plan=plan).values_list("number", flat=True))
    assert numbers == ["1", "1.1", "1.1.2", "1.2", "1.2.1", "1.2.2", "1.2.3", "1.1.1", "1.1.3"]


def test_one_refusal_refuses_every_line(plan, direction):
    change = BulkChange(added_people=("Comité",), added_themes=("inconnu",))
    before = every_row()

    with pytest.raises(ValidationError) as refusal:
        edit_elements(actor=direction, plan=plan, pks=lines(plan, "1.1.1"), change=change)

    assert "inconnu" in str(refusal.value)
    assert every_row() == before


@pytest.mark.parametrize(
    ("numbers", "change", "code"),
    [
        (("1.1.1",), BulkChange(status_text="rien"), "nothing_chosen"),
        ((), BulkChange(status="done"), "no_lines"),
    ],
)
def test_nothing_to_change_is_said(plan, direction, numbers, change, code):
    with pytest.raises(ValidationError) as refusal:
        edit_elements(actor=direction, plan=plan, pks=lines(plan, *numbers), change=change)

    assert refusal.value.code == code
