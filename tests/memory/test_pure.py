"""What is decided without a database: names after an «@», the next plan, its title and period."""

import datetime as dt
from dataclasses import replace

import pytest

from arrimage.memory.mentions import mentioned
from arrimage.memory.rolling import (
    Decision,
    next_period,
    proposed,
    read_decision,
    rolled,
    title_for,
)
from arrimage.plans.starting import Frame
from tests.factories import make_draft

PEOPLE = [
    ("Inès Côté", 1),
    ("Inès", 2),
    ("Jean-Noël Roy", 3),
    ("Maude Lavoie", 4),
    ("Inès Côté", 5),
]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Voir @Inès Côté pour la salle.", (1, 5)),
        ("@ines cote, @JEAN-NOËL ROY !", (1, 5, 3)),
        ("@Inès, peux-tu ?", (2,)),
        ("@Inésita n’est personne, ni maude.lavoie@maude", ()),
        ("Écrire à maude@lisiere.example", ()),
        ("@Maude Lavoie et @Maude Lavoie", (4,)),
        ("@", ()),
    ],
)
def test_names_after_an_at_are_people(text, named):
    assert mentioned(text, PEOPLE) == named


@pytest.mark.parametrize(
    ("counts_as", "is_late", "group", "what"),
    [
        ("done", True, "stays", "stay"),
        ("stopped", False, "asked", "drop"),
        ("active", True, "asked", "carry"),
        ("excluded", False, "continues", "carry"),
        ("", False, "continues", "carry"),
    ],
)
def test_what_is_proposed_for_a_line(counts_as, is_late, group, what):
    assert proposed(counts_as, is_late=is_late) == (group, Decision(what))


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("carry", Decision("carry")),
        ("later-2", Decision("later", 2)),
        ("later-3", None),
        ("later-1", None),
        ("later-", None),
        ("", None),
        ("autre", None),
    ],
)
def test_decision_is_read_or_refused(text, decision):
    assert read_decision(text, 2) == decision


def test_title_and_period_go_on_for_as_many_years():
    period = next_period(dt.date(2026, 4, 1), dt.date(2028, 3, 31), dt.date(2028, 1, 1))

    assert period == (dt.date(2028, 4, 1), dt.date(2030, 3, 31))
    assert title_for("Plan d’action 2026-2028, axe 3", 2) == "Plan d’action 2028-2030, axe 3"
    assert next_period(None, None, dt.date(2028, 2, 29)) == (
        dt.date(2028, 2, 29),
        dt.date(2029, 2, 28),
    )


def frame():
    return Frame("Suite", "Réseau de la Lisière", dt.date(2028, 4, 1), dt.date(2030, 3, 31))


def test_next_plan_holds_what_goes_on_under_its_headings():
    source = make_draft(actions=2, objectives=2)
    decisions = {
        "a1.1.1": Decision("carry"),
        "a1.1.2": Decision("later", 2),
        "a1.2.1": Decision("stay"),
        "a1.2.2": Decision("drop"),
    }

    made = rolled(source, frame(), decisions)

    assert [element.number for element in made.walk()] == ["1", "1.1", "1.1.1", "1.1.2"]
    rich = next(element for element in made.walk() if element.number == "1.1.1")
    assert (rich.timeframes, rich.timeframe_text, rich.quarters_marked) == ((), "", ())
    assert (rich.years_marked, rich.status, rich.amounts) == ((1, 2), None, ())
    assert [result.text for result in rich.results] == ["Habitudes prises"]
    assert rich.cadences == source.elements[0].children[0].children[0].cadences
    assert next(e for e in made.walk() if e.number == "1.1.2").years_marked == (2,)
    assert [column.key for column in made.layout.columns if column.field == "year"] == ["1", "2"]
    assert (made.notes, made.footnotes, made.envelopes) == ((), (), ())


def test_time_that_reaches_the_next_plan_is_kept():
    source = make_draft()
    objective = source.elements[0].children[0]
    later = replace(objective.children[0].timeframes[0], text="été 2028", end=dt.date(2028, 9, 21))
    line = replace(objective.children[0], timeframes=(later,), timeframe_text="Été 2028")
    source = replace(
        source,
        elements=(replace(source.elements[0], children=(replace(objective, children=(line,)),)),),
    )

    (made,) = (
        e for e in rolled(source, frame(), {"a1.1.1": Decision("carry")}).walk() if e.level == 2
    )

    assert (made.timeframes, made.timeframe_text) == ((later,), "Été 2028")
