"""Two versions of a plan: exactly what changed, and nothing when nothing did."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrimage.formats.comparison import Difference, FieldChange, compare, revise
from arrimage.formats.draft import (
    AssignmentDraft,
    ElementDraft,
    LevelDraft,
    PlanDraft,
    StatusDraft,
)

TITLES = (
    "Cartographier les jardins partagés",
    "Former des bénévoles à la conservation",
    "Ouvrir une cuisine collective au village",
    "Publier un répertoire des producteurs",
    "Négocier le transport des denrées",
    "Sonder les familles du canton",
)


def action(key, title, number="", **values):
    return ElementDraft(key, 1, title, number, **values)


def plan(*objectives, **values):
    levels = (LevelDraft("Objectif", "objective"), LevelDraft("Action", "action"))
    return PlanDraft(title="Plan du canton", levels=levels, elements=objectives, **values)


def objective(key, title, *actions, number=""):
    return ElementDraft(key, 0, title, number, children=actions)


@pytest.fixture
def first():
    a, b, c, d, e, f = (action(f"a{n}", t, f"1.{n}") for n, t in enumerate(TITLES, 1))
    return plan(objective("o1", "Nourrir le village", a, b, c), objective("o2", "Relier", d, e, f))


def with_other_keys(draft, prefix="n"):
    def renamed(element):
        return replace(
            element,
            key=prefix + element.key,
            children=tuple(renamed(child) for child in element.children),
        )

    return replace(draft, elements=tuple(renamed(element) for element in draft.elements))


def changed(draft, key, **values):
    def walk(element):
        element = replace(element, **values) if element.key == key else element
        return replace(element, children=tuple(walk(child) for child in element.children))

    return replace(draft, elements=tuple(walk(element) for element in draft.elements))


def test_a_version_compared_with_itself_has_no_difference(first):
    comparison = compare(first, with_other_keys(first))

    assert (comparison.differences, comparison.plan) == ((), ())
    assert comparison.pairs == {element.key: f"n{element.key}" for element in first.walk()}


def test_a_reworded_action_is_the_same_action(first):
    second = changed(first, "a2", title="Former vingt bénévoles à la conservation")

    (difference,) = compare(first, with_other_keys(second)).differences

    assert difference == Difference(
        "changed", "a2", "na2", "action", "1.2", "Former vingt bénévoles à la conservation",
        (FieldChange("title", TITLES[1], "Former vingt bénévoles à la conservation"),),
        above="no1",
    )  # fmt: skip


def test_what_is_added_and_what_is_gone_stand_where_they_belong(first):
    gone, kept = first.elements[0].children[1], first.elements[0].children
    new = action("a9", "Planter une haie d’argousiers", "1.7")
    second = changed(first, "o1", children=(kept[0], kept[2], new))

    differences = compare(first, second).differences

    assert [(d.kind, d.title, d.above) for d in differences] == [
        ("gone", gone.title, "o1"),
        ("added", "Planter une haie d’argousiers", "o1"),
    ]


def test_an_action_that_goes_under_another_objective_moved(first):
    one, two = first.elements
    moved = one.children[2]
    second = replace(
        first,
        elements=(
            replace(one, children=one.children[:2]),
            replace(two, children=(moved, *two.children)),
        ),
    )

    (difference,) = compare(first, second).differences

    assert (difference.kind, difference.moved, difference.changes, difference.above) == (
        "changed",
        True,
        (),
        "o2",
    )


def test_among_siblings_only_the_one_that_left_its_place_moved(first):
    a, b, c = first.elements[0].children
    second = changed(first, "o1", children=(c, a, b))

    (difference,) = compare(first, second).differences

    assert (difference.old, difference.moved) == ("a3", True)


def test_two_actions_with_the_same_words_are_told_apart_by_number_then_place():
    one = plan(
        objective("o1", "Nourrir", action("x", "Tenir une rencontre", "1.1")),
        objective("o2", "Relier", action("y", "Tenir une rencontre", "2.1")),
    )
    second = changed(one, "y", cost="300 $")

    comparison = compare(one, with_other_keys(second))

    assert comparison.pairs["x"] == "nx"
    assert [(d.old, d.changes) for d in comparison.differences] == [
        ("y", (FieldChange("cost", "", "300 $"),))
    ]


def test_another_responsible_and_another_state_are_said_in_words(first):
    second = changed(
        first,
        "a4",
        assignments=(AssignmentDraft("Coordination"),),
        status=StatusDraft("Complété", "done", "explicit"),
    )

    (difference,) = compare(first, second).differences

    assert difference.changes == (
        FieldChange("responsibles", "", "Coordination"),
        FieldChange("status", "", "Complété"),
    )


def test_other_spaces_are_not_a_change(first):
    second = changed(first, "a4", title=f"{TITLES[3].replace(' ', chr(0xA0))} ")

    assert compare(first, second).differences == ()


def test_an_action_that_says_something_else_under_the_same_number_is_another(first):
    second = changed(first, "a5", title="Assurer les véhicules électriques")

    assert [d.kind for d in compare(first, second).differences] == ["gone", "added"]


@given(
    order=st.permutations(range(6)),
    lost=st.sets(st.integers(0, 5), max_size=3),
    reworded=st.sets(st.integers(0, 5), max_size=3),
)
def test_every_element_of_both_versions_is_accounted_for_once(order, lost, reworded):
    actions = [action(f"a{n}", title, f"1.{n}") for n, title in enumerate(TITLES)]
    old = plan(objective("o1", "Nourrir le village", *actions))
    new = plan(
        objective(
            "p1",
            "Nourrir le village",
            *(
                action(f"b{n}", f"{TITLES[n]}{' ensemble' * (n in reworded)}", f"1.{n}")
                for n in order
                if n not in lost
            ),
        )
    )

    comparison = compare(old, new)

    assert comparison.pairs == {"o1": "p1"} | {f"a{n}": f"b{n}" for n in range(6) if n not in lost}
    assert {d.old for d in comparison.of("gone")} == {f"a{n}" for n in lost}
    titled = {d.old for d in comparison.of("changed") for c in d.changes if c.field == "title"}
    assert titled == {f"a{n}" for n in reworded - lost}
    assert comparison.of("added") == ()


def test_what_people_changed_in_the_plan_is_not_a_change_of_the_document(first):
    one, two = first.elements
    added = action("mine", "Ouvrir un four à pain", "1.9")
    now = replace(
        changed(first, "a1", title="Cartographier tous les jardins", cost="20 $"),
        elements=(
            replace(one, children=(*one.children[1:], added)),
            replace(two, children=(*two.children, one.children[0])),
        ),
    )

    assert revise(first, now, with_other_keys(first)).differences == ()


def test_words_that_both_changed_are_contested(first):
    now = changed(first, "a1", title="Cartographier tous les jardins", cost="20 $")
    new = changed(first, "a1", title="Cartographier les jardins du canton", priority="Haute")

    (difference,) = revise(first, now, with_other_keys(new)).differences

    assert difference.changes == (
        FieldChange(
            "title",
            "Cartographier tous les jardins",
            "Cartographier les jardins du canton",
            contested=True,
        ),
        FieldChange("priority", "", "Haute"),
    )


def test_what_the_document_adds_or_drops_is_said_whatever_people_did_elsewhere(first):
    one, two = first.elements
    now = changed(first, "a4", status=StatusDraft("Réalisé", "done", "explicit"))
    grown = action("n1", "Planter une haie d’argousiers", "2.9")
    new = replace(first, elements=(one, replace(two, children=(*two.children[:2], grown))))

    differences = revise(first, now, new).differences

    assert [(d.kind, d.title) for d in differences] == [
        ("gone", TITLES[5]),
        ("added", "Planter une haie d’argousiers"),
    ]


def test_a_new_title_of_the_document_is_said_of_the_plan(first):
    comparison = revise(first, replace(first, mission="Nourrir"), replace(first, title="Plan 2"))

    assert comparison.plan == (FieldChange("title", "Plan du canton", "Plan 2"),)
