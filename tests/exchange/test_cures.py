"""Remedies worked out from the draft: numbers, carriers, cells, periods; and those that fit."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from arrimage.audit.queries import history_of
from arrimage.exchange import carriers, corrections, numbering, reshaping, sharing
from arrimage.exchange.issues import mark_of
from arrimage.exchange.operations import (
    StaleVersion,
    decide_issue,
    drop_draft,
    rebound_draft,
    refuse_repair,
    relay_draft,
    renumber_draft,
    repair_draft,
    share_cell,
    undo_correction,
    write_draft,
)
from arrimage.exchange.queries import review_of
from arrimage.exchange.wording import state_of
from arrimage.formats.draft import (
    AssignmentDraft,
    ElementDraft,
    Issue,
    PlanDraft,
    ReferenceDraft,
    StatusDraft,
    TimeframeDraft,
)
from arrimage.plans.drafts import unpack
from tests.factories import make_action, make_draft, make_issue, make_run, make_user

DRAFT = make_draft()


def _series(*numbers, **values):
    """An objective and its actions with these numbers."""
    actions = tuple(
        make_action(n, f"Tenir la fête {rank}", key=f"k{rank}", level=1)
        for rank, n in enumerate(numbers, start=1)
    )
    top = ElementDraft("o", 0, "Fêter", "2", children=actions)
    return PlanDraft(levels=DRAFT.levels, elements=(replace(top, **values),))


def _numbers(draft):
    return [element.number for element in draft.walk()][1:]


@pytest.mark.parametrize(
    ("numbers", "key", "expected"),
    [
        (("2.1", "2.2", "2.5", "2.6"), "k3", ["2.1", "2.2", "2.3", "2.4"]),
        (("2.1", "2.2", "2.2", "2.3"), "k3", ["2.1", "2.2", "2.3", "2.4"]),
        (("2.1.", "", "2.4.", "A"), "k3", ["2.1.", "", "2.2.", "A"]),
        (("1.1", "1.2"), "k1", ["2.1", "2.2"]),
    ],
)
def test_a_series_is_renumbered_from_a_part_on(numbers, key, expected):
    assert _numbers(numbering.renumber(_series(*numbers), key)) == expected


def test_what_is_below_and_what_aims_at_a_renumbered_part_follow_it():
    below = ElementDraft("b", 2, "Louer la salle", "2.4.1")
    aim = (ReferenceDraft("2.4.1", "lien 2.4.1"), ReferenceDraft("9"))
    draft = _series("2.1", "2.4", references=aim)
    draft = corrections.put(draft, replace(corrections.find(draft, "k2"), children=(below,)))

    done = numbering.renumber(draft, "k2")

    assert _numbers(done) == ["2.1", "2.2", "2.2.1"]
    assert [r.number for r in done.elements[0].references] == ["2.2.1", "9"]


def test_a_part_without_a_series_is_not_renumbered():
    with pytest.raises(ValidationError) as refusal:
        numbering.renumber(_series("2.1", "A"), "k2")

    assert refusal.value.code == "no_series"


def test_one_name_hands_over_and_stays_beside():
    people = (AssignmentDraft("Direction"), AssignmentDraft("Comité", "collaborator"))
    draft = PlanDraft(levels=DRAFT.levels, elements=(make_action("1", assignments=people),))

    done = carriers.relay(draft, ["a1"], "direction", "Comité")

    assert done.elements[0].assignments == (
        AssignmentDraft("Comité"),
        AssignmentDraft("direction", "collaborator"),
    )
    assert carriers.partners(draft.elements, "Direction") == [("Comité", ("a1",))]


@pytest.mark.parametrize(("keys", "to"), [(["a1"], " "), ([], "Comité"), (["x"], "Comité")])
def test_handing_over_to_nobody_is_refused(keys, to):
    draft = PlanDraft(levels=DRAFT.levels, elements=(make_action("1"),))

    with pytest.raises(ValidationError):
        carriers.relay(draft, keys, "Direction", to)


CELL = "Fait\nEn cours"
SHARED = Issue(
    *("cells_do_not_match", "À répartir.", "doubt"),
    quote=CELL,
    element="a1.1.1",
    keys=("a1.1.1", "a1.1.2"),
    column="status",
)


@pytest.mark.parametrize(
    ("shares", "states", "note"),
    [
        ((("Fait", "a1.1.2"), ("En cours", "a1.1.1")), ["En cours", "Fait"], False),
        ((("Fait", "*"), ("En cours", "a1.1.1")), ["Fait\nEn cours", "Fait"], False),
        ((("Fait", ""), ("En cours", "a1.1.2")), ["", "En cours"], True),
    ],
)
def test_each_line_of_a_cell_goes_where_a_person_says(shares, states, note):
    draft = sharing.share(DRAFT, "status", SHARED.keys, shares)

    parts = [corrections.find(draft, key) for key in SHARED.keys]
    assert [state_of(part) for part in parts] == states
    assert ("Fait" in parts[0].notes) == note


def test_what_the_parts_say_beside_the_cell_stays():
    first, second = (corrections.find(DRAFT, key) for key in SHARED.keys)
    cell = "Trois marchés"
    draft = sharing.share(DRAFT, "result", SHARED.keys, ((cell, second.key),))

    told = [r.text for r in corrections.find(draft, first.key).results]
    assert told == [r.text for r in first.results]
    assert [r.text for r in corrections.find(draft, second.key).results] == [cell]
    assert sharing.held_by(draft, "result", SHARED.keys, cell) == second.key


def test_a_state_alone_joins_the_line_above_as_its_state():
    done = StatusDraft("Fait", "done", "explicit")
    actions = (make_action("1", "Semer"), make_action("2", "Fait", key="b", status=done))
    draft = PlanDraft(levels=DRAFT.levels, elements=tuple(replace(a, level=0) for a in actions))

    (only,) = reshaping.merge(draft, "b").elements

    assert (only.title, only.status, only.notes) == ("Semer", done, ("2",))


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2026-01-01", "2027-12-31", "year"),
        ("2026-04-01", "2028-03-31", "month"),
        ("2026-04-02", "", "day"),
    ],
)
def test_another_period_says_which_digits_are_known(start, end, precision):
    period = corrections.rebound(DRAFT, start, end).period

    assert (period.precision, period.text) == (precision, "")
    assert period.start == dt.date.fromisoformat(start)


@pytest.mark.django_db
def test_a_shared_cell_is_settled_and_undone_with_its_doubt():
    user, run = make_user(), make_run(issues=[SHARED])
    mark = mark_of(run.issues[0])
    shares = (("Fait", "a1.1.2"), ("En cours", "a1.1.1"))

    run = share_cell(actor=user, run=run, version=1, doubt=mark, shares=shares)

    assert [issue["decision"] for issue in run.issues] == ["resolved"]
    assert history_of(run)[0].sentence == (
        "Maude Lavoie a réparti les lignes d’une cellule, à partir de "
        "«\u00a0Tenir un marché de quartier\u00a0»."
    )
    run = undo_correction(actor=user, run=run, version=2)
    assert (run.draft, run.issues[0]["decision"]) == (run.original_draft, "")


@pytest.mark.django_db
def test_two_people_share_out_one_cell_once():
    user, run = make_user(), make_run(issues=[SHARED])
    mark, shares = mark_of(run.issues[0]), (("Fait", "a1.1.2"), ("En cours", ""))
    share_cell(actor=user, run=run, version=1, doubt=mark, shares=shares)

    with pytest.raises(StaleVersion):
        share_cell(actor=user, run=run, version=1, doubt=mark, shares=shares)


@pytest.mark.django_db
def test_a_doubt_is_answered_though_another_one_left_the_list_meanwhile():
    user = make_user()
    run = make_run(issues=[make_issue(), make_issue("a1.1.2")])
    marks = [mark_of(issue) for issue in run.issues]

    run = decide_issue(actor=user, run=run, version=1, index=0, decision="kept", doubt=marks[1])

    assert [issue["decision"] for issue in run.issues] == ["", "kept"]


GESTURES = [
    (renumber_draft, {"key": "a1.1.2"}, "draft.renumber"),
    (rebound_draft, {"start": dt.date(2026, 4, 1), "end": None}, "draft.period"),
    (
        relay_draft,
        {"keys": ["a1.1.1"], "name": "Agente de liaison", "to": "Comité"},
        "draft.relay",
    ),
    (refuse_repair, {"kind": "accent"}, "draft.refuse"),
    (repair_draft, {"kind": "accent"}, "draft.repair"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("gesture", "values", "verb"), GESTURES)
def test_each_remedy_leaves_one_line_and_is_taken_back(gesture, values, verb):
    user = make_user()
    run = make_run(draft=_gapped())

    changed = gesture(actor=user, run=run, version=1, **values)
    line = history_of(changed)[0]
    back = undo_correction(actor=user, run=changed, version=2)

    assert (line.verb, line.sentence[:13]) == (verb, "Maude Lavoie ")
    assert back.draft == back.original_draft


def _gapped():
    second = replace(corrections.find(DRAFT, "a1.1.2"), number="1.1.4")
    return corrections.put(DRAFT, second)


@pytest.mark.django_db
def test_a_period_that_ends_before_it_starts_is_refused():
    days = {"start": dt.date(2028, 1, 1), "end": dt.date(2026, 1, 1)}

    with pytest.raises(ValidationError):
        rebound_draft(actor=make_user(), run=make_run(), version=1, **days)


def _labels(draft, code, element="a1.1.2", quote=""):
    run = make_run(draft=draft, issues=[Issue(code, "…", "doubt", quote=quote, element=element)])
    asked = next(i for i in review_of(run).open_issues if i.code == code)
    return [remedy.label for remedy in asked.remedies]


@pytest.mark.django_db
def test_an_echeance_outside_the_years_offers_no_year_that_it_does_not_meet():
    time = TimeframeDraft("month", "Mai 2035", dt.date(2035, 5, 1), dt.date(2035, 5, 31), "month")
    part = replace(corrections.find(DRAFT, "a1.1.2"), timeframes=(time,), years_marked=(1,))
    draft = corrections.put(DRAFT, part)

    assert _labels(draft, "dates_conflict", quote="Mai 2035") == ["Dire quand"]
    assert _labels(draft, "date_outside_period", quote="Mai 2035")[0] == (
        "Prolonger la période jusqu’au 31 mai 2035"
    )


@pytest.mark.django_db
def test_a_first_line_has_no_line_above_to_follow():
    assert _labels(DRAFT, "responsible_missing", "a1.1.1") == ["Dire qui porte"]
    assert _labels(DRAFT, "title_is_status", "a1.1.2")[:1] == [
        "Donner cet état à la ligne du dessus"
    ]


@pytest.mark.django_db
def test_a_baseline_to_be_measured_is_said_once_and_for_all():
    user = make_user()
    run = make_run()
    grow = {"results": "Augmenter de 20 % les visites"}
    run = write_draft(actor=user, run=run, version=1, key="a1.1.2", fields=grow)
    asked = next(i for i in review_of(run).open_issues if i.code == "baseline_missing")
    said = dict(asked.remedies[0].values)["results"]

    run = write_draft(actor=user, run=run, version=2, key="a1.1.2", fields={"results": said})

    assert said == "Augmenter de 20 % les visites (point de départ à mesurer)"
    assert "baseline_missing" not in {issue["code"] for issue in run.issues}


@pytest.mark.django_db
def test_a_cell_whose_action_was_dropped_is_no_longer_shared_out():
    run = make_run(issues=[SHARED])
    assert review_of(run).open_issues[0].share is not None

    run = drop_draft(actor=make_user(), run=run, version=1, key="a1.1.2")

    assert review_of(run).open_issues[0].share is None
    assert unpack(run.draft) != DRAFT
