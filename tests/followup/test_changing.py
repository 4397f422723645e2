"""A frequency that begins, ends or changes within a year counts for the part when it holds."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Q
from django.utils import timezone

from arrimage.followup.changing import Said, rhythms_of
from arrimage.followup.models import Clock
from arrimage.followup.operations import hold_occurrence
from arrimage.followup.rules import KeptRhythm
from arrimage.followup.tallies import tallies_of
from arrimage.formats.language import TimeContext, read_cadences, read_timeframes
from arrimage.plans.following import living_of
from arrimage.plans.models import Cadence
from tests.factories import edit, element_numbered, make_action, make_member

from .plans import plan_of

D = dt.date
CHANGED = "4 rencontres par année jusqu’au 30 septembre 2026, puis 8 rencontres par année"


def read(text):
    """The rhythms that an échéance says, as rows of a plan would hold them."""
    cadences = [
        Cadence(
            pk=rank, count=c.count, per=c.per, unit=c.unit, text=c.text, every=c.every,
            weekday=c.weekday, nth=c.nth, months=list(c.months),
        )
        for rank, c in enumerate(read_cadences(text), 1)
    ]  # fmt: skip
    frames = read_timeframes(text, TimeContext())
    said = [Said(f.text, f.start, f.end) for f in frames if f.kind == "recurring"]
    return rhythms_of(cadences, said)


def lives(text):
    return [[(rule.count, rule.since, rule.until) for rule in r.rules] for r in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 rencontres par année", [[(4, None, None)]]),
        (
            "une fois par mois jusqu’au 31 mars 2027",
            [[(1, None, D(2027, 3, 31))]],
        ),
        (
            CHANGED,
            [[(4, None, D(2026, 9, 30)), (8, D(2026, 10, 1), None)]],
        ),
        (
            "4 appels par année, 8 appels par année à partir du 1er janvier 2027",
            [[(4, None, D(2026, 12, 31)), (8, D(2027, 1, 1), None)]],
        ),
        (
            "4 appels par année jusqu’au 30 septembre 2026\n"
            "6 appels par année jusqu’au 31 décembre 2026\npuis 2 appels par année",
            [
                [
                    (4, None, D(2026, 9, 30)),
                    (6, D(2026, 10, 1), D(2026, 12, 31)),
                    (2, D(2027, 1, 1), None),
                ]
            ],
        ),
        (
            "4 appels par année jusqu’au 31 décembre 2026 ; 6 appels par année jusqu’au 30 juin 2026",
            [[(4, None, D(2026, 12, 31))], [(6, None, D(2026, 6, 30))]],
        ),
        (
            "4 rencontres par année jusqu’au 31 décembre 2026 ; 2 bulletins par année",
            [[(4, None, D(2026, 12, 31))], [(2, None, None)]],
        ),
        (
            "4 rencontres par année ; 2 bulletins par année dès janvier 2027",
            [[(4, None, None)], [(2, D(2027, 1, 1), None)]],
        ),
    ],
)
def test_days_when_a_frequency_holds_are_those_of_its_words(text, expected):
    assert lives(text) == expected


def test_changed_rhythm_is_kept_and_read_again_as_it_was():
    (rhythm,) = read(CHANGED)

    assert KeptRhythm.read(rhythm.stored()) == rhythm
    assert (rhythm.cadences, rhythm.words) == ((1, 2), CHANGED)


@pytest.fixture
def plan(db):
    made = plan_of(make_action("1.1", timeframe_text=""))
    actor = make_member(made.organization, "staff")
    edit(element_numbered(made, "1.1"), actor=actor, timeframe=CHANGED)
    return made, actor


def told(plan, today):
    clocks = Clock.objects.filter(plan=plan).select_related("element", "plan")
    ((one,),) = tallies_of(clocks, today).values()
    return one.tally


def words(plan, today):
    (living,) = living_of(Q(plan=plan, number="1.1"), today).values()
    return living.rhythms[0].words


@pytest.mark.django_db
def test_year_of_a_plan_is_asked_for_what_each_part_of_it_asks(plan):
    made, actor = plan
    element = element_numbered(made, "1.1")
    for on in (D(2026, 5, 5), D(2026, 6, 2), D(2026, 11, 3)):
        hold_occurrence(actor=actor, element=element, on=on)
    today = D(2026, 11, 20)

    tally = told(made, today)

    assert (tally.held, tally.expected, tally.missing) == (3, 6, 3)
    assert words(made, today) == (
        "3 sur 6 tenues\u00a0; il en manque 3 avant le 31 mars 2027. Le rythme change pendant "
        "l’année\u00a0: 2 d’ici le 30 septembre 2026, 4 d’ici le 31 mars 2027."
    )
    assert told(made, D(2027, 6, 1)).expected == 8
    assert "change" not in words(made, D(2027, 6, 1))


@pytest.mark.django_db
def test_evening_here_counts_for_the_part_that_ends(plan, monkeypatch):
    made, actor = plan
    late = dt.datetime(2026, 9, 30, 23, 30, tzinfo=ZoneInfo("America/Toronto"))
    monkeypatch.setattr(timezone, "now", lambda: late)

    held = hold_occurrence(actor=actor, element=element_numbered(made, "1.1"))

    first = told(made, D(2026, 10, 1)).slots[0]
    assert held.on == D(2026, 9, 30)
    assert (first.state, first.expected.window.end) == ("held", D(2026, 9, 30))


@pytest.mark.django_db
def test_frequency_of_a_part_of_the_year_says_which(plan):
    made, actor = plan
    until_august = "une rencontre par mois jusqu’au 31 août 2026"
    edit(element_numbered(made, "1.1"), actor=actor, timeframe=until_august)

    assert words(made, D(2026, 6, 1)) == (
        "0 sur 5 tenues\u00a0; il en manque 5 avant le 31 août 2026. La fréquence ne vaut que du "
        "1er avril 2026 au 31 août 2026."
    )
    assert Clock.objects.get(plan=made).silent_from is None


@pytest.mark.django_db
def test_line_whose_rhythm_changes_later_has_begun_and_may_be_silent_before(plan):
    made, actor = plan
    later = "12 rencontres par année jusqu’au 30 septembre 2028, puis 4 rencontres par année"
    edit(element_numbered(made, "1.1"), actor=actor, timeframe=later)

    clock = Clock.objects.get(plan=made)

    assert (clock.starts_on, clock.silent_after) == (None, 47)
    assert clock.silent_from < D(2028, 1, 1)
