"""Who the names printed in a document are, before it becomes a plan: proposed, then confirmed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from arrimage.directory.annuaire import Annuaire
from arrimage.directory.matching import Candidate, candidates_for
from arrimage.directory.models import NameMatch
from arrimage.directory.names import candidate_of, decisions_of, index_of, key_of
from arrimage.plans.drafts import unpack
from arrimage.plans.responsibles import SHOWN, PrintedName, opening_beside

from .models import ImportRun


@dataclass(frozen=True, slots=True)
class DecidedName:
    """A name that the organisation recognised before; ``who`` is nothing when left as printed."""

    printed: str
    count: int
    who: str


@dataclass(frozen=True, slots=True)
class DraftNames:
    """The names of a reading. Those that are decided are linked once the plan is made."""

    waiting: tuple[PrintedName, ...]
    decided: tuple[DecidedName, ...]

    @property
    def proposed(self) -> tuple[PrintedName, ...]:
        """Names that resemble somebody of the annuaire."""
        return tuple(name for name in self.waiting if name.candidates)

    @property
    def unknown(self) -> tuple[PrintedName, ...]:
        """Names that resemble nobody: the plan asks who they are, once it is made."""
        return tuple(name for name in self.waiting if not name.candidates)

    @property
    def sure(self) -> tuple[PrintedName, ...]:
        """Names that can be confirmed all at once: sure, and giving nobody a new access."""
        return tuple(name for name in self.waiting if name.best and not name.best_opens)


def names_of(run: ImportRun, annuaire: Annuaire) -> DraftNames:
    """Every name that carries something in the draft; constant queries."""
    draft = unpack(run.draft or {})
    printed: dict[str, Counter[str]] = {}
    for element in draft.walk():
        for name in {assignment.name for assignment in element.assignments}:
            if key := key_of(name):
                printed.setdefault(key, Counter())[name] += 1
    known, index = decisions_of(run.organization), index_of(annuaire)
    opens = opening_beside(run.organization_id)
    waiting, decided = [], []
    for key, found in printed.items():
        name, count = found.most_common(1)[0][0], found.total()
        match = known.get(key)
        if match is None:
            candidates = candidates_for(name, index, dict(draft.acronyms), limit=SHOWN)
            waiting.append(PrintedName(name, key, count, 0, candidates, opens=opens))
        else:
            decided.append(DecidedName(name, count, _who(match, annuaire)))
    waiting.sort(key=lambda name: (name.best is None, -name.count, name.key))
    return DraftNames(tuple(waiting), tuple(decided))


def _who(match: NameMatch, annuaire: Annuaire) -> str:
    candidate: Candidate | None = None if match.is_nobody else candidate_of(match, annuaire)
    return candidate.known.label if candidate else ""
