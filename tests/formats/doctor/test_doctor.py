"""Each finding is said when it is there, once when it holds for all, and never otherwise."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrimage.formats.doctor import KINDS, diagnose, examine
from arrimage.formats.doctor.wording import second_action
from arrimage.formats.draft import (
    AssignmentDraft,
    ElementDraft,
    IndicatorDraft,
    LevelDraft,
    Period,
    PlanDraft,
    PlanYear,
    ReferenceDraft,
    ResultDraft,
    StatusDraft,
    TimeframeDraft,
)
from arrimage.formats.language import read_target, read_timeframes

ANA = (AssignmentDraft("Ana"),)
SEEN = (IndicatorDraft("Nombre de visites", "R"),)
IN_MAY = TimeframeDraft("month", "Mai 2026", dt.date(2026, 5, 1), dt.date(2026, 5, 31), "month")
PERIOD = Period(dt.date(2026, 4, 1), dt.date(2028, 3, 31), "month", "2026-2028")
YEARS = (
    PlanYear(1, dt.date(2026, 4, 1), dt.date(2027, 3, 31)),
    PlanYear(2, dt.date(2027, 4, 1), dt.date(2028, 3, 31)),
)


def action(number: str, title: str = "", **values) -> ElementDraft:
    """An action that lacks nothing, unless said otherwise."""
    known = {"key": f"k{number}", "assignments": ANA, "timeframes": (IN_MAY,), "indicators": SEEN}
    title = title or f"Tenir la rencontre {number}"
    return ElementDraft(level=1, title=title, number=number, **{**known, **values})


def plan(*actions: ElementDraft, **values) -> PlanDraft:
    objective = ElementDraft("k1", 0, "Nourrir le canton", "1", children=actions)
    return _plan(objective, **values)


def _plan(*objectives: ElementDraft, **values) -> PlanDraft:
    levels = (LevelDraft("Objectif", "objective"), LevelDraft("Action", "action"))
    return PlanDraft(levels=levels, elements=objectives, **{"period": PERIOD, **values})


def found(draft: PlanDraft) -> list[tuple[str, str, str]]:
    return [(issue.code, issue.element, issue.quote) for issue in examine(draft)]


def test_plan_that_lacks_nothing_has_no_finding() -> None:
    assert examine(plan(action("1.1"), action("1.2"))) == ()


def test_number_printed_twice_is_found_once_and_says_why() -> None:
    (issue,) = examine(plan(action("1.1"), action("1.2"), action("1.2", "Bêcher", key="b")))

    assert (issue.code, issue.severity, issue.element) == ("code_duplicate", "doubt", "b")
    assert issue.message == (
        "Le numéro 1.2 est imprimé deux fois\u00a0; un renvoi ne saurait lequel viser."
    )


def test_local_number_under_two_parents_is_no_duplicate() -> None:
    first = ElementDraft("a", 0, "Semer", children=(action("1", key="a1"),))
    second = ElementDraft("b", 0, "Récolter", children=(action("1", "Faucher", key="b1"),))

    assert found(_plan(first, second)) == []


def test_skipped_numbers_are_named_even_when_several_are_missing() -> None:
    messages = [i.message for i in examine(plan(*(action(f"1.{n}") for n in (1, 2, 4, 7))))]

    assert messages == [
        "Le numéro 1.3 manque avant 1.4\u00a0; une ligne a peut-être été perdue.",
        "Les numéros 1.5 à 1.6 manquent avant 1.7\u00a0; des lignes ont peut-être été perdues.",
    ]


def test_reference_to_nothing_is_found_with_its_words() -> None:
    lost = (ReferenceDraft("1.2.", "lien 1.2"), ReferenceDraft("9.9", "lien 9.9"))

    draft = plan(action("1.1", references=lost), action("1.2"))

    assert found(draft) == [("reference_unresolved", "k1.1", "lien 9.9")]


@pytest.mark.parametrize(
    ("text", "start", "end", "precision", "expected"),
    [
        ("Mai 2025", (2025, 5, 1), (2025, 5, 31), "month", "tombe hors de la période"),
        ("Mai 2026 à juin 2029", (2026, 5, 1), (2029, 6, 30), "month", "dépasse la fin"),
        ("2028", (2028, 1, 1), (2028, 12, 31), "year", ""),
        ("Juin à mai 2026", (2026, 6, 1), (2026, 5, 31), "month", "finit avant de commencer"),
    ],
)
def test_dates_that_the_plan_cannot_hold_are_found(text, start, end, precision, expected) -> None:
    time = TimeframeDraft("range", text, dt.date(*start), dt.date(*end), precision)

    messages = [issue.message for issue in examine(plan(action("1.1", timeframes=(time,))))]

    assert [expected in message for message in messages] == ([True] if expected else [])


def test_words_that_leave_the_marked_years_are_a_contradiction() -> None:
    draft = plan(action("1.1", years_marked=(2,)), action("1.2", years_marked=(1, 2)), years=YEARS)

    (issue,) = examine(draft)

    assert (issue.code, issue.element) == ("dates_conflict", "k1.1")
    assert issue.message == ("L’échéance «\u00a0Mai 2026\u00a0» tombe hors des années cochées (2).")


def test_title_that_is_a_state_is_found_and_a_title_that_begins_like_one_is_not() -> None:
    draft = plan(
        action("1.1", "En cours", assignments=()), action("1.2", "En continu, soutenir les fermes")
    )

    assert found(draft) == [("title_is_status", "k1.1", "En cours")]


@pytest.mark.parametrize(
    ("title", "halves"),
    [
        (
            "Tenir un marché de quartier et former les bénévoles",
            ("Tenir un marché de quartier", "former les bénévoles"),
        ),
        ("Trouver un lieu ; inviter les fermes", ("Trouver un lieu", "inviter les fermes")),
        ("Trouver un lieu\n- Inviter les fermes", ("Trouver un lieu", "Inviter les fermes")),
        ("Écrire une lettre. Envoyer l’infolettre", ("Écrire une lettre", "Envoyer l’infolettre")),
        (
            "Repérer les fermes, visiter et décrire leur accueil",
            ("Repérer les fermes", "visiter et décrire leur accueil"),
        ),
    ],
)
def test_two_infinitives_with_their_own_complements_are_two_actions(title, halves) -> None:
    start, end = second_action(title)

    assert (title[:start], title[end:]) == halves


@pytest.mark.parametrize(
    "title",
    [
        "Élaborer et diffuser un guide",
        "Tenir à jour, résumer et diffuser le portrait",
        "Aider les fermes à trouver un lieu et à former une équipe",
        "Outiller les comités pour tenir un marché et former une équipe",
        "Animer le comité et l’atelier des membres",
        "Tenir un atelier et le dossier de presse",
        "Rencontres avec les élus et les membres",
        "Tenir un marché entre les deux quartiers",
    ],
)
def test_verbs_that_share_a_complement_are_one_action(title) -> None:
    assert second_action(title) is None


def test_same_words_twice_are_found_with_the_first_place() -> None:
    draft = plan(action("1.1", "Tenir un marché"), action("1.2", "Tenir un  marché."))

    (issue,) = examine(draft)

    assert (issue.code, issue.element) == ("title_repeated", "k1.2")
    assert "au numéro 1.1" in issue.message


def test_passage_left_to_decide_is_quoted() -> None:
    draft = plan(action("1.1", assignments=(AssignmentDraft("Partenaires à déterminer"),)))

    assert found(draft) == [("placeholder", "k1.1", "Partenaires à déterminer")]


def test_objective_without_action_is_found() -> None:
    empty = ElementDraft("k2", 0, "Loger le canton", "2")
    full = ElementDraft("k1", 0, "Nourrir le canton", "1", children=(action("1.1"),))

    assert found(_plan(full, empty)) == [("branch_empty", "k2", "Loger le canton")]


def test_what_is_missing_everywhere_is_one_finding() -> None:
    bare = [ElementDraft(f"k1.{n}", 1, f"Tenir la rencontre {n}", f"1.{n}") for n in range(1, 7)]

    issues = examine(plan(*bare))

    assert [(i.code, i.element) for i in issues] == [
        ("responsible_missing", ""),
        ("timeframe_missing", ""),
        ("indicator_missing", ""),
    ]
    assert issues[0].message.startswith("Aucune action n’a de responsable")


def test_what_is_missing_in_one_branch_is_said_of_the_branch() -> None:
    orphans = tuple(action(f"1.{n}", assignments=()) for n in range(1, 4))
    carried = tuple(action(f"2.{n}") for n in range(1, 4))

    findings = diagnose(
        _plan(
            ElementDraft("k1", 0, "Nourrir", "1", children=orphans),
            ElementDraft("k2", 0, "Loger", "2", children=(*carried, action("2.4", assignments=()))),
        )
    )

    assert [(f.element.key, f.keys) for f in findings] == [
        ("k1", ("k1.1", "k1.2", "k1.3")),
        ("k2.4", ("k2.4",)),
    ]


def test_nothing_is_missing_from_what_is_done_or_carried_above() -> None:
    done = action("1.1", status=StatusDraft("Fait", "done", "explicit"), assignments=())
    below = action("1.2", assignments=())
    objective = ElementDraft("k1", 0, "Nourrir", "1", assignments=ANA, children=(below,))

    assert found(_plan(objective)) == []
    assert found(plan(done)) == []


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Hausse de 10 % des visites chaque année", True),
        ("Augmentation du nombre de visites", True),
        ("Hausse de 10 % par rapport à 2025-2026", True),
        ("Hausse de 10 % par rapport aux 240 visites de 2025", False),
        ("Augmentation de 240 visites à 300 visites", False),
        ("Hausse de 10 % des visites (240 visites en 2025)", False),
        ("300 visites par année", False),
    ],
)
def test_growth_needs_a_value_to_start_from(text, lacks) -> None:
    indicator = IndicatorDraft(text, "R", read_target(text))

    codes = [issue.code for issue in examine(plan(action("1.1", indicators=(indicator,))))]

    assert codes == (["baseline_missing"] if lacks else [])


def test_responsible_with_far_more_than_the_others_is_named_for_the_worst_year() -> None:
    others = [action(f"1.{n}", assignments=(AssignmentDraft(f"Hugo {n}"),)) for n in range(1, 7)]
    heavy = [action(f"1.{n}", years_marked=(1,)) for n in range(7, 19)]

    (finding,) = diagnose(plan(*others, *heavy, years=YEARS))

    assert finding.message == (
        "Ana porte 12 actions à l’an 1, plus du double de la moyenne des responsables (3)."
    )
    assert finding.keys == tuple(f"k1.{n}" for n in range(7, 19))


def test_every_kind_has_a_title_and_says_why() -> None:
    assert all(kind.why and kind.one and kind.title for kind in KINDS.values())
    assert list(KINDS) == [kind.code for kind in KINDS.values()]


WORDS = st.text(alphabet="aeéir ;,.’'\n-xt(?1", max_size=30)
DATES = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1))
ELEMENTS = st.builds(
    ElementDraft,
    key=st.uuids().map(str),
    level=st.integers(0, 1),
    title=WORDS,
    number=st.sampled_from(["", "1", "1.1", "1.4", "A-2", "²", "1.1."]),
    timeframes=st.lists(
        st.builds(TimeframeDraft, st.just("range"), WORDS, DATES, DATES), max_size=2
    ).map(tuple),
    indicators=st.lists(st.builds(IndicatorDraft, WORDS), max_size=1).map(tuple),
    years_marked=st.sampled_from([(), (1,), (2, 9)]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ELEMENTS, max_size=8), DATES, DATES, st.booleans())
def test_any_draft_is_examined_without_failing(elements, start, end, has_years) -> None:
    draft = _plan(*elements, period=Period(start, end), years=YEARS if has_years else ())
    nested = replace(draft, elements=(ElementDraft("top", 0, "Tout", children=draft.elements),))

    for issue in (*examine(draft), *examine(nested)):
        assert issue.message and "%(" not in issue.message


def test_range_written_from_its_end_is_a_contradiction_though_its_bounds_are_in_order() -> None:
    (time,) = read_timeframes("Mars 2027 à mai 2026")
    draft = plan(action("1.1", timeframes=(time,)), action("1.2"))

    assert time.start and time.end and time.start < time.end
    assert found(draft) == [("dates_conflict", "k1.1", "Mars 2027 à mai 2026")]


def test_target_whose_starting_point_is_to_be_measured_lacks_nothing() -> None:
    text = "Augmenter de 20 % les visites (point de départ à mesurer)"

    assert found(plan(action("1.1", results=(ResultDraft(text, target=read_target(text)),)))) == []


def test_two_overloaded_names_are_two_findings() -> None:
    heavy = [action(f"1.{n}", assignments=(AssignmentDraft("Ana"),)) for n in range(1, 11)]
    other = [action(f"1.{n}", assignments=(AssignmentDraft("Bo"),)) for n in range(11, 21)]
    light = [action(f"1.{n}", assignments=(AssignmentDraft(f"Voisin {n}"),)) for n in range(21, 27)]

    issues = examine(plan(*heavy, *other, *light))

    assert [(i.code, i.quote, len(i.keys)) for i in issues] == [
        ("responsible_overloaded", "Ana", 10),
        ("responsible_overloaded", "Bo", 10),
    ]
