"""The dictionary of states of a plan: what each is called, looks like and counts as.

A plan that never changed its dictionary stores nothing. One that did keeps it whole in
``Plan.states``: a list of {code, label, shape, tone, counts_as, is_retired}. The codes of
:class:`Status` are always in it; those that a plan adds begin with «own». A retired state is
offered no more, and still has its word in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arrimage.formats.draft import PlanDraft, StateDraft, StatusDraft
from arrimage.rhythm.lateness import CountsAs

if TYPE_CHECKING:
    from .models import Plan

OWN = "own"  # how the codes begin that a plan adds
MOST_STATES = 20
LONGEST_LABEL, LONGEST_CODE = 60, 12


class Status(models.TextChoices):
    """The default dictionary of states. Lateness is computed, never a state."""

    PLANNED = "planned", _("À venir")
    IN_PROGRESS = "in_progress", _("En cours")
    DONE = "done", _("Réalisé")
    CONTINUOUS = "continuous", _("En continu")
    CONDITIONAL = "conditional", _("Conditionnel")
    POSTPONED = "postponed", _("Reporté")
    ABANDONED = "abandoned", _("Abandonné")


@dataclass(frozen=True, slots=True)
class Look:
    """The shape and the tone of a state; its word always stands beside them."""

    shape: str
    tone: str


@dataclass(frozen=True, slots=True)
class State:
    """One state of a dictionary."""

    code: str
    label: Any
    shape: str
    tone: str
    counts_as: CountsAs
    is_retired: bool = False

    @property
    def look(self) -> Look:
        """Its shape and its tone."""
        return Look(self.shape, self.tone)

    def stored(self) -> dict[str, Any]:
        """As a plan keeps it."""
        return asdict(self) | {"label": str(self.label)}


DEFAULTS = (
    State(Status.PLANNED, Status.PLANNED.label, "todo", "todo", "not_started"),
    State(Status.IN_PROGRESS, Status.IN_PROGRESS.label, "run", "run", "active"),
    State(Status.DONE, Status.DONE.label, "done", "done", "done"),
    State(Status.CONTINUOUS, Status.CONTINUOUS.label, "flow", "run", "active"),
    State(Status.CONDITIONAL, Status.CONDITIONAL.label, "if", "todo", "excluded"),
    State(Status.POSTPONED, Status.POSTPONED.label, "moved", "todo", "not_started"),
    State(Status.ABANDONED, Status.ABANDONED.label, "drop", "drop", "stopped"),
)
SHAPES = {
    "todo": _("anneau ouvert"),
    "run": _("disque à demi plein"),
    "done": _("disque plein, coché"),
    "flow": _("deux vagues"),
    "if": _("carré en tirets"),
    "moved": _("flèche"),
    "drop": _("anneau barré"),
    "event": _("carré plein"),
}
TONES = {"todo": _("gris"), "run": _("bleu"), "done": _("vert"), "silent": _("ambre")}
COUNTED = {
    "not_started": _("pas commencé"),
    "active": _("en cours"),
    "done": _("fait"),
    "stopped": _("arrêté, hors du calcul"),
    "excluded": _("hors du calcul"),
}


class StateBook:
    """A dictionary of states, in its order."""

    def __init__(self, states: Iterable[State]) -> None:
        self.states = tuple(states)
        self._by_code = {state.code: state for state in self.states}

    def get(self, code: str) -> State | None:
        """The state of this code, a retired one included."""
        return self._by_code.get(code)

    def label(self, code: str) -> str:
        """The word of a state, empty for none."""
        state = self.get(code)
        return str(state.label) if state else ""

    @property
    def offered(self) -> list[tuple[str, Any]]:
        """What forms offer: codes and words, without retired states."""
        return [(state.code, state.label) for state in self.states if not state.is_retired]

    @property
    def counts(self) -> Mapping[str, CountsAs]:
        """What each state counts as."""
        return {state.code: state.counts_as for state in self.states}

    @property
    def over(self) -> tuple[str, ...]:
        """Codes of the states that leave nothing to do."""
        return tuple(s.code for s in self.states if s.counts_as in ("done", "stopped"))


DEFAULT_BOOK = StateBook(DEFAULTS)


def book_of(plan: Plan) -> StateBook:
    """The dictionary of a plan; no query."""
    if not plan.states:
        return DEFAULT_BOOK
    return _book(tuple(tuple(sorted(state.items())) for state in plan.states))


@lru_cache(maxsize=512)
def _book(stored: tuple[tuple[tuple[str, Any], ...], ...]) -> StateBook:
    known = [State(**dict(state)) for state in stored]
    codes = {state.code for state in known}
    return StateBook([*known, *(state for state in DEFAULTS if state.code not in codes)])


def counts_of(plan: Plan) -> Mapping[str, CountsAs]:
    """What each state of a plan counts as, by its code."""
    return book_of(plan).counts


def state_that_counts_as(plan: Plan, counts_as: CountsAs) -> str:
    """The first state that a plan offers and that counts as this; the default one without any."""
    every = (*book_of(plan).states, *DEFAULTS)
    offered = (state for state in every if not state.is_retired)
    return next(state.code for state in offered if state.counts_as == counts_as)


def is_code(text: str) -> bool:
    """True for what may be the code of a state."""
    return text in Status.values or (text.startswith(OWN) and text.isascii() and text.isalnum())


def default_code(plan: Plan, code: str) -> str:
    """The code of the default dictionary nearest to a state: what every reader of a file knows."""
    state = book_of(plan).get(code)
    if state is None or code in Status.values:
        return code
    return next(default.code for default in DEFAULTS if default.counts_as == state.counts_as)


def drafted(plan: Plan) -> list[dict[str, Any]]:
    """The dictionary of a plan as its draft holds it, encoded; nothing for the default one."""
    return [dict(state) for state in plan.states]


def taken(states: Sequence[StateDraft]) -> list[dict[str, Any]]:
    """What a new plan keeps of the dictionary of its draft: all of it, or nothing when it could
    not be one (a shape that nobody draws, no state that counts as done).
    """
    offered = [state.label.strip().casefold() for state in states if not state.is_retired]
    is_whole = (
        len(states) <= MOST_STATES
        and len({state.code for state in states}) == len(states)
        and len(set(offered)) == len(offered)
        and any(state.counts_as == "done" and not state.is_retired for state in states)
        and all(map(_could_be, states))
    )
    return [asdict(state) for state in states] if is_whole else []


def _could_be(state: StateDraft) -> bool:
    is_named = len(state.label.strip()) > 0 and len(state.label) <= LONGEST_LABEL
    is_drawn = state.shape in SHAPES and state.tone in {*TONES, *(s.tone for s in DEFAULTS)}
    return is_named and is_drawn and is_code(state.code) and len(state.code) <= LONGEST_CODE


def code_for(plan: Plan, draft: PlanDraft, status: StatusDraft) -> str:
    """The state that a draft states, in the dictionary of a plan; one of its own by its word."""
    own = next((state for state in draft.states if state.code == status.own), None)
    if own is None:
        return status.value or ""
    same = [s.code for s in book_of(plan).states if _is_same(s, own)]
    return own.code if own.code in same else next(iter(same), status.value or "")


def _is_same(state: State, other: StateDraft) -> bool:
    is_named = str(state.label).strip().casefold() == other.label.strip().casefold()
    return is_named and state.counts_as == other.counts_as
