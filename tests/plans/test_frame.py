"""What a plan is, besides its lines; and a plan that goes to the bin and comes back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from arrimage.audit.models import Entry
from arrimage.plans.models import Level, Plan
from arrimage.plans.operations import (
    FrameWrittenMeanwhile,
    YearBounds,
    add_level,
    change_frame,
    change_years,
    levels_in_use,
    remove_level,
    remove_plan,
    rename_level,
    restore_plan,
)
from arrimage.plans.plan_bin import what_it_touches
from arrimage.plans.queries import plans_for
from arrimage.search.models import Entry as Found
from tests.factories import make_member, make_plan
from tests.screens.rows import every_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan()


@pytest.fixture
def direction(plan):
    return make_member(plan.organization)


def frame(plan, **values):
    names = ("title", "starts_on", "ends_on", "mission")
    return {name: getattr(plan, name) for name in names} | values


def test_the_frame_changes_and_the_journal_keeps_what_it_was(plan, direction):
    values = frame(plan, mission="Nourrir le canton.")

    change_frame(actor=direction, plan=plan, values=values, shown=frame(plan))

    line = Entry.objects.get(verb="plan.frame")
    assert Plan.objects.get(pk=plan.pk).mission == "Nourrir le canton."
    assert line.before == {"mission": "Relier les milieux."}
    assert line.after == {"mission": "Nourrir le canton.", "fields": "Mission"}


def test_words_of_the_frame_changed_meanwhile_are_not_replaced(plan, direction):
    shown = frame(plan)
    Plan.objects.filter(pk=plan.pk).update(mission="Les mots de Noé.")

    with pytest.raises(FrameWrittenMeanwhile) as refusal:
        values = frame(plan, mission="Mes mots.")
        change_frame(actor=direction, plan=plan, values=values, shown=shown)

    assert refusal.value.fields == ("mission",)
    assert Plan.objects.get(pk=plan.pk).mission == "Les mots de Noé."


def test_years_change_but_not_under_lines_that_are_marked_for_them(plan, direction):
    bounds = [YearBounds(y.starts_on, y.ends_on) for y in plan.years.all()]
    third = YearBounds(dt.date(2028, 4, 1), dt.date(2029, 3, 31))

    change_years(actor=direction, plan=plan, years=[*bounds, third])
    with pytest.raises(ValidationError) as refusal:
        change_years(actor=direction, plan=plan, years=bounds[:1])

    assert [year.number for year in plan.years.all()] == [1, 2, 3]
    assert refusal.value.code == "year_used"


def test_levels_are_named_added_in_between_and_taken_out_when_empty(plan, direction):
    add_level(actor=direction, plan=plan, name="Chantier", role="objective", rank=1)
    rename_level(actor=direction, level=Level.objects.get(plan=plan, rank=0), name="Axe")

    found = [(level.rank, level.name, count) for level, count in levels_in_use(plan)]
    assert found == [(0, "Axe", 1), (1, "Chantier", 0), (2, "Objectif", 1), (3, "Moyen", 2)]
    with pytest.raises(ValidationError) as refusal:
        remove_level(actor=direction, level=Level.objects.get(plan=plan, rank=2))
    assert refusal.value.code == "level_used"
    remove_level(actor=direction, level=Level.objects.get(plan=plan, rank=1))
    names = list(plan.levels.values_list("rank", "name"))
    assert names == [(0, "Axe"), (1, "Objectif"), (2, "Moyen")]


def test_a_plan_goes_to_the_bin_and_comes_back_whole(plan, direction):
    before = {n: rows for n, rows in every_row().items() if n not in {"Entry", "Document"}}
    touched = what_it_touches(plan)

    remove_plan(actor=direction, plan=plan)

    gone = (plans_for(direction), Found.objects.filter(scope=plan.pk).count())
    assert touched == (
        "Lignes\N{NO-BREAK SPACE}: 4",
        "États notés\N{NO-BREAK SPACE}: 1",
        "Noms qui portent une ligne\N{NO-BREAK SPACE}: 2",
    )
    assert gone == ((), 0)
    restore_plan(actor=direction, plan=Plan.everything.get(pk=plan.pk))
    assert len(plans_for(direction)) == 1
    assert Found.objects.filter(kind="element", scope=plan.pk).count() == 4
    after = {n: rows for n, rows in every_row().items() if n not in {"Entry", "Document"}}
    assert after == before
