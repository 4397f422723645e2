"""A plan from a table whose columns a person named, when nothing else tells that it is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from arrimage.formats.document import Anchor, Cell, SourceDocument, Table
from arrimage.formats.draft import (
    Column,
    ElementDraft,
    Issue,
    Layout,
    LevelDraft,
    LevelRole,
    PlanDraft,
    Reading,
)
from arrimage.formats.language import normalise, read_status
from arrimage.formats.language.text import fold_phrase

from . import phrases
from .wording import write

LEVELS: tuple[LevelRole, ...] = ("axis", "orientation", "objective", "action", "step")
WORDS = {
    "number": "number",
    "responsible": "responsibles",
    "collaborator": "collaborators",
    "timeframe": "timeframe",
    "result": "results",
    "target": "results",
    "indicator": "indicators",
    "reference": "references",
    "cost": "cost",
    "priority": "priority",
    "note": "notes",
}


def read_plain_table(document: SourceDocument, columns: Mapping[str, str]) -> Reading | None:
    """The plan that the first table with these headers holds; ``None`` when there is none.

    Every row is an element of the lowest level that it names; the levels above it group rows that
    follow one another. Columns that nobody named are kept beside.
    """
    said = {fold_phrase(header): field for header, field in columns.items()}
    roles = tuple(role for role in LEVELS if role in said.values())
    for table in document.tables():
        at = _header_row(table, said)
        if roles and at is not None:
            draft = _Rows(table, at, said, roles).draft(document)
            if draft.elements:
                issue = Issue("columns_said", str(phrases.COLUMNS_SAID), "info")
                return Reading(draft, (issue,))
    return None


def _header_row(table: Table, said: Mapping[str, str]) -> int | None:
    wanted = set(said)
    for rank, row in enumerate(table.rows[:20]):
        if wanted <= {fold_phrase(cell.text) for cell in row}:
            return rank
    return None


class _Rows:
    """One table being read row by row."""

    def __init__(
        self, table: Table, at: int, said: Mapping[str, str], roles: tuple[LevelRole, ...]
    ) -> None:
        self.grid, self.at, self.roles = table.grid(), at, roles
        self.heads = [cell.text if cell else "" for cell in self.grid[at]]
        self.fields = [said.get(fold_phrase(head), "unknown") for head in self.heads]
        self.plan = PlanDraft(
            levels=tuple(LevelDraft(str(phrases.COLUMN_FIELDS[r]), r) for r in roles)
        )
        self.open: dict[int, tuple[str, str]] = {}  # level → folded title and key
        self.made: dict[str, ElementDraft] = {}  # by key, without what is below
        self.below: dict[str, list[str]] = {"": []}

    def draft(self, document: SourceDocument) -> PlanDraft:
        for row in self.grid[self.at + 1 :]:
            self._read(row)
        columns = tuple(
            Column(head, field)  # type: ignore[arg-type]
            for head, field in zip(self.heads, self.fields, strict=True)
            if head
        )
        elements = tuple(map(self._whole, self.below[""]))
        return replace(
            self.plan, elements=elements, layout=Layout(columns, source_format=document.format)
        )

    def _read(self, row: list[Cell | None]) -> None:
        texts = [cell.text if cell else "" for cell in row]
        anchor = next((cell.anchor for cell in row if cell and cell.text), Anchor())
        key = ""
        for level, role in enumerate(self.roles):
            title = " ".join(texts[self.fields.index(role)].split())
            if title:
                is_last = level == len(self.roles) - 1
                key = self._element(level, title, anchor, is_new=is_last)
        if key:
            self._fill(key, texts)

    def _element(self, level: int, title: str, anchor: Anchor, *, is_new: bool) -> str:
        """The element that is open at this level, or a new one under the one above."""
        folded, key = self.open.get(level, ("", ""))
        if folded == normalise(title) and not is_new:
            return key
        made = ElementDraft(f"e{len(self.made) + 1}", level, title, anchor=anchor)
        above = max((n for n in self.open if n < level), default=None)
        self.below["" if above is None else self.open[above][1]].append(made.key)
        self.made[made.key], self.below[made.key] = made, []
        self.open = {n: kept for n, kept in self.open.items() if n < level}
        self.open[level] = (normalise(title), made.key)
        return made.key

    def _fill(self, key: str, texts: list[str]) -> None:
        values: dict[str, str] = {}
        extra: list[tuple[str, str]] = []
        for head, field, text in zip(self.heads, self.fields, texts, strict=True):
            if not text or field in self.roles:
                continue
            if name := WORDS.get(field):
                values[name] = "\n".join(filter(None, (values.get(name), text)))
            elif field == "status":
                status = read_status(text)
                self.made[key] = replace(self.made[key], status=status)
            else:
                extra.append((head, text))
        alone = replace(self.plan, elements=(replace(self.made[key], extra=tuple(extra)),))
        (self.made[key],) = write(alone, key, values).elements

    def _whole(self, key: str) -> ElementDraft:
        return replace(self.made[key], children=tuple(map(self._whole, self.below[key])))
