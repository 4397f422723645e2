"""Corrections that split, merge, reorder and rewrite: no part and no word is lost or invented."""

from collections import Counter
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from arrimage.exchange import corrections, journal, repairs, reshaping, wording
from arrimage.exchange.cuts import cuts_of
from arrimage.formats.draft import AssignmentDraft, PlanDraft, ReferenceDraft
from arrimage.formats.words import FIELDS, words_of
from tests.factories import make_action, make_draft

DRAFT = make_draft(actions=3, objectives=2)
KEYS = [element.key for element in DRAFT.walk()]


def _tree(draft):
    def one(element):
        below = " ".join(map(one, element.children))
        return element.key + (f"({below})" if below else "")

    return " ".join(map(one, draft.elements))


def _said(draft):
    """Every word of the plan, notes included, counted whatever its capital."""
    texts = [note.text for note in draft.notes]
    for element in draft.walk():
        words = words_of(element)
        texts += [getattr(words, name) for name in FIELDS if name not in ("kind", "years")]
    return Counter(word.strip(".,;").casefold() for text in texts for word in text.split())


def _titled(title, **values):
    return PlanDraft(levels=DRAFT.levels, elements=(make_action("1", title, level=0, **values),))


@pytest.mark.parametrize(
    ("title", "halves"),
    [
        ("Tenir un marché ; inviter les fermes", [("Tenir un marché", "Inviter les fermes")]),
        (
            "Bâtir une banque de recettes et former les cuisines collectives",
            [("Bâtir une banque de recettes", "Former les cuisines collectives")],
        ),
        ("Tenir un marché\n- Inviter les fermes", [("Tenir un marché", "Inviter les fermes")]),
        (
            "Un marché ; une fête ; un jardin",
            [("Un marché", "Une fête ; un jardin"), ("Un marché ; une fête", "Un jardin")],
        ),
        ("Élaborer et diffuser un guide", []),
        ("Tenir un marché", []),
        ("Tenir un marché ;", []),
    ],
)
def test_cuts_are_offered_where_a_title_may_say_two_things(title, halves):
    assert [(cut.first, cut.second) for cut in cuts_of(title)] == halves


def test_split_shares_who_and_when_and_leaves_the_rest_with_the_first():
    draft = _titled(
        "Tenir un marché ; inviter les fermes",
        assignments=(AssignmentDraft("Agente"),),
        timeframe_text="Été 2026",
        notes=("À revoir.",),
    )

    first, second = reshaping.split(draft, "a1", 15, 18).elements

    assert (first.title, second.title) == ("Tenir un marché", "Inviter les fermes")
    assert (first.number, second.number, second.key) == ("1", "", "a1~2")
    assert first.assignments == second.assignments == (AssignmentDraft("Agente"),)
    assert (first.timeframe_text, second.timeframe_text) == ("Été 2026", "Été 2026")
    assert (first.notes, second.notes) == (("À revoir.",), ())
    assert first.source_title == second.source_title == "Tenir un marché ; inviter les fermes"


@given(st.lists(st.sampled_from(["Tenir", "un", "marché", "d’été", "ici"]), min_size=2), st.data())
def test_split_at_any_place_keeps_every_word(words, data):
    title = " ".join(words)
    starts = [i + 1 for i, letter in enumerate(title) if letter == " "]
    at = data.draw(st.sampled_from(starts))

    first, second = reshaping.split(_titled(title), "a1", at, at).elements

    assert f"{first.title} {second.title}".casefold() == title.casefold()


@pytest.mark.parametrize(("start", "end"), [(0, 0), (15, 15), (3, 99), (-1, 2)])
def test_split_that_leaves_nothing_on_a_side_is_refused(start, end):
    with pytest.raises(ValidationError) as refusal:
        reshaping.split(_titled("Tenir un marché"), "a1", start, end)

    assert refusal.value.code == "no_cut"


def test_split_then_merge_gives_back_every_word():
    draft = _titled("Tenir un marché ; inviter les fermes", notes=("À revoir.",))

    back = reshaping.merge(reshaping.split(draft, "a1", 15, 18), "a1~2")

    (only,) = back.elements
    assert only.title == "Tenir un marché Inviter les fermes"
    assert only.source_title == "Tenir un marché ; inviter les fermes"
    assert only.notes == ("À revoir.",)


@pytest.mark.parametrize("key", ["a1.1.2", "a1.2.3", "b2"])
def test_merge_keeps_every_word_of_both(key):
    merged = reshaping.merge(DRAFT, key)

    numbers = {words_of(e).number.casefold() for e in DRAFT.walk()}
    missing = _said(DRAFT) - _said(merged)
    assert {word for word in missing if word not in numbers} == set()
    assert len(list(merged.walk())) == len(KEYS) - 1


@pytest.mark.parametrize("key", ["a1.1.1", "b1", "o1"])
def test_merge_without_a_part_above_is_refused(key):
    with pytest.raises(ValidationError) as refusal:
        reshaping.merge(DRAFT, key)

    assert refusal.value.code == "nothing_above"


@pytest.mark.parametrize(
    ("key", "by", "tree"),
    [
        ("a1.1.2", -1, "o1(b1(a1.1.2 a1.1.1 a1.1.3) b2(a1.2.1 a1.2.2 a1.2.3))"),
        ("a1.1.3", 1, "o1(b1(a1.1.1 a1.1.2) b2(a1.1.3 a1.2.1 a1.2.2 a1.2.3))"),
        ("a1.2.1", -1, "o1(b1(a1.1.1 a1.1.2 a1.1.3 a1.2.1) b2(a1.2.2 a1.2.3))"),
        ("b1", 1, "o1(b2(a1.2.1 a1.2.2 a1.2.3) b1(a1.1.1 a1.1.2 a1.1.3))"),
    ],
)
def test_shift_goes_one_place_and_into_the_branch_beside(key, by, tree):
    assert _tree(reshaping.shift(DRAFT, key, by)) == tree


@pytest.mark.parametrize(("key", "by"), [("a1.1.1", -1), ("a1.2.3", 1), ("o1", 1)])
def test_shift_past_the_edge_is_refused(key, by):
    with pytest.raises(ValidationError) as refusal:
        reshaping.shift(DRAFT, key, by)

    assert refusal.value.code == "at_the_edge"


def test_heading_takes_what_follows_it():
    assert _tree(reshaping.to_heading(DRAFT, "a1.1.2")) == (
        "o1(b1(a1.1.1) a1.1.2(a1.1.3) b2(a1.2.1 a1.2.2 a1.2.3))"
    )
    with pytest.raises(ValidationError):
        reshaping.to_heading(DRAFT, "o1")


@pytest.mark.parametrize("key", ["a1.1.1", "b1", "o1"])
def test_note_keeps_every_word_and_comes_back_as_it_was(key):
    noted = reshaping.to_note(DRAFT, key)

    assert _said(DRAFT) - _said(noted) == Counter()
    assert corrections.restore(noted, DRAFT, key) == DRAFT


def test_sub_items_become_parts_that_share_who_and_when():
    changed = reshaping.unfold(DRAFT, "a1.1.1")

    whole, first, second, *_rest = changed.elements[0].children[0].children
    assert (whole.sub_items, first.title, second.title) == (
        (),
        "Trouver un lieu",
        "Inviter les fermes",
    )
    assert (first.key, second.key) == ("a1.1.1~2", "a1.1.1~3")
    assert first.assignments == whole.assignments


GESTURES = st.sampled_from(["merge", "shift", "heading", "level", "move", "note", "drop"])


@given(st.lists(st.tuples(GESTURES, st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=6))
def test_no_sequence_of_gestures_invents_or_doubles_a_part(steps):
    state = journal.State(DRAFT, {})
    for gesture, key, other in steps:
        values = {"by": 1, "level": 1, "parent_key": other}
        entry = {"gesture": gesture, "key": key, "values": values}
        try:
            state = journal.apply(state, DRAFT, entry)
        except ValidationError:
            continue
        keys = [element.key for element in state.draft.walk()]
        assert len(keys) == len(set(keys))
        assert set(keys) <= set(KEYS)
        for element in state.draft.walk():
            assert all(child.level > element.level for child in element.children)


def test_words_are_rewritten_and_read_again():
    changed = wording.write(
        DRAFT,
        "a1.1.2",
        {
            "responsibles": "Agente\nComité",
            "timeframe": "An 2",
            "years": "2",
            "results": "An 1 : deux marchés\n- en été",
            "references": "1.1.1, 9",
            "title": "Fêter la récolte",
        },
    )

    element = corrections.find(changed, "a1.1.2")
    words = words_of(element)
    assert (words.responsibles, words.timeframe, words.years) == ("Agente\nComité", "An 2", "2")
    assert [frame.kind for frame in element.timeframes] == ["plan_year"]
    assert (element.results[0].year, element.results[0].sub_items) == (1, ("en été",))
    assert element.references == (ReferenceDraft("1.1.1", "1.1.1"), ReferenceDraft("9", "9"))
    assert (element.title, element.source_title) == (
        "Fêter la récolte",
        "Préparer la rencontre 1.2",
    )


@pytest.mark.parametrize(
    "name", ["title", *(n for n in wording.WRITERS if n not in ("years", "state"))]
)
def test_words_written_as_they_were_change_nothing(name):
    rich = corrections.find(DRAFT, "a1.1.1")
    again = wording.write(DRAFT, "a1.1.1", {name: getattr(words_of(rich), name)})

    assert words_of(corrections.find(again, "a1.1.1")) == words_of(rich)


def test_year_that_the_plan_does_not_have_is_refused():
    with pytest.raises(ValidationError):
        wording.write(DRAFT, "a1.1.1", {"years": "7"})


def test_repairs_of_a_scan_are_shown_field_by_field_and_taken_on_request():
    action = make_action("1", "Tenir I’assemblée", level=0, notes=("Voir I’annexe",))
    draft = PlanDraft(levels=DRAFT.levels, elements=(action, replace(action, key="a2")))

    found = list(repairs.repairs_of(draft))
    repaired = repairs.repair(draft, "a1")

    assert [(r.key, r.field, r.after) for r in found] == [
        ("a1", "title", "Tenir l’assemblée"),
        ("a1", "notes", "Voir l’annexe"),
        ("a2", "title", "Tenir l’assemblée"),
        ("a2", "notes", "Voir l’annexe"),
    ]
    assert [e.title for e in repaired.elements] == ["Tenir l’assemblée", "Tenir I’assemblée"]
    assert repaired.elements[0].source_title == "Tenir I’assemblée"
    assert list(repairs.repairs_of(repairs.repair(draft, ""))) == []


def test_corrections_are_made_again_on_another_reading():
    entries = [
        {"gesture": "reword", "key": "a1.1.2", "values": {"title": "Fêter"}, "touched": []},
        {"gesture": "drop", "key": "a1.2.1", "values": {}, "touched": [], "title": "Perdu"},
        {"gesture": "split", "key": "a1.2.2", "values": {"start": 9, "end": 9}, "touched": []},
        {"gesture": "reword", "key": "a1.2.2~2", "values": {"title": "Suite"}, "touched": []},
    ]
    renamed = {key: f"n{rank}" for rank, key in enumerate(KEYS)}

    def rekeyed(element):
        children = tuple(map(rekeyed, element.children))
        return replace(element, key=renamed[element.key], children=children)

    new = replace(DRAFT, elements=tuple(map(rekeyed, DRAFT.elements)))
    new = corrections.drop(new, renamed["a1.2.1"])
    new = wording.write(new, renamed["a1.1.3"], {"responsibles": "Agente"})

    moved = journal.transfer(DRAFT, new, entries)

    titles = {element.key: element.title for element in moved.state.draft.walk()}
    assert titles[renamed["a1.1.2"]] == "Fêter"
    assert titles[f"{renamed['a1.2.2']}~2"] == "Suite"
    assert moved.lost == ("Perdu",)
    assert [entry["gesture"] for entry in moved.journal] == ["reword", "split", "reword"]
    kept = corrections.find(moved.state.draft, renamed["a1.1.3"])
    assert [a.name for a in kept.assignments] == ["Agente"]
