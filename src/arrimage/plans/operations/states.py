"""The dictionary of states of a plan: rename, add, recolour, retire; never lose a state in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record

from .. import phrases
from ..edits import Edited, editing
from ..models import Element, Plan, StatusUpdate
from ..states import DEFAULTS, MOST_STATES, OWN, SHAPES, TONES, State, StateBook, book_of
from .elements import note_status


@transaction.atomic
def change_states(
    *, actor: User, plan: Plan, states: Sequence[State], moves: Mapping[str, str]
) -> Plan:
    """The whole dictionary of a plan, as one edit that can be undone.

    A state without code is new. One that is retired while lines are in it is refused, unless
    ``moves`` says which state they take.
    """
    with editing(actor=actor, plan=plan, verb="plan.states", label=plan.title) as edited:
        edited.watch_frame()
        held = Plan.objects.get(pk=plan.pk)
        kept = _coded(book_of(held), states)
        _check(kept)
        moved = _move(actor, edited, held, kept, moves)
        is_default = [s.stored() for s in kept] == [s.stored() for s in DEFAULTS]
        held.states = [] if is_default else [state.stored() for state in kept]
        held.save(update_fields=["states"])
        plan.states = held.states
    if edited.edit:
        labels = ", ".join(str(state.label) for state in kept if not state.is_retired)
        record(actor, "plan.states", plan, scope=plan, after={"states": labels, "moved": moved})
    return held


def _coded(book: StateBook, states: Sequence[State]) -> tuple[State, ...]:
    """New states get a code that none ever had; those that were not sent stay, retired."""
    used = [int(s.code[len(OWN) :]) for s in book.states if s.code.startswith(OWN)]
    free = max(used, default=0)
    kept = []
    for state in states:
        if not state.code:
            free += 1
            state = State(f"{OWN}{free}", state.label, state.shape, state.tone, state.counts_as)
        kept.append(state)
    sent = {state.code for state in kept}
    gone = (state for state in book.states if state.code not in sent)
    retired = (State(s.code, s.label, s.shape, s.tone, s.counts_as, True) for s in gone)
    return (*kept, *retired)


def _check(states: Sequence[State]) -> None:
    offered = [state for state in states if not state.is_retired]
    words = Counter(str(state.label).strip().casefold() for state in offered)
    if "" in words or any(count > 1 for count in words.values()):
        raise ValidationError(phrases.STATE_WORDS, code="state_words")
    if not any(state.counts_as == "done" for state in offered):
        raise ValidationError(phrases.NO_DONE_STATE, code="no_done_state")
    if len(states) > MOST_STATES:
        raise ValidationError(phrases.TOO_MANY_STATES % {"count": MOST_STATES})
    if any(s.shape not in SHAPES or (s.tone not in TONES and s.tone != "drop" and s.tone != "done")
           for s in states):  # fmt: skip
        raise ValidationError(phrases.STATE_LOOK, code="state_look")


def _move(
    actor: User, edited: Edited, plan: Plan, states: Sequence[State], moves: Mapping[str, str]
) -> int:
    """Lines of retired states take another one; how many. Refused when nobody said which."""
    offered = {state.code for state in states if not state.is_retired}
    retired = {state.code: state for state in states if state.is_retired}
    lines = list(Element.objects.filter(plan=plan, status__in=retired))
    counts = Counter(line.status for line in lines)
    lost = [code for code in counts if moves.get(code) not in offered]
    if lost:
        said = ", ".join(f"{retired[code].label} ({counts[code]})" for code in lost)
        raise ValidationError(phrases.STATE_IN_USE % {"states": said}, code="state_in_use")
    edited.watch([line.pk for line in lines], StatusUpdate)
    plan.states = [state.stored() for state in states]
    for line in lines:
        line.plan = plan
        note_status(actor, line, moves[line.status], line.status_text, timezone.localdate())
    return len(lines)
