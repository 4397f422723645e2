"""The line of time: what is sharp is sharp, what is vague fades, what is unknown is not drawn."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrimage.followup.models import Occurrence
from arrimage.followup.timeline import NOTHING, Bar, Dot, Timing, lane_of
from arrimage.followup.timeline_window import window_of
from arrimage.formats.draft import CadenceDraft, TimeframeDraft
from arrimage.plans.confidential import TEAM_SIGHT
from arrimage.plans.document import YearView
from arrimage.plans.models import Plan
from arrimage.plans.operations import change_status, set_confidential
from arrimage.plans.queries import plan_document
from arrimage.rhythm.years import Span
from tests.factories import element_numbered, make_action, make_member, make_organization
from tests.followup.plans import FOUR, MAY, TODAY, day, plan_of

pytestmark = pytest.mark.django_db
LIFE = Span(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
YEARS = tuple(
    YearView(n + 1, dt.date(2026 + n, 1, 1), dt.date(2026 + n, 12, 31), n == 0) for n in range(2)
)


def lane(*frames, window=LIFE, timing=NOTHING, **values):
    """What is drawn of an action with these échéances."""
    plan = plan_of(make_action("1.1", timeframes=frames, **values))
    document = plan_document(Plan.objects.get(pk=plan.pk), None, TODAY, TEAM_SIGHT)
    row = next(row for section in document.sections for row in section.rows)
    return lane_of(row, timing, window, LIFE, YEARS, TODAY)


def kinds(drawn):
    return [bar.kind for bar in drawn.bars]


def test_known_dates_are_sharp_and_say_how_much_is_behind():
    drawn = lane(TimeframeDraft("range", "en 2026", day(1, 1), day(12, 31), "month"))

    assert drawn.bars == (Bar("crisp", 0.0, 50.0, 44.247),)


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        (TimeframeDraft("season", "été", day(6, 21), day(9, 21), "season"), "both"),
        (TimeframeDraft("range", "à partir de l’hiver", day(12, 21), None, "season"), "in"),
        (TimeframeDraft("range", "à partir de mai", day(5, 1), None, "month"), "out"),
        (TimeframeDraft("range", "d’ici 2027", None, dt.date(2027, 6, 30), "year"), "in"),
        (TimeframeDraft("event", "après les récoltes", day(9, 1), day(11, 1)), "out"),
        (TimeframeDraft("continuous", "en continu"), "flow"),
        (TimeframeDraft("on-demand", "sur demande"), "demand"),
        (TimeframeDraft("conditional", "si le fonds ouvre"), "if"),
    ],
)
def test_each_sort_of_time_has_its_drawing(frame, kind):
    assert kinds(lane(frame)) == [kind]


def test_unknown_time_is_not_drawn():
    assert lane().is_empty
    assert lane(TimeframeDraft("unknown", "selon les ressources")).is_empty


def test_one_day_is_a_dot_and_a_passed_one_a_cross():
    last = TimeframeDraft("date", "30 novembre", None, day(11, 30), "day")

    ahead = lane(last)
    behind = lane(last, timing=Timing(missed_on=day(11, 30)))

    assert [dot.kind for dot in ahead.dots] == ["set"]
    assert behind.dots == (Dot("missed", ahead.dots[0].x),)


def test_marked_years_stand_in_for_dates_and_neighbours_are_one_bar():
    assert lane(years_marked=(1, 2)).bars == (Bar("crisp", 0.0, 100.0, 44.247),)


def test_time_that_goes_beyond_the_window_has_no_end_in_it():
    season = TimeframeDraft("season", "été", day(6, 21), day(9, 21), "season")
    july = Span(day(7, 1), day(12, 31))

    assert kinds(lane(season, window=july)) == ["out"]
    assert lane(season, window=Span(dt.date(2027, 1, 1), LIFE.end)).is_empty


@pytest.mark.parametrize(
    ("zoom", "count", "first"),
    [
        ("ans", 2, dt.date(2026, 1, 1)),
        ("trimestres", 8, dt.date(2026, 1, 1)),
        ("mois", 12, dt.date(2026, 1, 1)),
        ("semaines", 14, dt.date(2026, 10, 1)),
    ],
)
def test_zoom_holds_today_and_cuts_the_plan(zoom, count, first):
    window = window_of(zoom, LIFE, YEARS, (1, 1), TODAY)

    assert (len(window.columns), window.span.start) == (count, first)
    assert TODAY in window.span and window.now is not None
    assert round(sum(column.width for column in window.columns)) == 100


def _plan(organization=None, copies=1):
    each = TimeframeDraft("recurring", "4 fois par année")
    actions = [
        make_action(f"1.{n}", timeframes=(each,), cadences=(CadenceDraft(4, "year", "", "4"),))
        for n in range(copies)
    ]
    return plan_of(*actions, make_action("1.99", timeframes=(MAY,)), organization=organization)


def test_screen_says_in_words_what_it_draws(client):
    plan = _plan()
    client.force_login(make_member(plan.organization))
    line = element_numbered(plan, "1.0")
    Occurrence.objects.create(element=line, on=plan.starts_on + dt.timedelta(days=3))
    address = reverse("followup:timeline", args=[plan.pk])

    drawn = client.get(address).content.decode()
    listed = client.get(address, {"vue": "liste"}).content.decode()

    assert 'class="o-held"' in drawn and "<table" not in drawn
    for said in ("Une fois tenue.", "fois attendues.", "Du 1er mai 2026 au 31 mai 2026."):
        assert said in drawn and said in listed
    assert '<svg class="t-lane"' not in listed


def test_filters_of_the_plan_stay_in_every_address(client):
    plan = _plan()
    staff = make_member(plan.organization)
    client.force_login(staff)
    change_status(actor=staff, element=element_numbered(plan, "1.99"), status="done")

    answer = client.get(reverse("followup:timeline", args=[plan.pk]), {"etat": "done"})

    lanes = [lane for group in answer.context["sections"] for lane in group.lanes]
    assert [each.timed.row.number for each in lanes] == ["1.99"]
    assert lanes[0].timed.lane.flag is not None
    assert all("etat=done" in address for _label, address, _now in answer.context["zooms"])
    assert "etat=done" in answer.context["as_list"]


def test_confidential_line_is_drawn_for_the_team_alone(client):
    plan = _plan()
    staff = make_member(plan.organization, "staff")
    set_confidential(actor=staff, element=element_numbered(plan, "1.0"), is_confidential=True)
    board = make_member(plan.organization, "board")

    def numbers(user):
        client.force_login(user)
        answer = client.get(reverse("followup:timeline", args=[plan.pk]))
        return [e.timed.row.number for g in answer.context["sections"] for e in g.lanes]

    assert (numbers(staff), numbers(board)) == (["1.0", "1.99"], ["1.99"])


def test_screen_takes_the_same_queries_for_one_line_or_three(client):
    house = make_organization()
    client.force_login(make_member(house))
    counts = []
    for copies in (1, 3):
        address = reverse("followup:timeline", args=[_plan(house, copies).pk])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_nothing_missed_is_drawn_of_before_the_plan_was_here(client):
    old = CadenceDraft(FOUR.count, "year", "appels", "12 appels par année")
    plan = plan_of(make_action("1.1", cadences=(old,)))
    Plan.objects.filter(pk=plan.pk).update(starts_on=dt.date(2020, 4, 1))
    client.force_login(make_member(plan.organization))

    answer = client.get(reverse("followup:timeline", args=[plan.pk]))

    dots = [d for g in answer.context["sections"] for e in g.lanes for d in e.timed.lane.dots]
    assert {dot.kind for dot in dots} == {"maybe"}
