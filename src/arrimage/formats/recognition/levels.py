"""What a header means once its rows and the titles above it are known."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ..draft import ColumnField, LevelRole
from ..language import read_status
from ..language.lexicon import Lexicon
from ..language.text import normalise
from .headers import LEVEL_FIELDS, TELLING, Header, Slot
from .lines import squeeze
from .numbering import ROLES

_PRIORITY = re.compile(
    r"^(?:priorite |priority )?(?:tres |plus |very )?(?:haut|moyen|bas|eleve|fort|faible|urgent|"
    r"critique|important|essentiel|normal|high|medium|low|critical|must|should|could|oui|non|yes|no|"
    r"[a-e]\b(?![.)] ?[a-z])|"
    r"p?\d{1,2}\b(?![.)] ?[a-z])|[^\w]+$)"
)
_RESOURCES = re.compile(r"^(?:ressource|resource)s?\b")
_PRODUCED = re.compile(r"^(?:extrants?|intrants?|outputs?|inputs?)\b")
_ACTION, _STRATEGY = re.compile(r"(?:\w+ )?actions?\b"), re.compile(r"(?:\w+ )?strateg")
_CHANGE = re.compile(r"^(?:changement|effet|impact|outcome|retombee)")
_LENGTH = re.compile(r"^(?:duree|duration)\b")
_START = re.compile(r"^(?:date (?:de |du )?)?(?:debut|start)\b")
_AMOUNT = re.compile(r"\d\s?\$|\$\s?\d|\b\d{3,}\b")
_PARENT = re.compile(
    r"^(?:(?:id |id de la )?(?:tache |element )?parente?|parent (?:task|id|item))$"
)
_DEPTH = re.compile(
    r"^(?:(?:outline |indent )?level|niveau(?: hierarchique| de plan)?|profondeur|indent|retrait"
    r"|depth|hierarchie)$"
)


def settle_header(
    header: Header, columns: Sequence[Sequence[str]], above: Collection[LevelRole],
    lexicon: Lexicon, indents: Sequence[str] = (),
) -> Header:  # fmt: skip
    """Settle the columns that their words alone leave open.

    ``columns`` holds, for each slot, the texts of its cells, row by row; ``above`` the levels that
    the titles in force name; ``indents`` how far each row sets its own title back.
    """
    header = _length_beside_dates(_resources_beside_people(header, columns))
    header = _roles_of_rows(header, columns, lexicon)
    if header.roles_in is None and len(header.levels()) == 1:
        header = replace(header, roles=_roles_of_depths(header, indents, columns))
    header = _count_rows(header, columns)
    header = _priority_as_level(header, columns, above)
    header = _task_alone(_result_as_action(header, above), above)
    header = _changes_above(header, columns, above)
    header = _lists_of_states(_first_column_above(header, columns, above), columns)
    return _actions_above_actions(header, above, lexicon)


def _resources_beside_people(header: Header, columns: Sequence[Sequence[str]]) -> Header:
    """«Ressources» names people, unless it holds amounts or other columns say who or produce what.

    «Responsable | Ressources» and the logic model «Ressources | Activités | Extrants».
    """
    words = [normalise(slot.column.header) for slot in header.slots]
    resources = [
        rank
        for rank, slot in enumerate(header.slots)
        if slot.field == "responsible" and _RESOURCES.match(words[rank])
    ]
    others = sum(slot.field == "responsible" for slot in header.slots) > len(resources)
    is_model = any(_PRODUCED.match(word) for word in words)
    for rank in resources:
        texts = [text for text in columns[rank] if text]
        amounts = 2 * sum(bool(_AMOUNT.search(text)) for text in texts) > len(texts)
        if amounts or others or is_model:
            slot = header.slots[rank]
            field: ColumnField = "cost" if amounts else "unknown"
            column = replace(slot.column, field=field)
            header = _with(header, rank, replace(slot, column=column))
    return header


def _length_beside_dates(header: Header) -> Header:
    """«Durée | Début | Fin»: the length of a task adds nothing to its dates."""
    words = [normalise(slot.column.header) for slot in header.slots]
    if not any(_START.match(word) for word in words):
        return header
    for rank, slot in enumerate(header.slots):
        if slot.field == "timeframe" and _LENGTH.match(words[rank]):
            column = replace(slot.column, field="unknown")
            header = _with(header, rank, replace(slot, column=column))
    return header


def _roles_of_rows(header: Header, columns: Sequence[Sequence[str]], lexicon: Lexicon) -> Header:
    """The column whose cells say the level of each row, if any."""
    for rank in range(len(header.slots)):
        if roles := _roles_said(header, rank, columns, lexicon):
            return replace(header, roles_in=rank, roles=roles)
    return header


def _roles_said(
    header: Header, rank: int, columns: Sequence[Sequence[str]], lexicon: Lexicon
) -> dict[str, LevelRole]:
    """What the cells of a column say → the level: «Axe», «Action»…, a parent or a depth."""
    slot, name = header.slots[rank], normalise(header.slots[rank].column.header)
    if _PARENT.match(name) and len(header.levels()) == 1:
        return _roles_under_parents(header, rank, columns)
    depths = [text.strip() for text in columns[rank]] if _DEPTH.match(name) else []
    if roles := _roles_of_depths(header, depths, columns):
        return roles
    if slot.field not in ("unknown", "kind", "number"):
        return {}
    texts = {text for text in columns[rank] if text}
    named = {text: role for text in texts if (role := lexicon.level_role(squeeze(text)))}
    return named if len(named) == len(texts) and len(set(named.values())) > 1 else {}


def _roles_under_parents(
    header: Header, rank: int, columns: Sequence[Sequence[str]]
) -> dict[str, LevelRole]:
    """A column that names, for each row, the row above which it stands under."""
    names = columns[header.slots.index(header.levels()[-1])]
    numbers = next((columns[r] for r, s in enumerate(header.slots) if s.field == "number"), names)
    depths: dict[str, int] = {"": -1}
    rows: list[str] = []
    current: list[str] = []
    for name, number, parent in zip(names, numbers, columns[rank], strict=True):
        if parent and parent not in current:
            return {}  # no outline: a row stands away from its parent
        rows.append(str(depths[parent] + 1))
        for known in (name, number):
            depths.setdefault(known, depths[parent] + 1)
        current = [k for k in current if depths[k] <= depths[parent]] + [name, number]
    by_depth = _roles_of_depths(header, rows, columns)
    parents = zip(columns[rank], rows, strict=True)
    return {parent: by_depth[depth] for parent, depth in parents if depth in by_depth}


def _roles_of_depths(
    header: Header, depths: Sequence[str], columns: Sequence[Sequence[str]]
) -> dict[str, LevelRole]:
    """«0», «1», «2»: work begins at the first depth whose rows mostly say who or when."""
    known = sorted({depth for depth in depths if depth}, key=lambda depth: (len(depth), depth))
    if len(known) < 2 or not all(depth.isdigit() for depth in known):
        return {}
    telling = [rank for rank, slot in enumerate(header.slots) if slot.field in TELLING]
    said = [any(columns[rank][row] for rank in telling) for row in range(len(depths))]
    tells = [_mostly([s for s, at in zip(said, depths, strict=True) if at == d]) for d in known]
    work = tells.index(True) if True in tells else len(known) - 1
    work = min(work or len(known) - 1, 3)  # rows that all say who and when: the last are the work
    above: tuple[LevelRole, ...] = ("orientation",) if work == 1 else ROLES[3 - work : 3]
    below: list[LevelRole] = ["action", *["step"] * len(known)]  # type: ignore[list-item]
    return dict(zip(known, [*above, *below], strict=False))


def _mostly(said: Sequence[bool]) -> bool:
    return 2 * sum(said) > len(said)


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


def _task_alone(header: Header, above: Collection[LevelRole]) -> Header:
    """«Tâche | Qui | Quand», and no action anywhere: the tasks are the actions."""
    fields = [slot.field for slot in header.slots]
    if "step" not in fields or {"action", "objective"} & {*fields, *above}:
        return header
    slots = tuple(_moved(slot, {"step": "action"}) for slot in header.slots)
    return replace(header, slots=slots)


def _changes_above(
    header: Header, columns: Sequence[Sequence[str]], above: Collection[LevelRole]
) -> Header:
    """«Changement visé | Actions», no objective anywhere, and several actions for each change."""
    fields = [slot.field for slot in header.slots]
    if "action" not in fields or {*LEVEL_FIELDS} & {*fields, *above} - {"action", "step"}:
        return header
    action = fields.index("action")
    named = [row for row, text in enumerate(columns[action]) if text]
    changes = [
        rank
        for rank in range(action)
        if _CHANGE.match(normalise(header.slots[rank].column.header))
        and fields[rank] == "result"
        and _groups([columns[rank][row] for row in named])
    ]
    roles: tuple[LevelRole, ...] = ("orientation", "objective")
    changes = changes[-2:]
    for rank, role in zip(changes, roles[2 - len(changes) :], strict=True):
        header = _with(header, rank, _as_level(header.slots[rank], role))
    return header


def _first_column_above(
    header: Header, columns: Sequence[Sequence[str]], above: Collection[LevelRole]
) -> Header:
    """A first column nobody knows, no level above the actions, and several rows for each cell."""
    fields = [slot.field for slot in header.slots if slot.field != "number"]
    held = {*fields, *above} & LEVEL_FIELDS
    first = header.slots.index(next(s for s in header.slots if s.field != "number"))
    texts = columns[first]
    distinct = {text for text in texts if text}
    if fields[0] != "unknown" or not held or not held <= {"action", "step"} or not all(texts[:1]):
        return header
    wordy = all(sum(c.isalpha() for c in text) > 2 for text in distinct)
    ranked = 2 * sum(bool(_PRIORITY.match(normalise(text))) for text in distinct) > len(distinct)
    if len(distinct) < 2 or ranked or not wordy or not _groups(texts) or _scattered(texts):
        return header
    return _with(header, first, _as_level(header.slots[first], "orientation"))


def _scattered(texts: Sequence[str]) -> bool:
    """Whether a value comes back after another one: a list to sort by, not a heading."""
    runs = [text for text, _ in itertools.groupby(text for text in texts if text)]
    return len(runs) > len(set(runs))


def _groups(texts: Sequence[str]) -> bool:
    """Cells that hold for several rows: blank below, or said again."""
    return any(not text or text == before for before, text in itertools.pairwise(texts))


def _lists_of_states(header: Header, columns: Sequence[Sequence[str]]) -> Header:
    """The lists of a board named «À faire», «En cours», «Terminé» are states, not levels."""
    for rank, slot in enumerate(header.slots):
        texts = {text for text in columns[rank] if text}
        states = [read_status(text).basis == "explicit" for text in texts]
        if slot.field == "orientation" and len(texts) > 1 and all(states):
            column = replace(slot.column, field="status")
            return _with(header, rank, replace(slot, column=column, level=None))
    return header


def _actions_above_actions(
    header: Header, above: Collection[LevelRole], lexicon: Lexicon
) -> Header:
    """«Stratégies | Actions»: what is called an action is one; the levels before it move up."""
    fields = [slot.field for slot in header.slots]
    if not {"action", "step"} <= set(fields):
        return header
    strategy, action = fields.index("action"), fields.index("step")
    above_it, called = (normalise(header.slots[r].column.header) for r in (strategy, action))
    if action < strategy or not (_ACTION.match(called) or _STRATEGY.match(above_it)):
        return header
    own = lexicon.column_field(header.slots[action].column.header)
    if own is None or own[0] != "action":
        return header
    moved = _moved_up({role for role in (*fields, *above) if role in ROLES}, above)
    return replace(header, slots=tuple(_moved(slot, moved) for slot in header.slots))


def _moved_up(held: Collection[str], above: Collection[LevelRole]) -> dict[str, LevelRole]:
    """Each level that moves and its new role: none when there is no room above."""
    moved: dict[str, LevelRole] = {"step": "action"}
    for role in ("action", "objective", "orientation"):
        higher = ROLES[ROLES.index(role) - 1]
        if role in above:
            return {}
        moved[role] = higher
        if higher not in held:
            return moved
    return {}


def _moved(slot: Slot, moved: Mapping[str, LevelRole]) -> Slot:
    if slot.level is None or slot.level not in moved:
        return slot
    role = moved[slot.level]
    return replace(slot, level=role) if slot.field == "number" else _as_level(slot, role)


def _as_level(slot: Slot, role: LevelRole) -> Slot:
    return replace(slot, column=replace(slot.column, field=role, key=""), level=role)


def _with(header: Header, rank: int, slot: Slot) -> Header:
    return replace(header, slots=(*header.slots[:rank], slot, *header.slots[rank + 1 :]))
