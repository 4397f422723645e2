"""A newer version of a document: compared with the plan, accepted choice by choice, undone whole."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from arrimage.exchange.models import ImportRun, ImportState
from arrimage.exchange.operations import (
    StaleVersion,
    WrongState,
    accept_import,
    accept_revision,
    drop_draft,
    undo_import,
    undo_revision,
)
from arrimage.exchange.revision import revision_of
from arrimage.plans.models import Element, Plan
from arrimage.plans.operations import EditConflict, choices_of
from tests.factories import (
    edit,
    element_numbered,
    make_draft,
    make_organization,
    make_run,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def base():
    return make_draft(actions=3, objectives=2)


@pytest.fixture
def plan(organization, base):
    return accept_import(actor=make_user(), run=make_run(organization, base))


def newer(plan, draft):
    run = make_run(plan.organization, draft, data=b"Autre contenu")
    ImportRun.objects.filter(pk=run.pk).update(revises=plan)
    run.refresh_from_db()
    return run


def reworded(draft, number, title):
    def walk(element):
        element = replace(element, title=title) if element.number == number else element
        return replace(element, children=tuple(map(walk, element.children)))

    return replace(draft, elements=tuple(map(walk, draft.elements)))


def choices(run):
    return {choice for d in revision_of(run)[1].differences for choice in choices_of(d)}


def test_only_what_the_document_changed_is_offered(plan, base):
    edit(element_numbered(plan, "1.1.2"), title="Nos mots à nous")
    run = newer(plan, reworded(base, "1.1.3", "Préparer la grande rencontre 1.3"))

    (difference,) = revision_of(run)[1].differences

    assert [(c.field, c.after, c.contested) for c in difference.changes] == [
        ("title", "Préparer la grande rencontre 1.3", False)
    ]


def test_accepting_brings_the_words_and_the_document_with_them(plan, base):
    run = newer(plan, reworded(base, "1.1.3", "Préparer la grande rencontre 1.3"))

    done = accept_revision(actor=make_user(), run=run, version=1, accepted=choices(run))

    element, plan = element_numbered(plan, "1.1.3"), Plan.objects.get()
    assert (element.title, element.source) == ("Préparer la grande rencontre 1.3", run.source)
    assert (done.state, done.plan, plan.source) == (ImportState.ACCEPTED, plan, run.source)
    assert element_numbered(plan, "1.1.2").source != run.source


def test_a_second_version_is_compared_with_the_first_one(plan, base):
    second = reworded(base, "1.1.3", "Préparer la grande rencontre 1.3")
    run = newer(plan, second)
    accept_revision(actor=make_user(), run=run, version=1, accepted=choices(run))

    assert choices(newer(plan, second)) == set()


def test_refusing_everything_closes_the_comparison_and_changes_nothing(plan, base):
    run = newer(plan, reworded(base, "1.1.3", "Préparer la grande rencontre 1.3"))

    done = accept_revision(actor=make_user(), run=run, version=1, accepted=())

    assert (done.state, done.edit) == (ImportState.ACCEPTED, None)
    assert element_numbered(plan, "1.1.3").title == "Préparer la rencontre 1.3"


def test_undoing_a_version_keeps_the_plan_and_what_people_did(plan, base):
    run = newer(plan, reworded(base, "1.1.3", "Préparer la grande rencontre 1.3"))
    accept_revision(actor=make_user(), run=run, version=1, accepted=choices(run))
    edit(element_numbered(plan, "1.1.2"), title="Nos mots à nous")

    undone = undo_revision(actor=make_user(), run=run)

    assert undone.state == ImportState.UNDONE
    assert element_numbered(plan, "1.1.3").title == "Préparer la rencontre 1.3"
    assert element_numbered(plan, "1.1.2").title == "Nos mots à nous"


def test_a_version_is_not_undone_over_newer_words(plan, base):
    run = newer(plan, reworded(base, "1.1.3", "Préparer la grande rencontre 1.3"))
    accept_revision(actor=make_user(), run=run, version=1, accepted=choices(run))
    edit(element_numbered(plan, "1.1.3"), title="Nos mots à nous")

    with pytest.raises(EditConflict):
        undo_revision(actor=make_user(), run=run)

    run.refresh_from_db()
    assert run.state == ImportState.ACCEPTED


def test_a_newer_version_never_makes_nor_takes_away_a_plan(plan, base):
    run = newer(plan, reworded(base, "1.1.3", "Autre"))
    with pytest.raises(WrongState):
        accept_import(actor=make_user(), run=run)
    accept_revision(actor=make_user(), run=run, version=1, accepted=choices(run))
    with pytest.raises(WrongState):
        undo_import(actor=make_user(), run=run, force=True)

    assert (Plan.objects.count(), Element.objects.filter(plan=plan).count()) == (1, 9)


def test_a_choice_that_is_not_offered_is_refused(plan, base):
    run = newer(plan, reworded(base, "1.1.3", "Préparer la grande rencontre 1.3"))

    with pytest.raises(ValidationError) as refusal:
        accept_revision(actor=make_user(), run=run, version=1, accepted={"e1:title"})

    assert refusal.value.code == "choice_gone"


def test_a_reading_corrected_meanwhile_is_not_accepted_blindly(plan, base):
    run = newer(plan, reworded(base, "1.1.3", "Préparer la grande rencontre 1.3"))
    drop_draft(actor=make_user(), run=run, version=1, key="a1.1.2")

    with pytest.raises(StaleVersion):
        accept_revision(actor=make_user(), run=run, version=1, accepted=())
