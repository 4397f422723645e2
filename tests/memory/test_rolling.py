"""A plan that carries on another, or goes on to its next year; and how it is taken back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from arrimage.directory.records import add_person
from arrimage.directory.themes import add_theme
from arrimage.memory.models import Descent, RollOver
from arrimage.memory.operations import next_plan, roll_plan, roll_year, undo_roll
from arrimage.memory.rolling import Decision
from arrimage.memory.rolling_queries import family_of, kin_of
from arrimage.plans.confidential import READER
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Element, Plan
from arrimage.plans.operations import change_status, set_confidential, undo_edit
from arrimage.plans.responsibles import Target, match_names
from arrimage.plans.starting import Frame
from tests.factories import (
    edit,
    element_numbered,
    last_edit_of,
    make_draft,
    make_plan,
)

pytestmark = pytest.mark.django_db
FRAME = Frame("Suite", "Réseau", dt.date(2028, 4, 1), dt.date(2030, 3, 31))


@pytest.fixture
def plan(house):
    return make_plan(house, draft=make_draft(actions=3, objectives=2))


def decided(plan, **lots):
    every = plan.elements.filter(level__role="action")
    found = {e.pk: Decision("carry") for e in every}
    for number, what in lots.items():
        found[element_numbered(plan, number.replace("_", ".")[1:]).pk] = what
    return found


def roll(plan, actor, **lots):
    return roll_plan(
        actor=actor,
        plan=plan,
        frame=FRAME,
        decisions=decided(plan, **lots),
        stamp=last_edit_of(plan),
    )


def test_the_preview_is_the_plan_that_is_made(plan, staff):
    lots = {"n1_1_2": Decision("stay"), "n1_2_1": Decision("later", 2)}
    preview = next_plan(plan, FRAME, decided(plan, **lots))

    made = roll(plan, staff, **lots).plan

    said = [(e.level, e.number, e.title, e.years_marked, e.results) for e in preview.walk()]
    fresh = plan_to_draft(Plan.objects.get(pk=made.pk))
    assert [(e.level, e.number, e.title, e.years_marked, e.results) for e in fresh.walk()] == said
    assert (fresh.title, fresh.years, fresh.layout) == (preview.title, FRAME.years, preview.layout)


def test_the_old_plan_does_not_change_and_both_know_each_other(plan, staff):
    before = plan_to_draft(Plan.objects.get(pk=plan.pk))

    made = roll(plan, staff).plan

    old, new = element_numbered(plan, "1.1.3"), element_numbered(made, "1.1.3")
    assert plan_to_draft(Plan.objects.get(pk=plan.pk)) == before
    assert (kin_of(staff, new).ancestors, kin_of(staff, old).heirs) == ((old,), (new,))
    assert (family_of(staff, made).before, family_of(staff, plan).after) == (plan, (made,))
    assert Descent.objects.filter(element__plan=made).count() == made.elements.count()


def test_a_line_remembers_every_plan_before_it(plan, staff):
    second = roll(plan, staff).plan
    third = roll(second, staff).plan

    kin = kin_of(staff, element_numbered(third, "1.1.2"))

    assert [each.plan for each in kin.ancestors] == [second, plan]


def test_states_people_and_themes_go_on_and_done_stays(plan, staff, house):
    person = add_person(actor=staff, organization=house, name="Léa Roy")
    match_names(actor=staff, plan=plan, targets={"Agente de liaison": Target(person)})
    theme = add_theme(actor=staff, network=house, label="Logement")
    edit(element_numbered(plan, "1.1.1"), actor=staff, themes=theme.label)
    change_status(actor=staff, element=element_numbered(plan, "1.1.2"), status="continuous")

    made = roll(plan, staff, n1_2_1=Decision("later", 2)).plan

    states = dict(made.elements.values_list("number", "status"))
    held = element_numbered(made, "1.1.1").assignments.get(role="responsible")
    update = element_numbered(made, "1.1.2").status_updates.get()
    assert [states[n] for n in ("1.1.1", "1.1.2", "1.2.1", "1.2.2")] == [
        "in_progress",
        "continuous",
        "postponed",
        "",
    ]
    assert held.person == person
    assert [link.theme for link in element_numbered(made, "1.1.1").theme_links.all()] == [theme]
    assert (update.basis, update.author) == ("carried", staff)


def test_what_was_for_the_team_alone_still_is(plan, staff):
    set_confidential(actor=staff, element=element_numbered(plan, "1.2"), is_confidential=True)
    set_confidential(actor=staff, element=element_numbered(plan, "1.1.2"), is_confidential=True)

    made = roll(plan, staff).plan

    shown = [e.number for e in READER.of(Element.objects.filter(plan=made))]
    assert shown == ["1", "1.1", "1.1.1", "1.1.3"]


def test_a_plan_that_changed_since_the_preview_is_not_carried_over(plan, staff):
    known, decisions = last_edit_of(plan), decided(plan)
    edit(element_numbered(plan, "1.1.2"), actor=staff, title="Autre")

    values = {"actor": staff, "plan": plan, "decisions": decisions, "stamp": known}
    with pytest.raises(ValidationError):
        roll_plan(**values, frame=FRAME)
    with pytest.raises(ValidationError):
        roll_year(**values, year=1)

    assert (RollOver.objects.count(), Plan.objects.count()) == (0, 1)


def test_an_empty_plan_is_not_made(plan, staff):
    decisions = dict.fromkeys(decided(plan), Decision("stay"))

    with pytest.raises(ValidationError):
        roll_plan(
            actor=staff, plan=plan, frame=FRAME, decisions=decisions, stamp=last_edit_of(plan)
        )


def test_a_roll_over_is_taken_back_until_the_new_plan_lives(plan, staff):
    first = roll(plan, staff)
    undo_roll(actor=staff, roll=first)
    second = roll(plan, staff)
    edit(element_numbered(second.plan, "1.1.2"), actor=staff, title="Autre")

    with pytest.raises(ValidationError):
        undo_roll(actor=staff, roll=second)

    assert list(RollOver.objects.all()) == [second]


def test_the_next_year_is_one_gesture_that_is_undone_whole(plan, staff):
    for number in ("1.1.2", "1.1.3", "1.2.1", "1.2.2"):
        edit(element_numbered(plan, number), actor=staff, years="1")
    change_status(actor=staff, element=element_numbered(plan, "1.2.2"), status="done")
    before = plan_to_draft(Plan.objects.get(pk=plan.pk))
    lots = {"n1_1_3": Decision("later", 2), "n1_2_1": Decision("drop")}

    made = roll_year(
        actor=staff, plan=plan, year=1, decisions=decided(plan, **lots), stamp=last_edit_of(plan)
    )

    rows = plan.elements.filter(level__role="action").order_by("position")
    assert [(e.number, e.years_marked, e.status) for e in rows] == [
        ("1.1.1", [1, 2], "in_progress"),
        ("1.1.2", [1, 2], ""),
        ("1.1.3", [1, 2], "postponed"),
        ("1.2.1", [1], "abandoned"),
        ("1.2.2", [1], "done"),
        ("1.2.3", [], ""),
    ]
    undo_edit(actor=staff, edit=made)
    assert plan_to_draft(Plan.objects.get(pk=plan.pk)) == before
