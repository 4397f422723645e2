"""Adopting a plan, and what counts as an amendment since."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from arrimage.audit.models import Entry
from arrimage.formats.interchange import from_json
from arrimage.memory.amendments import amendments_of
from arrimage.memory.models import Baseline
from arrimage.memory.operations import adopt_plan, give_reason, withdraw_baseline
from arrimage.memory.operations.adoption import hash_of
from arrimage.plans.confidential import READER, TEAM_SIGHT
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Edit, Plan
from arrimage.plans.motives import giving
from arrimage.plans.operations import (
    add_evidence,
    add_level,
    change_frame,
    change_status,
    move_element,
    remove_elements,
    set_confidential,
    undo_edit,
)
from arrimage.plans.operations.frame import FRAME
from arrimage.plans.reading_order import Place
from tests.factories import edit, element_numbered, make_draft, make_plan, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(draft=make_draft(actions=3, objectives=2))


@pytest.fixture
def actor():
    return make_user()


def adopt(plan, actor, **values):
    values = {"adopted_on": timezone.localdate(), "instance": "Conseil"} | values
    return adopt_plan(actor=actor, plan=plan, **values)


def told(baseline, sight=TEAM_SIGHT):
    """Kind, number and labels of each line of each amendment, the latest first."""
    return [
        [(line.kind, line.number, [c.label for c in line.changes]) for line in each.lines]
        for each in amendments_of(baseline, sight)
    ]


def test_adoption_keeps_the_whole_plan_and_its_hash(plan, actor):
    set_confidential(actor=actor, element=element_numbered(plan, "1.2"), is_confidential=True)

    baseline = adopt(plan, actor, instance="  Conseil,\n 2026-14 ")

    fresh = Plan.objects.get(pk=plan.pk)
    hidden = sorted(fresh.elements.filter(is_withheld=True).values_list("pk", flat=True))
    assert from_json(baseline.content) == plan_to_draft(fresh, TEAM_SIGHT)
    assert (baseline.sha256, baseline.instance) == (hash_of(baseline.content), "Conseil, 2026-14")
    assert (sorted(baseline.withheld), baseline.lines) == (hidden, 9)
    assert baseline.keys == {f"e{e.position + 1}": e.pk for e in fresh.elements.all()}
    line = Entry.objects.get(verb="plan.adopt")
    assert line.after["sha256"] == baseline.sha256


def test_adoption_recorded_later_may_keep_the_plan_of_its_day(plan, actor):
    Plan.objects.filter(pk=plan.pk).update(created_at=timezone.now() - dt.timedelta(30))
    edit(element_numbered(plan, "1.1.2"), actor=actor, title="Réunir le village")
    day = timezone.localdate() - dt.timedelta(10)

    then = adopt(plan, actor, adopted_on=day, as_then=True)
    now = adopt(plan, actor, adopted_on=day, instance="Assemblée")

    titles = [[e.title for e in from_json(b.content).walk()][3] for b in (then, now)]
    assert titles == ["Préparer la rencontre 1.2", "Réunir le village"]
    assert [len(told(each)) for each in (then, now)] == [1, 0]


@pytest.mark.parametrize(
    "values",
    [
        {"instance": "  "},
        {"adopted_on": dt.date(2999, 1, 1)},
        {"adopted_on": dt.date(2001, 1, 1), "as_then": True},
    ],
)
def test_adoption_that_makes_no_sense_is_refused(plan, actor, values):
    with pytest.raises(ValidationError):
        adopt(plan, actor, **values)

    assert Baseline.objects.count() == 0


def test_same_adoption_is_not_recorded_twice(plan, actor):
    adopt(plan, actor)

    with pytest.raises(ValidationError):
        adopt(plan, actor)

    assert Baseline.objects.count() == 1


def test_words_places_and_frame_are_amendments_follow_up_is_not(plan, actor):
    baseline = adopt(plan, actor)
    line = element_numbered(plan, "1.1.2")
    edit(line, actor=actor, title="Réunir le village", timeframe="Automne 2026")
    edit(element_numbered(plan, "1.1.3"), actor=actor, responsibles="Comité", results="Six visites")
    move_element(actor=actor, element=line, place=Place(element_numbered(plan, "1.2").pk, None))
    remove_elements(actor=actor, plan=plan, pks=[element_numbered(plan, "1.2.1").pk])
    change_status(actor=actor, element=line, status="done", text="Fait")
    add_evidence(actor=actor, element=line, title="Photo", text="Vue")
    set_confidential(actor=actor, element=line, is_confidential=True)
    shown = {name: getattr(plan, name) for name in FRAME}
    change_frame(actor=actor, plan=plan, values=shown | {"mission": "Autre"}, shown=shown)
    add_level(actor=actor, plan=plan, name="Étape", role="step", rank=3)

    amendments = amendments_of(baseline, TEAM_SIGHT)

    assert [[change.label for change in each.frame] for each in amendments[:2]] == [
        ["Niveaux"],
        ["Mission"],
    ]
    assert told(baseline)[2:] == [
        [("gone", "1.2.1", [])],
        [("changed", "1.1.2", ["Sous"])],
        [("changed", "1.1.3", ["Responsables", "Résultats attendus"])],
        [("changed", "1.1.2", ["Libellé", "Échéancier"])],
    ]
    assert [lines for lines in told(baseline, READER) if lines] == [
        [("gone", "1.2.1", [])],
        [("changed", "1.1.3", ["Responsables", "Résultats attendus"])],
    ]


def test_gesture_that_was_taken_back_changed_nothing(plan, actor):
    edit(element_numbered(plan, "1.1.3"), actor=actor, title="Avant l’adoption")
    before = plan.edits.first()
    baseline = adopt(plan, actor)
    edit(element_numbered(plan, "1.1.2"), actor=actor, title="Réunir le village")
    done = plan.edits.first()

    counts = []
    undone = undo_edit(actor=actor, edit=done)
    counts.append(told(baseline))
    undo_edit(actor=actor, edit=undone)
    counts.append(told(baseline))
    undo_edit(actor=actor, edit=before)
    counts.append(told(baseline))

    redone = [("changed", "1.1.2", ["Libellé"])]
    assert counts == [[], [redone], [[("changed", "1.1.3", ["Libellé"])], redone]]


def test_reason_is_kept_with_the_gesture_and_completed_later(plan, actor):
    baseline = adopt(plan, actor)
    with giving("  Demande du conseil "):
        edit(element_numbered(plan, "1.1.2"), actor=actor, title="Réunir le village")
    edit(element_numbered(plan, "1.1.3"), actor=actor, title="Réunir la ville")

    give_reason(actor=actor, edit=plan.edits.first(), reason="Erreur de frappe")

    assert [each.reason for each in amendments_of(baseline, TEAM_SIGHT)] == [
        "Erreur de frappe",
        "Demande du conseil",
    ]
    assert Entry.objects.get(verb="edit.reason").after == {"reason": "Erreur de frappe"}
    with pytest.raises(ValidationError):
        give_reason(actor=actor, edit=plan.edits.first(), reason=" ")


def test_adoption_is_withdrawn_until_a_reason_refers_to_it(plan, actor):
    first = adopt(plan, actor)
    edit(element_numbered(plan, "1.1.2"), actor=actor, title="Réunir le village")
    withdraw_baseline(actor=actor, baseline=first)
    second = adopt(plan, actor)
    with giving("Demande du conseil"):
        edit(element_numbered(plan, "1.1.2"), actor=actor, title="Réunir la ville")

    with pytest.raises(ValidationError):
        withdraw_baseline(actor=actor, baseline=second)

    assert list(Baseline.objects.all()) == [second]


def test_amendments_of_an_adoption_end_at_the_next_one(plan, actor):
    first = adopt(plan, actor, instance="Première")
    edit(element_numbered(plan, "1.1.2"), actor=actor, title="Un")
    second = adopt(plan, actor, instance="Seconde")
    edit(element_numbered(plan, "1.1.2"), actor=actor, title="Deux")

    wordings = [
        "".join(piece.text for piece in each.lines[0].changes[0].after)
        for baseline in (first, second)
        for each in amendments_of(baseline, TEAM_SIGHT)
    ]

    assert wordings == ["Un", "Deux"]
    assert Edit.objects.filter(plan=plan).count() == 2
