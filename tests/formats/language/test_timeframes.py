from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from arrimage.formats.draft import Period, PlanYear
from arrimage.formats.language import (
    TimeContext,
    is_timeframe,
    read_cadences,
    read_timeframes,
    runs_backwards,
    split_timeframes,
)

SHARED = Path(os.environ.get("ARRIMAGE_SHARED", Path(__file__).parents[4] / "shared"))
ONE_YEAR = TimeContext(Period(dt.date(2024, 7, 1), dt.date(2025, 6, 30), "month"))
FIVE_YEARS = TimeContext(Period(dt.date(2024, 4, 1), dt.date(2029, 3, 31), "day"))

PHRASES = [
    ("3 octobre 2024", "date", "2024-10-03", "2024-10-03"),
    ("2025-03-14", "date", "2025-03-14", "2025-03-14"),
    ("14/03/2025", "date", "2025-03-14", "2025-03-14"),
    ("May 15, 2025", "date", "2025-05-15", "2025-05-15"),
    ("3 au 5 mai 2025", "range", "2025-05-03", "2025-05-05"),
    ("Sept. 2024", "month", "2024-09-01", "2024-09-30"),
    ("Salon : février 2024", "month", "2024-02-01", "2024-02-29"),
    ("Automne 2024", "season", "2024-09-01", "2024-12-31"),
    ("Esquisse à l’hiver 25", "season", "2025-01-01", "2025-03-31"),
    ("Aut.24 - Hiver 25", "range", "2024-09-01", "2025-03-31"),
    ("Hiver- Printemps 2025", "range", "2025-01-01", "2025-06-30"),
    ("Juin 24-Juin 26", "range", "2024-06-01", "2026-06-30"),
    ("de septembre à juin 2025", "range", "2024-09-01", "2025-06-30"),
    ("entre janvier et mai 2025", "range", "2025-01-01", "2025-05-31"),
    ("du 1er mars au 30 juin 2025", "range", "2025-03-01", "2025-06-30"),
    ("Foyers (automne 2024, hiver 2025)", "range", "2024-09-01", "2025-03-31"),
    ("T1 2025", "quarter", "2025-01-01", "2025-03-31"),
    ("Q3 2026", "quarter", "2026-07-01", "2026-09-30"),
    ("2025", "year", "2025-01-01", "2025-12-31"),
    ("2024-2026", "range", "2024-01-01", "2026-12-31"),
    ("À partir de 2025", "year", "2025-01-01", None),
    ("Fin 2025", "year", None, "2025-12-31"),
    ("d’ici la fin de juin 2026", "month", None, "2026-06-30"),
    ("avant le 30 juin 2026", "date", None, "2026-06-30"),
    ("avant l’été 2025", "season", None, "2025-06-30"),
    ("by June 2026", "month", None, "2026-06-30"),
    ("En continu", "continuous", None, None),
    ("En continu à partir de 2025", "continuous", "2025-01-01", None),
    ("Au besoin", "on-demand", None, None),
    ("Selon les fonds disponibles", "conditional", None, None),
    ("4 villages par mois", "recurring", None, None),
    ("Chaque automne", "recurring", None, None),
    ("AGA 2025", "event", None, None),
    ("31 février 2025", "unknown", None, None),
    ("Octobre", "month", None, None),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), PHRASES)
def test_a_phrase_gives_its_kind_and_bounds(text, kind, start, end):
    (frame,) = read_timeframes(text)

    assert (frame.kind, frame.text, _iso(frame.start), _iso(frame.end)) == (kind, text, start, end)


@pytest.mark.parametrize(
    ("cell", "pieces"),
    [
        ("Novembre 2024 Mai 2025", ("Novembre 2024", "Mai 2025")),
        ("En continu En continu Mensuel", ("En continu", "En continu", "Mensuel")),
        ("Février, Sept. 2025", ("Février", "Sept. 2025")),
        ("Plan : Automne 2024 ; Suivi : en continu", ("Plan : Automne 2024", "Suivi : en continu")),
        (
            "Automne- printemps Comité local : en continu",
            ("Automne- printemps", "Comité local : en continu"),
        ),
        (
            "Continu\n\n\nCarte disponible\ndécembre 2026",
            ("Continu", "Carte disponible décembre 2026"),
        ),
        ("Automne\n2024", ("Automne 2024",)),
        ("(–)", ()),
    ],
)
def test_a_cell_is_cut_into_pieces(cell, pieces):
    assert split_timeframes(cell) == pieces


def test_a_month_without_year_takes_the_only_one_the_period_allows():
    (short,), (long,) = read_timeframes("Octobre", ONE_YEAR), read_timeframes("Octobre", FIVE_YEARS)

    assert (short.start, long.start) == (dt.date(2024, 10, 1), None)


def test_plan_years_come_from_the_plan():
    stated = TimeContext(years=(PlanYear(1, dt.date(2024, 9, 1), dt.date(2025, 8, 31)),))

    assert _bounds("Ans 1 et 2", FIVE_YEARS) == ("2024-04-01", "2026-03-31")
    assert _bounds("An 2 T3", FIVE_YEARS) == ("2025-10-01", "2025-12-31")
    assert _bounds("An 1", stated) == ("2024-09-01", "2025-08-31")
    assert _bounds("An 2", stated) == (None, None)
    assert _bounds("2025-2026", FIVE_YEARS) == ("2025-04-01", "2026-03-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("En continu", True),
        ("Automne 2025", True),
        ("Janvier, avril et juin", True),
        ("Selon les budgets", True),
        ("Salon en mai 2025", False),
        ("Deux salons", False),
        ("", False),
    ],
)
def test_a_whole_time_expression_is_told_from_a_sentence(text, expected):
    assert is_timeframe(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Au moins 4 salons par année", [("4", "year", "salons")]),
        ("8 cafés annuels", [("8", "year", "cafés")]),
        ("une fois l’an", [("1", "year", "fois")]),
        ("Tous les 3 mois", [("1", "month", "")]),
        ("Bulletin mensuel", [("1", "month", "")]),
        ("3 fois/mois", [("3", "month", "fois")]),
        ("twice a year", [("2", "year", "")]),
        ("Une base à jour", []),
    ],
)
def test_cadences(text, expected):
    assert [(str(c.count), c.per, c.unit) for c in read_cadences(text)] == expected


def test_the_timelines_of_the_sample_plans_are_read_exactly():
    files = sorted((SHARED / "plans" / "truth").glob("00[0-9].json"))
    if not files:
        pytest.skip(f"NO SAMPLE PLANS under {SHARED}: the exactness of échéances was not measured")
    wanted = right = 0

    for path in files:
        plan = json.loads(path.read_text(encoding="utf-8"))
        context = _context(plan)
        for item in _timed(plan):
            raw = item.get("timeline_raw") or " ".join(t["text"] for t in item["timeline"])
            got = {(f.text, _iso(f.start), _iso(f.end)) for f in read_timeframes(raw, context)}
            for t in item["timeline"]:
                wanted += 1
                right += (t["text"], _day(t["start"], "-01-01"), _day(t["end"], "-12-31")) in got

    assert wanted > 100
    assert right / wanted >= 0.97


def _timed(plan):
    objectives = [b for o in plan["orientations"] for b in o["objectives"]]
    items = [*objectives, *(a for b in objectives for a in b["actions"])]
    return [item for item in items if item.get("timeline")]


def _context(plan):
    day = dt.date.fromisoformat
    stated = plan.get("years") or {}
    years = tuple(PlanYear(int(k.split()[1]), day(a), day(b)) for k, (a, b) in stated.items())
    period = plan["period"]
    return TimeContext(
        Period(day(period["start"]), day(period["end"]), period["precision"]),
        plan.get("fiscal_year_start") or "",
        years,
    )


def _day(value, ending):
    return value + ending if value and len(value) == 4 else value


def _bounds(text, context):
    (frame,) = read_timeframes(text, context)
    return _iso(frame.start), _iso(frame.end)


def _iso(day):
    return day.isoformat() if day else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Juin 2027 à mai 2026", True),
        ("Du 15 juin 2027 au 3 mai 2026", True),
        ("Automne 2027 - été 2026", True),
        ("Mai 2026 à juin 2027", False),
        ("Septembre à juin 2026", False),  # the first year is not printed
        ("Juin 2027 ou mai 2026", False),
        ("Juin 2027", False),
        ("En continu", False),
    ],
)
def test_range_that_ends_before_it_starts_is_told(text, expected):
    assert runs_backwards(text) is expected
