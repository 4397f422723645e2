"""What a newer version changes, ready for a template: both wordings, and a box for each choice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from arrimage.formats.comparison import Comparison, Difference, FieldChange
from arrimage.formats.draft import PlanDraft
from arrimage.formats.wordings import Piece, both_wordings
from arrimage.plans.phrases import FIELDS

LABELS: dict[str, Any] = {**FIELDS, "status": _("État")}


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A field that differs; ``contested`` when somebody changed it in the plan too."""

    choice: str
    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    contested: bool
    is_taken: bool


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """One line that changed. ``choice`` is the box of a line that was added or is gone."""

    kind: str
    level: str
    number: str
    title: str
    choice: str
    is_taken: bool
    moved: str  # name of the choice, or empty
    is_moved: bool
    under: str  # where it stands in the newer version
    changes: tuple[ChangeView, ...]


def differences_of(
    comparison: Comparison, new: PlanDraft, taken: Collection[str] | None
) -> list[DifferenceView]:
    """The differences in reading order; ``taken`` is what a refused form had ticked, if any.

    At first everything is ticked but what people changed in the plan too.
    """
    names = {level.role: level.name for level in new.levels}
    titles = {e.key: f"{e.number} {e.title}".strip() for e in new.walk()}
    return [_view(d, names, titles, taken) for d in comparison.differences]


def _view(
    difference: Difference,
    names: dict[Any, str],
    titles: dict[str, str],
    taken: Collection[str] | None,
) -> DifferenceView:
    choice = "" if difference.kind == "changed" else f"{difference.old}:{difference.new}"
    moved = f"{difference.old}:place" if difference.moved else ""
    return DifferenceView(
        kind=difference.kind,
        level=names.get(difference.role, ""),
        number=difference.number,
        title=difference.title,
        choice=choice,
        is_taken=taken is None or choice in taken,
        moved=moved,
        is_moved=taken is None or moved in taken,
        under=titles.get(difference.above, "") if difference.kind != "gone" else "",
        changes=tuple(_change(difference.old, change, taken) for change in difference.changes),
    )


def _change(key: str, change: FieldChange, taken: Collection[str] | None) -> ChangeView:
    choice = f"{key}:{change.field}"
    before, after = both_wordings(change.before, change.after)
    is_taken = not change.contested if taken is None else choice in taken
    label = str(LABELS[change.field])
    return ChangeView(choice, label, before, after, change.contested, is_taken)
