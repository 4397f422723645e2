"""Clocks: late, soon, silent and to confirm, whatever the gesture that changed the line."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arrimage.followup.models import Clock
from arrimage.followup.operations import hold_occurrence
from arrimage.followup.settling import rebuild_clocks, settle_clocks
from arrimage.formats.draft import CadenceDraft, StatusDraft, TimeframeDraft
from arrimage.plans.models import Element, Plan
from arrimage.plans.operations import (
    change_status,
    change_years,
    remove_elements,
    undo_edit,
)
from arrimage.plans.operations.frame import YearBounds
from tests.factories import edit, element_numbered, make_action, make_draft, make_plan, make_user
from tests.followup.plans import TODAY, clock_of, day, plan_of

pytestmark = pytest.mark.django_db


def test_dated_work_is_late_the_day_after_the_last_day_its_words_allow():
    plan = plan_of(
        make_action("1.1", timeframes=(TimeframeDraft("month", "mai 2026", day(5, 1), day(5, 31)),))
    )

    clock = clock_of(plan, "1.1")

    assert (clock.nature, clock.reason, clock.due_on, clock.late_from) == (
        "dated",
        "by_month",
        day(5, 31),
        day(6, 1),
    )
    assert clock.silent_from is None


def test_marked_years_stand_in_for_a_date():
    plan = plan_of(make_action("1.1", years_marked=(1,)))

    clock = clock_of(plan, "1.1")

    assert (clock.reason, clock.late_from) == ("by_plan_year", dt.date(2027, 4, 1))


def test_continuous_work_is_never_late_and_falls_silent(settings):
    plan = plan_of(
        make_action("1.1", timeframes=(TimeframeDraft("continuous", "En continu"),)),
    )

    clock = clock_of(plan, "1.1")

    assert (clock.nature, clock.late_from, clock.silent_after) == ("continuous", None, 183)
    assert clock.silent_from == clock.heard_on + dt.timedelta(days=184)


def test_news_keeps_a_rhythm_from_falling_silent():
    plan = plan_of(
        make_action("1.1", cadences=(CadenceDraft(Decimal(1), "month", text="un appel par mois"),))
    )
    element = element_numbered(plan, "1.1")
    before = clock_of(plan, "1.1")

    hold_occurrence(actor=make_user(), element=element, on=TODAY)

    after = clock_of(plan, "1.1")
    assert before.nature == after.nature == "recurring"
    assert (after.last_news, after.heard_on) == (TODAY, max(TODAY, before.heard_on))


def test_done_work_has_no_flag_and_undoing_gives_it_back():
    plan = plan_of(
        make_action("1.1", timeframes=(TimeframeDraft("date", "1er mai", day(5, 1), day(5, 1)),))
    )
    actor = make_user()

    change_status(actor=actor, element=element_numbered(plan, "1.1"), status="done")
    done = clock_of(plan, "1.1")
    undo_edit(actor=actor, edit=plan.edits.latest("pk"))

    assert (done.counts_as, done.late_from) == ("done", None)
    assert clock_of(plan, "1.1").late_from == day(5, 2)


def test_other_words_move_the_clock():
    plan = plan_of(make_action("1.1"))
    assert clock_of(plan, "1.1").reason == "no_timeframe"

    edit(element_numbered(plan, "1.1"), timeframe="Juin 2026")

    assert clock_of(plan, "1.1").late_from == day(7, 1)


def test_other_years_move_the_clocks_of_marked_lines():
    plan = plan_of(make_action("1.1", years_marked=(1,)))

    change_years(
        actor=make_user(),
        plan=plan,
        years=[
            YearBounds(day(1, 1), day(12, 31)),
            YearBounds(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        ],
    )

    assert clock_of(plan, "1.1").late_from == dt.date(2027, 1, 1)


def test_what_is_taken_out_has_no_clock_until_it_comes_back():
    plan = plan_of(make_action("1.1"))
    actor = make_user()
    element = element_numbered(plan, "1.1")

    taken = remove_elements(actor=actor, plan=plan, pks=[element.pk])
    assert not Clock.objects.filter(pk=element.pk).exists()
    undo_edit(actor=actor, edit=taken)

    assert Clock.objects.filter(pk=element.pk).exists()


def test_unknown_state_past_its_start_is_to_confirm():
    frames = (TimeframeDraft("range", "mai à décembre", day(5, 1), day(12, 31)),)
    plan = plan_of(make_action("1.1", timeframes=frames))
    clock = clock_of(plan, "1.1")
    since = max(day(5, 1), clock.plan.created_at.date())

    assert abs((clock.confirm_from - since).days) <= 1
    change_status(actor=make_user(), element=element_numbered(plan, "1.1"), status="in_progress")
    assert clock_of(plan, "1.1").confirm_from is None


def test_a_state_guessed_from_the_document_is_to_confirm():
    plan = plan_of(make_action("1.1", status=StatusDraft("gras", "done", "explicit")))

    assert clock_of(plan, "1.1").confirm_from is None
    Element.objects.filter(plan=plan).update(status_basis="inferred")
    rebuild_clocks()

    assert clock_of(plan, "1.1").confirm_from is not None


def test_headings_have_no_clock():
    plan = make_plan()

    assert set(Clock.objects.filter(plan=plan).values_list("element__number", flat=True)) == {
        "1.1.1",
        "1.1.2",
    }


def test_steps_of_an_action_that_is_over_are_over():
    step = make_action("1.1.a", level=3)
    plan = plan_of(make_action("1.1", children=(step,)), steps=True)

    change_status(actor=make_user(), element=element_numbered(plan, "1.1"), status="abandoned")

    assert clock_of(plan, "1.1.a").counts_as == "stopped"


def test_settling_asks_the_same_whatever_the_number_of_lines():
    small, large = make_plan(), make_plan(draft=make_draft(actions=9, objectives=3))

    counts = []
    for plan in (small, large):
        fresh = Plan.objects.get(pk=plan.pk)
        with CaptureQueriesContext(connection) as asked:
            settle_clocks(fresh, None)
        counts.append(len(asked))

    assert counts == [4, 4]
