"""The dictionary of states of a plan: kept, undone, and never lost while it is in use."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from arrimage.audit.queries import history_of
from arrimage.plans import phrases
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Plan
from arrimage.plans.operations import change_status, undo_edit
from arrimage.plans.operations.states import change_states
from arrimage.plans.queries import plan_document, plans_for
from arrimage.plans.states import DEFAULTS, State, book_of
from tests.factories import element_numbered, make_member, make_plan, make_user

pytestmark = pytest.mark.django_db
WAITING = State("", "En attente d’argent", "event", "silent", "stopped")


def _with(*more, without=()):
    kept = [s for s in DEFAULTS if s.code not in without]
    return [*kept, *more]


def _fresh(plan):
    return Plan.objects.get(pk=plan.pk)


def test_a_default_plan_stores_nothing():
    plan = make_plan()

    change_states(actor=make_user(), plan=plan, states=_with(), moves={})

    assert _fresh(plan).states == []
    assert [s.code for s in book_of(plan).states] == [s.code for s in DEFAULTS]


def test_a_state_of_ones_own_is_noted_counted_and_shown():
    plan, actor = make_plan(), make_user()
    change_states(actor=actor, plan=plan, states=_with(WAITING), moves={})

    change_status(actor=actor, element=element_numbered(plan, "1.1.2"), status="own1")

    plan = _fresh(plan)
    count = next(c for c in plan_document(plan).counts if c.status == "own1")
    assert (count.label, count.count, count.look.shape, count.look.tone) == (
        "En attente d’argent",
        1,
        "event",
        "silent",
    )
    (summary,) = plans_for(make_member(plan.organization))
    assert [c.label for c in summary.counts] == ["En cours", "En attente d’argent"]
    assert history_of(element_numbered(plan, "1.1.2"))[0].sentence == (
        "Maude Lavoie a changé l’état de 1.1.2\u00a0: Inconnu → En attente d’argent."
    )


def test_a_renamed_state_keeps_its_lines():
    plan = make_plan()
    started = State("in_progress", "Démarré", "run", "run", "active")
    states = [started if state.code == "in_progress" else state for state in DEFAULTS]

    change_states(actor=make_user(), plan=plan, states=states, moves={})

    line = element_numbered(_fresh(plan), "1.1.1")
    assert (line.status, line.get_status_display()) == ("in_progress", "Démarré")


def test_a_state_in_use_does_not_vanish():
    plan = make_plan()

    with pytest.raises(ValidationError) as refusal:
        change_states(
            actor=make_user(), plan=plan, states=_with(without=("in_progress",)), moves={}
        )

    assert refusal.value.messages == [phrases.STATE_IN_USE % {"states": "En cours (1)"}]
    assert _fresh(plan).states == []


def test_lines_of_a_retired_state_pass_to_another_and_come_back():
    plan, actor = make_plan(), make_user()

    change_states(
        actor=actor,
        plan=plan,
        states=_with(without=("in_progress",)),
        moves={"in_progress": "planned"},
    )
    moved = element_numbered(_fresh(plan), "1.1.1").status
    offered = [code for code, _label in book_of(_fresh(plan)).offered]
    undo_edit(actor=actor, edit=plan.edits.latest("pk"))

    assert (moved, "in_progress" in offered) == ("planned", False)
    assert (_fresh(plan).states, element_numbered(plan, "1.1.1").status) == ([], "in_progress")


def test_a_code_is_never_given_twice():
    plan, actor = make_plan(), make_user()
    change_states(actor=actor, plan=plan, states=_with(WAITING), moves={})
    change_states(actor=actor, plan=plan, states=_with(), moves={})

    change_states(
        actor=actor, plan=plan, states=_with(State("", "Autre", "todo", "todo", "active")), moves={}
    )

    assert {s.code: s.is_retired for s in book_of(_fresh(plan)).states if s.code[:3] == "own"} == {
        "own2": False,
        "own1": True,
    }


@pytest.mark.parametrize(
    ("states", "problem"),
    [
        (_with(State("", "en cours", "todo", "todo", "active")), phrases.STATE_WORDS),
        (_with(without=("done",)), phrases.NO_DONE_STATE),
        (_with(State("", "Autre", "late", "todo", "active")), phrases.STATE_LOOK),
    ],
)
def test_a_dictionary_that_makes_no_sense_is_refused(states, problem):
    with pytest.raises(ValidationError) as refusal:
        change_states(actor=make_user(), plan=make_plan(), states=states, moves={})

    assert refusal.value.messages == [str(problem)]


def test_a_state_that_is_not_in_the_dictionary_is_refused():
    with pytest.raises(ValidationError) as refusal:
        change_status(
            actor=make_user(), element=element_numbered(make_plan(), "1.1.2"), status="own9"
        )

    assert refusal.value.message_dict == {"status": [str(phrases.NO_SUCH_STATE)]}


def test_an_exchange_file_holds_the_nearest_default_state_and_the_word():
    plan, actor = make_plan(), make_user()
    change_states(actor=actor, plan=plan, states=_with(WAITING), moves={})
    change_status(actor=actor, element=element_numbered(plan, "1.1.2"), status="own1")

    draft = plan_to_draft(_fresh(plan))

    told = draft.elements[0].children[0].children[1].status
    assert (told.value, told.text) == ("abandoned", "En attente d’argent")


def test_the_screen_adds_a_state_which_filters_and_forms_then_offer(client):
    plan = make_plan()
    client.force_login(make_member(plan.organization))
    address = reverse("plans:plan_states", args=[plan.pk])
    page = client.get(address)
    sent = {}
    for n, form in enumerate(page.context["lines"]):
        initial = form.initial or {}
        sent |= {
            f"e-{n}-{k}": initial.get(k) or ""
            for k in ("code", "label", "shape", "tone", "counts_as")
        }
    rows = len(page.context["lines"].forms)
    sent |= {"e-TOTAL_FORMS": rows, "e-INITIAL_FORMS": rows - 2}
    for n in (rows - 2, rows - 1):
        sent |= {f"e-{n}-shape": "event", f"e-{n}-tone": "silent", f"e-{n}-counts_as": "stopped"}
    sent[f"e-{rows - 2}-label"] = "En attente d’argent"

    answer = client.post(address, sent)

    assert (answer.status_code, answer.url) == (302, address)
    line = element_numbered(_fresh(plan), "1.1.2")
    form = client.get(reverse("plans:element_status", args=[plan.pk, line.pk])).content.decode()
    assert "En attente d’argent" in form
    change_status(actor=make_user(), element=line, status="own1")
    body = client.get(plan.get_absolute_url(), {"etat": "own1"}).content.decode()
    assert "1.1.2" in body and f'id="e{element_numbered(plan, "1.1.1").pk}"' not in body
