"""A plan that leaves as JSON comes back in another house: its states, its weights, its money."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from arrimage.exchange.models import ImportRun, ImportState
from arrimage.exchange.operations import accept_import, export_plan, start_import
from arrimage.exchange.reading import read_import
from arrimage.formats.document import Anchor
from arrimage.formats.draft import AmountDraft, EnvelopeDraft, StateDraft
from arrimage.formats.interchange import from_json, to_json
from arrimage.formats.writers import write
from arrimage.funding.operations import write_amounts, write_envelopes
from arrimage.plans.confidential import TEAM_SIGHT
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Element, Plan
from arrimage.plans.operations import change_status
from arrimage.plans.operations.states import change_states
from arrimage.plans.operations.weights import change_weights
from arrimage.plans.states import State, book_of
from tests.factories import element_numbered, make_draft, make_member, make_organization, make_plan

pytestmark = pytest.mark.django_db


def with_own_states(plan, actor):
    book = book_of(plan)
    renamed = [
        replace(s, label="Livré", tone="run") if s.code == "done" else s for s in book.states
    ]
    kept = [s for s in renamed if s.code != "postponed"]
    added = State("", "En validation", "event", "silent", "active")
    change_states(actor=actor, plan=plan, states=[*kept[:2], added, *kept[2:]], moves={})
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def actor():
    return make_member(make_organization())


@pytest.fixture
def plan(actor):
    plan = make_plan(actor.memberships.get().organization, make_draft(actions=3))
    plan = with_own_states(plan, actor)
    (own,) = (s.code for s in book_of(plan).states if s.label == "En validation")
    first, second, third = (element_numbered(plan, f"1.1.{n}") for n in (1, 2, 3))
    for element, status in ((second, own), (third, "done")):
        element.plan = plan
        change_status(actor=actor, element=element, status=status, text="Lu au comité")
    weights = {first.pk: Decimal("2.50"), second.pk: Decimal("0.00")}
    change_weights(actor=actor, plan=plan, weights=weights)
    amounts = [AmountDraft("planned", Decimal("1000.00"), 1, "Fondation")]
    write_amounts(actor=actor, element=first, amounts=amounts, shown=[])
    given = [EnvelopeDraft("Fondation", Decimal("5000.00"), 1, "2026-14")]
    write_envelopes(actor=actor, plan=plan, envelopes=given, shown=[])
    return Plan.objects.get(pk=plan.pk)


def taken_elsewhere(data):
    other = make_organization("Maison voisine")
    receiver = make_member(other, name="Ode Roy")
    run = start_import(actor=receiver, organization=other, name="plan.json", data=data)
    read_import(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    return receiver, run


def bare(draft):
    """Without where each line stands in its source: that of the copy is the file itself."""

    def placed(element):
        children = tuple(map(placed, element.children))
        return replace(element, anchor=Anchor(), confidence=1.0, children=children)

    return replace(draft, elements=tuple(map(placed, draft.elements)))


def test_a_plan_comes_back_whole_in_another_house(plan, actor):
    exported = export_plan(actor=actor, plan=plan, format="json").data

    receiver, run = taken_elsewhere(exported)
    made = accept_import(actor=receiver, run=run)

    made = Plan.objects.get(pk=made.pk)
    assert run.state == ImportState.REVIEW
    assert bare(plan_to_draft(made, TEAM_SIGHT)) == bare(plan_to_draft(plan, TEAM_SIGHT))
    assert [s.stored() for s in book_of(made).states] == [s.stored() for s in book_of(plan).states]
    lines = Element.objects.filter(plan=made).values_list("number", "status", "weight")
    assert sorted(lines) == sorted(
        Element.objects.filter(plan=plan).values_list("number", "status", "weight")
    )


def test_the_copy_leaves_as_it_came(plan, actor):
    exported = export_plan(actor=actor, plan=plan, format="json").data
    receiver, run = taken_elsewhere(exported)
    made = accept_import(actor=receiver, run=run)
    once = bare(plan_to_draft(Plan.objects.get(pk=made.pk), TEAM_SIGHT))

    _receiver, again = taken_elsewhere(write(once, "json"))
    twice = accept_import(actor=_receiver, run=again)

    assert bare(plan_to_draft(Plan.objects.get(pk=twice.pk), TEAM_SIGHT)) == once


def test_the_review_of_such_a_file_opens(plan, actor, client):
    receiver, run = taken_elsewhere(export_plan(actor=actor, plan=plan, format="json").data)
    client.force_login(receiver)

    answer = client.get(reverse("exchange:import_detail", args=[run.pk]), follow=True)

    assert answer.status_code == 200
    assert "Préparer la rencontre" in answer.content.decode()


def test_the_nested_part_says_states_and_weights_too(plan):
    draft = plan_to_draft(plan, TEAM_SIGHT)
    nested = to_json(draft)
    del nested["arrimage"]

    read = from_json(nested)

    assert read.states == draft.states
    assert [(e.weight, e.status) for e in read.walk()] == [
        (e.weight, e.status) for e in draft.walk()
    ]


STRANGE = (
    StateDraft("own1", "Neuf", "étoile", "run", "active"),
    StateDraft("autre", "Neuf", "run", "run", "active"),
    StateDraft("own1", "N" * 61, "run", "run", "active"),
    StateDraft("own1", "Réalisé", "run", "run", "active"),
)


@pytest.mark.parametrize("state", STRANGE)
def test_a_dictionary_that_could_not_be_one_gives_the_usual_one(plan, state):
    draft = plan_to_draft(plan, TEAM_SIGHT)
    done = StateDraft("done", "Réalisé", "done", "done", "done")

    receiver, run = taken_elsewhere(write(replace(draft, states=(done, state)), "json"))
    made = accept_import(actor=receiver, run=run)

    assert made.states == []
    own = Element.objects.get(plan=made, number="1.1.2")
    assert own.status == "in_progress"


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b'{"orientations": []}',
        b'{"arrimage": {"format": 1, "draft": {}}}',
        b'{"arrimage": {"format": 1, "draft": {"levels": [], "elements": '
        b'[{"key": "a", "level": 3, "title": "A"}]}}}',
        b'{"arrimage": {"format": 1, "draft": {"levels": [{"name": "A", "role": "action"}], '
        b'"elements": [{"key": "a", "level": 0, "title": "A", "weight": "NaN"}]}}}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_a_file_that_holds_no_plan_is_refused_in_words(data):
    _receiver, run = taken_elsewhere(data)

    assert run.state == ImportState.FAILED
    assert "Rien n’a été importé" in run.message
