"""What a header means once its rows and the titles above it are known."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from ..draft import LevelRole
from ..language.lexicon import Lexicon
from ..language.text import normalise
from .headers import LEVEL_FIELDS, Header, Slot

_PRIORITY = re.compile(
    r"^(?:priorite |priority )?(?:tres |plus |very )?(?:haut|moyen|bas|eleve|fort|faible|urgent|"
    r"critique|important|essentiel|normal|high|medium|low|critical|must|should|could|oui|non|yes|no|[a-e]\b|"
    r"p?\d{1,2}\b(?![.)] ?[a-z])|[^\w]+$)"
)


def settle_header(
    header: Header, columns: Sequence[Sequence[str]], above: Collection[LevelRole], lexicon: Lexicon
) -> Header:
    """Settle the columns that their words alone leave open.

    ``columns`` holds, for each slot, the texts of its cells, row by row; ``above`` the levels that
    the titles in force name.
    """
    header = replace(header, roles_in=_column_of_roles(header, columns, lexicon))
    header = _count_rows(header, columns)
    header = _priority_as_level(header, columns, above)
    header = _result_as_action(header, above)
    return _action_as_objective(header, above, lexicon)


def _column_of_roles(
    header: Header, columns: Sequence[Sequence[str]], lexicon: Lexicon
) -> int | None:
    """The column whose cells are «Axe», «Objectif», «Action»…, if any."""
    for rank, slot in enumerate(header.slots):
        roles = [lexicon.level_role(text) for text in columns[rank] if text]
        if slot.field in ("unknown", "kind") and None not in roles and len(set(roles)) > 1:
            return rank
    return None


def _count_rows(header: Header, columns: Sequence[Sequence[str]]) -> Header:
    """What a bare «No» counts: the deepest level of which each row holds one element."""
    levels = header.levels()
    if len(levels) < 2:
        return header
    for rank, slot in enumerate(header.slots):
        if slot.field != "number" or len(slot.column.header.split()) > 1:
            continue
        texts = [text for text in columns[rank] if text]
        if len(texts) < 2 or not len(texts) == len(set(texts)) == len(columns[rank]):
            continue
        level = _counted_level(header, columns)
        if level and all(s.level != level for s in header.slots if s.field == "number"):
            header = _with(header, rank, replace(slot, level=level))
    return header


def _counted_level(header: Header, columns: Sequence[Sequence[str]]) -> LevelRole | None:
    for slot in reversed(header.levels()):
        texts = columns[header.slots.index(slot)]
        lists = sum("\n" in text for text in texts)
        if all(texts) and 2 * lists <= len(texts):
            return slot.level
    return header.levels()[-1].level


def _priority_as_level(
    header: Header, columns: Sequence[Sequence[str]], above: Collection[LevelRole]
) -> Header:
    """A first column «Priorité» that holds titles, not «haute» or «2», is a level."""
    held = {slot.field for slot in header.slots} | set(above)
    for rank, slot in enumerate(header.slots):
        if slot.field in LEVEL_FIELDS:
            break
        texts = [normalise(text) for text in columns[rank] if text]
        plain = sum(bool(_PRIORITY.match(text)) for text in texts)
        if slot.field == "priority" and texts and 2 * plain < len(texts):
            roles: tuple[LevelRole, ...] = ("orientation", "axis")
            free = [role for role in roles if role not in held]
            return _with(header, rank, _as_level(slot, free[0])) if free else header
    return header


def _result_as_action(header: Header, above: Collection[LevelRole]) -> Header:
    """«Livrables | Étapes», and no action anywhere: what stands before its steps is the action."""
    fields = [slot.field for slot in header.slots]
    if "action" in fields or "action" in above or "step" not in fields:
        return header
    before = fields[: fields.index("step")]
    if "result" in before:
        rank = before.index("result")
    elif before and before[-1] == "unknown" and len(before) > 1:
        rank = len(before) - 1
    else:
        return header
    return _with(header, rank, _as_level(header.slots[rank], "action"))


def _action_as_objective(header: Header, above: Collection[LevelRole], lexicon: Lexicon) -> Header:
    """«Stratégies | Actions», and no objective anywhere: the strategies stand for objectives."""
    fields = [slot.field for slot in header.slots]
    if not {"action", "step"} <= set(fields) or "objective" in (*fields, *above):
        return header
    strategy, action = fields.index("action"), fields.index("step")
    own = lexicon.column_field(header.slots[action].column.header)
    if own is None or own[0] != "action" or action < strategy:
        return header
    header = _with(header, strategy, _as_level(header.slots[strategy], "objective"))
    header = _with(header, action, _as_level(header.slots[action], "action"))
    slots = [
        replace(s, level="objective" if s.level == "action" else "action")
        if s.field == "number" and s.level in ("action", "step")
        else s
        for s in header.slots
    ]
    return replace(header, slots=tuple(slots))


def _as_level(slot: Slot, role: LevelRole) -> Slot:
    return replace(slot, column=replace(slot.column, field=role, key=""), level=role)


def _with(header: Header, rank: int, slot: Slot) -> Header:
    return replace(header, slots=(*header.slots[:rank], slot, *header.slots[rank + 1 :]))
