"""«Vue d'ensemble»: every figure, for whom, since when, in as many queries whatever the size."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrimage.followup.models import Clock, Occurrence, PlanTally, StateChange
from arrimage.followup.overview import LONGEST, overview_of
from arrimage.followup.overview_plan import branches_of
from arrimage.followup.overview_scope import scope_of
from arrimage.followup.overview_settling import fill_missing_tallies
from arrimage.plans.confidential import READER, TEAM_SIGHT
from arrimage.plans.models import Plan, StatusUpdate
from arrimage.plans.operations import change_status, set_confidential, share_plan, undo_edit
from tests.factories import element_numbered, make_action, make_member, make_organization
from tests.followup.plans import END, FLOW, FOUR, MAY, TODAY, day, plan_of, work_plan

pytestmark = pytest.mark.django_db
SINCE = day(9, 18)


def seen(user, *plans, since=SINCE, today=TODAY, only=""):
    return overview_of(scope_of(user, list(plans), since, today), only)


def noted(plan, number, *states):
    """States of a line, each on its day."""
    line = element_numbered(plan, number)
    actor = make_member(plan.organization, "staff")
    for status, on in states:
        change_status(actor=actor, element=line, status=status)
        StatusUpdate.objects.filter(element=line, status=status).update(on=on)
    change_status(actor=actor, element=line, status=states[-1][0], text="Redit")
    StatusUpdate.objects.filter(element=line, text="Redit").update(on=states[-1][1])
    from arrimage.followup.overview_settling import settle_overview

    settle_overview(plan, None)
    return line


def test_figures_are_those_of_the_lines():
    plan = work_plan()
    noted(plan, "1.4", ("in_progress", day(10, 1)))

    found = seen(make_member(plan.organization), plan)

    assert (found.moved_total, found.late_total, found.silent_total) == (1, 2, 1)
    assert [one.element.number for one in found.late] == ["1.1", "1.7"]
    assert [(one.element.number, one.who, one.days) for one in found.silent] == [
        ("1.3", ("Agente",), (TODAY - day(5, 1)).days)
    ]
    assert found.late[0].flagged.why.startswith("Le plan dit «\u00a0Mai 2026\u00a0»")


def test_line_that_moved_several_times_shows_where_it_was_and_where_it_is():
    plan = work_plan()
    line = noted(
        plan, "1.2", ("planned", day(8, 1)), ("in_progress", day(10, 1)), ("done", day(11, 2))
    )

    found = seen(make_member(plan.organization), plan)

    assert [(m.element, m.before, m.after, m.on) for m in found.moves] == [
        (line, "planned", "done", day(11, 2))
    ]
    assert found.moved_total == 1


def test_what_the_document_said_first_is_no_move_and_undoing_takes_it_back():
    plan = work_plan()
    line = element_numbered(plan, "1.1")
    StatusUpdate.objects.create(element=line, status="planned", basis="document", on=day(1, 1))
    staff = make_member(plan.organization, "staff")

    change_status(actor=staff, element=line, status="done")
    moved = list(StateChange.objects.values_list("before", "after"))
    undo_edit(actor=staff, edit=plan.edits.first())

    assert moved == [("planned", "done")]
    assert not StateChange.objects.exists()


def test_tallies_follow_each_gesture_and_are_filled_when_missing():
    plan = work_plan()
    staff = make_member(plan.organization, "staff")
    change_status(actor=staff, element=element_numbered(plan, "1.1"), status="done")
    after = PlanTally.objects.get(plan=plan)

    PlanTally.objects.all().delete()
    filled = (fill_missing_tallies(), fill_missing_tallies())

    assert (after.counts, after.rhythms) == ({"": 6, "done": 1}, 1)
    assert filled == (1, 0)
    assert PlanTally.objects.get(plan=plan).counts == after.counts


def test_reader_of_a_shared_plan_is_told_its_states_alone():
    plan = work_plan(make_organization("Table des Aulnes"))
    network = make_organization("Réseau Lisière", "national")
    plan.organization.parent = network
    plan.organization.save()
    share_plan(actor=make_member(plan.organization), plan=plan, audience="network")

    found = seen(make_member(network), plan)

    assert (found.late_total, found.silent_total, found.late, found.timed) == (0, 0, (), ())
    assert (found.lines[0].actions, found.lines[0].is_told) == (7, False)


def test_confidential_line_counts_for_the_team_alone():
    plan = work_plan()
    late = element_numbered(plan, "1.1")
    direction = make_member(plan.organization)
    change_status(actor=direction, element=late, status="in_progress")
    set_confidential(actor=direction, element=late, is_confidential=True)
    today = timezone.localdate() + dt.timedelta(days=1)

    told = {
        role: seen(make_member(plan.organization, role), plan, today=today)
        for role in ("staff", "board")
    }

    staff, board = told["staff"], told["board"]
    assert (staff.late_total - board.late_total, staff.actions, board.actions) == (1, 7, 6)
    assert (staff.moved_total, board.moved_total, board.moves) == (1, 0, ())
    assert late not in [one.element for one in board.late]


def test_rhythms_say_what_was_held_and_what_was_missed_comes_first():
    plan = plan_of(make_action("1.1", cadences=(FOUR,)), make_action("1.2"), make_action("1.3"))
    Occurrence.objects.create(element=element_numbered(plan, "1.1"), on=day(10, 2))

    found = seen(make_member(plan.organization), plan)

    assert [(one.element.number, one.rhythm.words[:21]) for one in found.timed] == [
        ("1.1", "1 sur 12 tenues\u00a0; il ")
    ]


def test_each_branch_says_how_far_it_is_and_should_be():
    plan = plan_of(
        make_action("1.1", timeframes=(MAY,)),
        make_action("1.2", timeframes=(END,)),
        make_action("1.3", timeframes=(FLOW,)),
    )
    staff = make_member(plan.organization, "staff")
    change_status(actor=staff, element=element_numbered(plan, "1.1"), status="done")
    plan = Plan.objects.get(pk=plan.pk)

    (branch,) = branches_of(plan, TEAM_SIGHT, TODAY)
    (read,) = branches_of(Plan.objects.get(pk=plan.pk), READER, TODAY)

    assert (branch.actual, branch.expected, branch.progress.left_out) == (50, 50, 1)
    assert branch.marks[0].look.shape == "done"
    assert (read.progress, branch.done) == (None, 1)


def test_screen_takes_the_same_queries_for_one_line_or_many(client):
    house = make_organization()
    client.force_login(make_member(house))
    few, many = (_of_each_kind(house, copies) for copies in (1, 3))

    counts = [_count(client, f"?plan={plan.pk}") for plan in (few, many)]

    assert counts[0] == counts[1]
    assert _count(client, "") <= counts[0]


def _of_each_kind(house, copies):
    """Lines that are late, silent, that come back and that moved."""
    kinds = ({"timeframes": (MAY,)}, {"timeframes": (FLOW,)}, {"cadences": (FOUR,)})
    plan = plan_of(
        *(
            make_action(f"1.{3 * n + k}", **kind)
            for n in range(copies)
            for k, kind in enumerate(kinds)
        ),
        organization=house,
    )
    Clock.objects.filter(plan=plan, nature="continuous").update(
        silent_from=day(11, 1), heard_on=day(5, 1)
    )
    for n in range(copies):
        line = element_numbered(plan, f"1.{3 * n}")
        StateChange.objects.create(plan=plan, element=line, on=timezone.localdate(), after="done")
    return plan


def _count(client, query):
    address = reverse("followup:overview") + query
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_figures_of_the_sentence_open_their_rows(client):
    plan = work_plan()
    client.force_login(make_member(plan.organization, "board"))
    noted(plan, "1.4", ("in_progress", timezone.localdate()))

    page = client.get(reverse("followup:overview")).content.decode()
    rows = client.get(reverse("followup:overview"), {"voir": "retard", "plan": plan.pk})

    assert "voir=retard" in page and "voir=bouge" in page
    assert [line.stuck.element.number for line in rows.context["late"]] == ["1.1", "1.7"]
    assert rows.context["moves"] == []
    assert LONGEST >= 300


@pytest.mark.parametrize("query", ["depuis=x", "depuis=3026-01-01", "voir=rien", "plan=tous"])
def test_nonsense_is_left_out(client, query):
    plan = work_plan()
    client.force_login(make_member(plan.organization))

    answer = client.get(f"{reverse('followup:overview')}?{query}")

    assert answer.status_code == 200
    assert answer.context["since"] == timezone.localdate() - dt.timedelta(days=30)


def test_plan_of_others_is_not_found(client):
    plan = work_plan()
    client.force_login(make_member(make_organization("Ailleurs")))

    assert client.get(f"{reverse('followup:overview')}?plan={plan.pk}").status_code == 404
    assert client.get(f"{reverse('followup:overview')}?plan=rien").status_code == 404
