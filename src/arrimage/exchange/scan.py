"""What a scan may have damaged, by kind, with the words around: ready for a template."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from arrimage.formats.draft import PlanDraft
from arrimage.formats.wordings import Piece, both_wordings
from arrimage.plans.phrases import FIELDS

from . import phrases
from .models import ImportRun
from .repairs import CODE, Repair, refused_in, repairs_of

SHOWN = 6  # repairs of one kind that are shown at once
NEAR = 5  # words shown on each side of a repair


@dataclass(frozen=True, slots=True)
class ShownRepair:
    """A repair with the words around what it changes, marked on both sides."""

    repair: Repair
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    name: str  # of the field


@dataclass(frozen=True, slots=True)
class RepairGroup:
    """Repairs of one kind, taken or refused together or one by one."""

    kind: str
    title: str
    shown: tuple[ShownRepair, ...]
    rest: tuple[ShownRepair, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.shown) + len(self.rest)


def repair_groups(run: ImportRun, draft: PlanDraft) -> tuple[RepairGroup, ...]:
    """Likely repairs by kind, when recognition said that the document was scanned."""
    if all(issue["code"] != CODE for issue in run.issues):
        return ()
    by_kind: dict[str, list[ShownRepair]] = defaultdict(list)
    for repair in repairs_of(draft, refused_in(run.journal)):
        before, after = both_wordings(repair.before, repair.after)
        name = str(FIELDS[repair.field])
        by_kind[repair.kind].append(ShownRepair(repair, _near(before), _near(after), name))
    return tuple(
        RepairGroup(kind, str(title), tuple(found[:SHOWN]), tuple(found[SHOWN:]))
        for kind, title in phrases.REPAIRS.items()
        if (found := by_kind.get(kind))
    )


def _near(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """What is changed, with a few words on each side."""
    last = len(pieces) - 1
    return tuple(
        piece if piece.is_changed else Piece(_cut(piece.text, rank > 0, rank < last), False)
        for rank, piece in enumerate(pieces)
    )


def _cut(text: str, has_before: bool, has_after: bool) -> str:
    """The words of a piece that stand near the changes beside it."""
    words = re.findall(r"\s*\S+\s*", text)
    first, last = words[: NEAR if has_before else 0], words[-NEAR if has_after else len(words) :]
    if len(words) <= NEAR * (has_before + has_after):
        return text
    return "".join([*first, "… " if has_before else "…\u00a0", *last])
