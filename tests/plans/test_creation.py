"""A draft becomes a plan, whole or not at all, and comes back as it was."""

import itertools
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arrimage.audit.models import Entry
from arrimage.audit.phrases import sentence
from arrimage.formats.draft import LevelDraft, PlanDraft, StatusDraft
from arrimage.plans import creation
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Element, Plan, Reference, StatusUpdate
from arrimage.plans.operations import change_status, create_plan_from_draft
from tests.factories import (
    edit,
    element_numbered,
    make_action,
    make_draft,
    make_organization,
    make_plan,
    make_user,
)

pytestmark = pytest.mark.django_db


def _renamed(draft: PlanDraft) -> PlanDraft:
    """The draft with the keys that a plan gives."""
    count = itertools.count(1)

    def rename(element):
        key = f"e{next(count)}"
        return replace(element, key=key, children=tuple(map(rename, element.children)))

    return replace(draft, elements=tuple(map(rename, draft.elements)))


def test_plan_comes_back_as_the_draft_it_was_made_from():
    draft = make_draft(actions=3, objectives=2)

    plan = make_plan(draft=draft)

    assert plan_to_draft(Plan.objects.get(pk=plan.pk)) == _renamed(draft)


def test_creation_leaves_one_line():
    user = make_user()

    plan = make_plan(draft=make_draft())

    create_plan_from_draft(actor=user, organization=plan.organization, draft=make_draft())
    entry = Entry.objects.latest("pk")
    assert Entry.objects.filter(verb="plan.create").count() == 2
    assert sentence(entry) == (
        "Maude Lavoie a créé le plan «\u00a0Plan d’action 2026-2028\u00a0» (éléments\u00a0: 4)."
    )


def test_references_find_the_only_element_with_that_number():
    plan = make_plan()

    targets = dict(Reference.objects.values_list("number", "target__number"))
    assert targets == {"1.1.2": "1.1.2", "9.9": None}
    assert element_numbered(plan, "1.1.2").referred_by.count() == 1


def test_reference_to_a_number_that_two_elements_bear_stays_open():
    draft = make_draft(actions=2)
    objective = draft.elements[0].children[0]
    doubled = replace(objective, children=(*objective.children, make_action("1.1.2", key="twin")))

    make_plan(draft=replace(draft, elements=(replace(draft.elements[0], children=(doubled,)),)))

    assert list(Reference.objects.values_list("target", flat=True)) == [None, None]


def test_state_is_kept_only_when_the_document_states_it():
    note = StatusDraft("6 régions visitées", "in_progress", "inferred")
    draft = make_draft(actions=1)
    action = replace(draft.elements[0].children[0].children[0], status=note)
    objective = replace(draft.elements[0].children[0], children=(action,))
    draft = replace(draft, elements=(replace(draft.elements[0], children=(objective,)),))

    element = element_numbered(make_plan(draft=draft), "1.1.1")

    assert (element.status, element.status_text) == ("", "6 régions visitées")
    assert StatusUpdate.objects.count() == 0


def test_stated_state_opens_the_history_on_the_day_of_the_document():
    make_plan()

    update = StatusUpdate.objects.get()
    assert (update.status, update.basis, update.on.isoformat(), update.author) == (
        "in_progress",
        "document",
        "2026-05-06",
        None,
    )


def test_draft_shows_the_state_of_today_and_keeps_the_source_wording_apart():
    user = make_user()
    plan = make_plan()
    action = element_numbered(plan, "1.1.1")
    change_status(actor=user, element=action, status="done", text="Tenu en mai")
    edit(action, actor=user, title="Tenir deux marchés")

    read = next(e for e in plan_to_draft(plan).walk() if e.number == "1.1.1")

    assert read.status == StatusDraft("Réalisé. Tenu en mai", "done", "explicit")
    assert (read.title, read.source_title) == ("Tenir deux marchés", "Tenir un marché de quartier")


def test_empty_draft_makes_no_plan():
    draft = PlanDraft(title="Vide", levels=(LevelDraft("Action", "action"),))

    with pytest.raises(ValidationError) as refusal:
        make_plan(draft=draft)

    assert refusal.value.code == "no_elements"
    assert Plan.objects.count() == 0


def test_failure_in_the_middle_leaves_nothing(monkeypatch):
    organization = make_organization()

    def fail(self):
        raise RuntimeError("power cut")

    monkeypatch.setattr(creation.PlanRows, "_save_references", fail)
    with pytest.raises(RuntimeError):
        make_plan(organization=organization)

    assert (Plan.objects.count(), Element.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_words_of_a_document_have_no_maximum_length():
    long = "mot " * 5000
    draft = make_draft(actions=1)
    objective = draft.elements[0].children[0]
    action = replace(objective.children[0], number="1" * 80, cost=long, timeframe_text=long)
    objective = replace(objective, children=(action,))

    make_plan(draft=replace(draft, elements=(replace(draft.elements[0], children=(objective,)),)))

    assert Element.objects.get(number="1" * 80).cost == long


def test_plan_of_62_actions_is_made_in_few_queries():
    draft = make_draft(actions=62)
    organization = make_organization()

    with CaptureQueriesContext(connection) as queries:
        make_plan(organization=organization, draft=draft)

    assert len(queries) < 50  # the clocks of the follow-up included
