"""The calendar and the load: what is due, awaited and held, of whom, and when it is too much."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrimage.followup.calendar import Day, days_of
from arrimage.followup.calendar_of import clocks_of_organization, clocks_of_plan
from arrimage.followup.load import loads_from, seasons_ahead
from arrimage.followup.models import Occurrence
from arrimage.formats.draft import AssignmentDraft, CadenceDraft, TimeframeDraft
from arrimage.plans.models import Element
from arrimage.plans.operations import change_status, set_confidential
from arrimage.rhythm.years import Span
from tests.factories import element_numbered, make_action, make_member, make_organization
from tests.followup.plans import TODAY, day, plan_of

pytestmark = pytest.mark.django_db
DUE = TimeframeDraft("date", "11 décembre", None, day(12, 11), "day")
PAST = TimeframeDraft("date", "2 novembre", None, day(11, 2), "day")
LAST_WEDNESDAY = CadenceDraft(1, "month", "rencontre", "le dernier mercredi", weekday=2, nth=-1)
SPAN = Span(day(11, 1), day(12, 31))


def found(plan, user, span=SPAN):
    return [
        (d.kind, d.on, d.element.number) for d in days_of(clocks_of_plan(user, plan), span, TODAY)
    ]


def test_month_holds_what_is_due_awaited_and_held():
    plan = plan_of(
        make_action("1.1", timeframes=(DUE,)),
        make_action("1.2", cadences=(LAST_WEDNESDAY,)),
        make_action("1.3", timeframes=(PAST,)),
        make_action("1.4", timeframes=(DUE,)),
    )
    staff = make_member(plan.organization, "staff")
    Occurrence.objects.create(element=element_numbered(plan, "1.2"), on=day(11, 4), text="Tenue")
    change_status(actor=staff, element=element_numbered(plan, "1.4"), status="done")

    assert found(plan, staff) == [
        ("late", day(11, 2), "1.3"),
        ("held", day(11, 4), "1.2"),
        ("due", day(12, 11), "1.1"),
        ("awaited", day(12, 30), "1.2"),
    ]


def test_same_day_has_the_same_key_each_time():
    plan = plan_of(make_action("1.2", cadences=(LAST_WEDNESDAY,)))
    clocks = clocks_of_plan(make_member(plan.organization), plan)

    narrow, wide = (
        days_of(clocks, Span(SPAN.start, end), TODAY) for end in (day(11, 30), SPAN.end)
    )

    assert {d.key for d in narrow} < {d.key for d in wide}


def test_confidential_line_and_plan_of_others_stay_out():
    plan = plan_of(make_action("1.1", timeframes=(DUE,)), make_action("1.2", timeframes=(DUE,)))
    staff = make_member(plan.organization, "staff")
    set_confidential(actor=staff, element=element_numbered(plan, "1.1"), is_confidential=True)
    stranger = make_member(make_organization("Ailleurs"))

    assert [n for _k, _d, n in found(plan, staff)] == ["1.1", "1.2"]
    assert [n for _k, _d, n in found(plan, make_member(plan.organization, "board"))] == ["1.2"]
    assert found(plan, stranger) == []
    assert not clocks_of_organization(stranger, plan.organization).exists()


@pytest.mark.parametrize("month", ["", "2026-12", "x", "9999-12", "2026-13"])
def test_screen_shows_the_month_that_is_asked_for(client, month):
    plan = plan_of(make_action("1.1", timeframes=(DUE,)))
    client.force_login(make_member(plan.organization))

    answer = client.get(reverse("followup:calendar_month"), {"mois": month})

    today = timezone.localdate().replace(day=1)
    assert answer.status_code == 200
    assert answer.context["first"] == (day(12, 1) if month == "2026-12" else today)


def test_calendar_of_a_plan_a_person_and_a_house_have_their_address(client):
    plan = plan_of(
        make_action("1.1", timeframes=(DUE,), assignments=(AssignmentDraft("Agente"),)),
        make_action("1.2", timeframes=(DUE,)),
    )
    client.force_login(make_member(plan.organization))
    house, asked = {"organisme": plan.organization.slug, "mois": "2026-12"}, []

    for values in (house, house | {"qui": "role-Agente"}, {"plan": plan.pk, "mois": "2026-12"}):
        answer = client.get(reverse("followup:calendar_month"), values)
        lines = [line for lines in answer.context["by_day"].values() for line in lines]
        asked.append([line.day.element.number for line in lines])

    assert asked == [["1.1", "1.2"], ["1.1"], ["1.1", "1.2"]]
    assert client.get(reverse("followup:calendar_month"), {"plan": "987654"}).status_code == 404


@pytest.mark.parametrize("name", ["followup:calendar_month", "followup:load_list"])
def test_screens_take_the_same_queries_for_one_line_or_three(client, name):
    counts = []
    for copies in (1, 3):
        actions = [
            make_action(f"1.{n}{k}", **kind)
            for n in range(copies)
            for k, kind in enumerate(({"timeframes": (DUE,)}, {"cadences": (LAST_WEDNESDAY,)}))
        ]
        plan = plan_of(*actions, organization=make_organization())
        client.force_login(make_member(plan.organization))
        address = reverse(name) + f"?plan={plan.pk}"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


AHEAD = seasons_ahead(TODAY)


def days(kind, *counts):
    """So many days of a kind in each season, each of another line."""
    made = []
    for season, count in zip(AHEAD, counts, strict=False):
        for _ in range(count):
            element = Element(pk=len(made) + 1, position=0)
            made.append(Day(kind, season.span.end, element, None, str(len(made))))
    return made


def test_season_is_heavy_next_to_the_ordinary_one_of_the_same_person():
    names = dict.fromkeys(range(1, 40), ("Ana",))

    (load,) = loads_from(days("due", 2, 2, 5, 2, 2, 1), names, AHEAD)
    (even,) = loads_from(days("awaited", 9, 9, 9, 9), names, AHEAD)
    (few,) = loads_from(days("due", 0, 3), names, AHEAD)

    assert (load.ordinary, load.threshold) == (2, 5)
    assert [share.is_heavy for share in load.shares] == [False, False, True, False, False, False]
    assert not even.is_heavy and not few.is_heavy
    assert [share.awaited for share in even.shares] == [9, 9, 9, 9, 0, 0]


def test_line_of_two_weighs_on_both_and_that_of_nobody_overloads_nobody():
    found = loads_from(days("due", 6), {1: ("Ana", "Zoé")}, AHEAD)

    assert [(load.name, load.total) for load in found] == [("Ana", 1), ("Zoé", 1), ("", 5)]
    assert not any(load.is_heavy for load in found)


def test_late_line_weighs_on_no_season():
    (load,) = loads_from(days("late", 3), dict.fromkeys(range(1, 4), ("Ana",)), AHEAD)

    assert (load.late, load.total) == (3, 0)


def test_seasons_follow_each_other_from_today():
    assert [season.key for season in AHEAD] == [
        "2026-automne", "2027-hiver", "2027-printemps", "2027-ete", "2027-automne", "2028-hiver",
    ]  # fmt: skip
    ends = [season.span.end + dt.timedelta(days=1) for season in AHEAD]
    assert ends[:-1] == [season.span.start for season in AHEAD[1:]]
