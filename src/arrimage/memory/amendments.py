"""What changed in a plan since it was adopted: wordings, dates, targets, responsibles, with why.

What is planned and what agreements give are amended too. States, evidence and what was committed,
spent or given in kind are follow-up, not amendments. A gesture that was taken back changed nothing;
the taking back of one that came before the adoption is an amendment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from arrimage.funding.models import FundingSource, Nature
from arrimage.plans.confidential import Sight
from arrimage.plans.frame_edits import is_frame
from arrimage.plans.models import Edit, Plan

from . import phrases
from .models import Baseline
from .money_then import planned_at
from .past import Past
from .then import edits_since, past_of
from .wordings import (
    WordingChange,
    changed_frame,
    changed_words,
    frame_at,
    wording,
    words_at,
)

FOLLOWED = frozenset(
    {
        *("status", "status_text", "status_basis", "doubts", "confidence", "anchor", "source_id"),
        *("is_confidential", "source_title", "title_variants", "weight"),
    }
)
NAMED = frozenset({"name", "role", "since", "until"})  # who carries, whoever the annuaire says
APART = frozenset({"statusupdate", "evidence", "elementtheme", "elementterritory"})
MOST = 500


@dataclass(frozen=True, slots=True)
class LineChange:
    """What an amendment did to one line; ``kind`` is a key of :data:`phrases.LINE_KINDS`."""

    pk: int
    kind: str
    number: str
    title: str
    is_there: bool  # in the plan today
    changes: tuple[WordingChange, ...]


@dataclass(frozen=True, slots=True)
class Amendment:
    """One gesture that changed an adopted plan."""

    edit: Edit
    day: dt.date
    who: str
    lines: tuple[LineChange, ...]
    frame: tuple[WordingChange, ...]

    @property
    def reason(self) -> str:
        """Why, or nothing."""
        return self.edit.reason


def is_amending(change: Mapping[str, Any]) -> bool:
    """True when one change of an edit is to what the plan says, not to how it goes."""
    name = change["row"].partition(":")[0]
    if is_frame(change["row"]):
        return set(change["after"] or change["before"] or ()) != {"states"}
    if name in APART:
        return False
    before, after = change["before"], change["after"]
    if name == "amount":
        return Nature.PLANNED in {side.get("nature") for side in (before, after) if side}
    if name == "element":
        places = change.get("places")
        is_moved = bool(places) and places[0] != places[1]
        return is_moved or before is None or after is None or bool(set(after) - FOLLOWED)
    if name == "assignment" and before is not None and after is not None:
        return bool(set(after) & NAMED)
    return True


def standing(edits: Sequence[Edit], after: int) -> list[Edit]:
    """Those that make the plan other than it was after an edit; ``edits`` are all of the plan.

    A chain of undoings counts once: its last gesture stands for it, if it changed anything.
    """
    by_key = {edit.pk: edit for edit in edits}
    found = []
    for edit in edits:
        if edit.undone_at is not None:
            continue
        chain = [edit]
        while chain[-1].undoes_id in by_key:
            chain.append(by_key[chain[-1].undoes_id])
        was_done = sum(each.pk <= after for each in chain) % 2
        if was_done != len(chain) % 2:
            found.append(edit)
    return found


def amendments_of(baseline: Baseline, sight: Sight) -> tuple[Amendment, ...]:
    """Every amendment since an adoption, the latest first; constant queries."""
    plan = baseline.plan
    chains = plan.edits.order_by("-pk").only("pk", "plan", "undoes", "undone_at")
    until = _next_adoption(baseline)
    kept = {edit.pk for edit in standing(list(chains), baseline.after_edit) if edit.pk <= until}
    past = past_of(plan)
    teller = _Teller(past, plan, sight)
    found: list[Amendment] = []
    for edit in edits_since(plan, baseline.after_edit).select_related("actor"):
        is_kept = edit.pk in kept and len(found) < MOST
        if not is_kept or not any(map(is_amending, edit.changes)):
            past.undo(edit)
            continue
        amendment = teller.amendment(edit)
        if amendment.lines or amendment.frame:
            found.append(amendment)
    return tuple(found)


def _next_adoption(baseline: Baseline) -> int:
    later = Baseline.objects.filter(plan=baseline.plan, after_edit__gt=baseline.after_edit)
    first = later.order_by("after_edit").values_list("after_edit", flat=True).first()
    return first or 2**62


class _Teller:
    """Says what each edit had changed while a past goes back."""

    def __init__(self, past: Past, plan: Plan, sight: Sight) -> None:
        self.past, self.plan, self.sight = past, plan, sight
        self.live = frozenset(past.order.walk())
        paying = FundingSource.objects.filter(organization=plan.organization_id)
        self.sources = {source.pk: source for source in paying}

    def amendment(self, edit: Edit) -> Amendment:
        """Takes the edit back and says what it had changed, from the day when it took effect."""
        made_on = timezone.localdate(edit.at)
        day = max([made_on, *_begins(edit.changes)])
        touched = _touched(edit.changes)
        framed = any(is_frame(change["row"]) for change in edit.changes)
        after, frame_after = self._said(touched, day), self._frame() if framed else {}
        self.past.undo(edit)
        before, frame_before = self._said(touched, day), self._frame() if framed else {}
        shown = [
            pk
            for pk in touched
            if self.sight.withheld or not (before[pk].is_hidden or after[pk].is_hidden)
        ]
        lines = (_line(pk, before[pk], after[pk], pk in self.live, edit.verb) for pk in shown)
        return Amendment(
            edit=edit,
            day=made_on,
            who=str(edit.actor) if edit.actor else edit.by_name,
            lines=tuple(line for line in lines if line is not None),
            frame=changed_frame(frame_before, frame_after),
        )

    def _said(self, pks: Iterable[int], day: dt.date) -> dict[int, _Said]:
        return {pk: _Said.of(self.past, pk, day, self.sources) for pk in pks}

    def _frame(self) -> dict[str, str]:
        return frame_at(self.past, self.plan.pk, self.sources)


def _begins(changes: Iterable[Mapping[str, Any]]) -> Iterable[dt.date]:
    """The days from which somebody who came in carries: a relay may be passed ahead."""
    for change in changes:
        since = (change["after"] or {}).get("since")
        if since and change["row"].startswith("assignment:"):
            yield dt.date.fromisoformat(since)


def _touched(changes: Iterable[Mapping[str, Any]]) -> list[int]:
    """Elements that the edit amended, in reading order."""
    amended = (change["element"] for change in changes if is_amending(change))
    return list(dict.fromkeys(pk for pk in amended if pk is not None))


@dataclass(frozen=True, slots=True)
class _Said:
    """One element at one moment."""

    words: Any
    number: str
    title: str
    is_live: bool
    is_hidden: bool
    level: str
    under: str
    parent: int | None
    planned: str

    @classmethod
    def of(cls, past: Past, pk: int, day: dt.date, sources: Mapping[int, FundingSource]) -> _Said:
        row = past.rows.get(f"element:{pk}", {})
        place = past.order.place_of(pk)
        parent = place.parent if place else None
        above = past.rows.get(f"element:{parent}", {})
        level = past.rows.get(f"level:{row.get('level_id')}", {})
        return cls(
            words=words_at(past, pk, day),
            number=row.get("number", ""),
            title=row.get("title", ""),
            is_live=past.is_live(pk),
            is_hidden=past.is_hidden(pk),
            level=level.get("name", ""),
            under=f"{above.get('number', '')} {above.get('title', '')}".strip(),
            parent=parent,
            planned=planned_at(past, pk, sources),
        )


def _line(pk: int, before: _Said, after: _Said, is_there: bool, verb: str) -> LineChange | None:
    if not before.is_live and not after.is_live:
        return None
    named = after if after.is_live else before
    kind = "added" if not before.is_live else "gone" if not after.is_live else "changed"
    changes: tuple[WordingChange, ...] = ()
    if kind != "gone":
        changes = changed_words(before.words, after.words) if before.is_live else ()
    if kind == "changed":
        changes = (*changes, *_planned(before, after), *_stands(before, after))
        if not changes and verb == "element.move":
            kind = "moved"
        elif not changes:
            return None  # its neighbour moved
    return LineChange(pk, kind, named.number, named.title, is_there, changes)


def _planned(before: _Said, after: _Said) -> Iterable[WordingChange]:
    if before.planned != after.planned:
        yield wording(phrases.AMOUNTS, before.planned, after.planned)


def _stands(before: _Said, after: _Said) -> Iterable[WordingChange]:
    if before.level != after.level:
        yield wording(phrases.LEVEL, before.level, after.level)
    if before.parent != after.parent:
        tops = str(phrases.TOP)
        yield wording(phrases.UNDER, before.under or tops, after.under or tops)


def unexplained(amendments: Iterable[Amendment]) -> int:
    """How many of them have no reason yet."""
    return sum(not amendment.reason for amendment in amendments)
