"""An outline read line by line into a tree: what each line is depends on what stands above it."""

from __future__ import annotations

from ..draft import IndicatorDraft, LevelRole, ResultDraft
from ..language import Lexicon, read_people, read_status
from .nodes import Node
from .numbering import ORDER
from .outline_entries import Entry
from .plain_model import anchored


class OutlineTree:
    """Grows the tree of an outline, entry after entry."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.roots: list[Node] = []
        self.names: dict[LevelRole, str] = {}
        self.path: list[Node] = []
        self.label: Entry | None = None
        self.lines: set[int] = set()
        self.worded_objectives = False

    def read(self, entry: Entry, following: Entry | None) -> None:
        """Take one entry; ``following`` tells whether a plain line introduces a list."""
        if entry.role is not None:
            self._open(entry, entry.role)
        elif entry.kind == "heading":
            self.path, self.label = [], None
        elif not self.path:
            return
        elif entry.kind == "label":
            self._take_label(entry)
        elif entry.kind == "bullet":
            self._take_bullet(entry)
        elif entry.kind == "plain":
            self._take_plain(entry, following)

    def _open(self, entry: Entry, role: LevelRole) -> None:
        title = entry.text.rstrip(" :").strip()
        node = Node(role, title, entry.number, anchored(entry.line.number, entry.last))
        while self.path and ORDER[self.path[-1].role] >= ORDER[role]:
            self.path.pop()
        (self.path[-1].children if self.path else self.roots).append(node)
        self.path.append(node)
        self.label = None
        if entry.word:
            self.names.setdefault(role, entry.word.capitalize())
        self._use(entry)

    def _use(self, entry: Entry) -> None:
        self.lines.update(range(entry.line.number, entry.last + 1))

    def _take_bullet(self, entry: Entry) -> None:
        if self.label and self.path[-1].role in ("action", "step"):
            self._fill(self.label, entry.text)
            self._use(entry)
            return
        last = self.path[-1]
        if last.role == "action" and (entry.depth > 1 or not self._is_listed(last)):
            last.sub_items.append(entry.text)
            self._use(entry)
            return
        self._open(entry, "action")
        self.path[-1].extra = [("", "")]

    @staticmethod
    def _is_listed(node: Node) -> bool:
        """True for an action that was itself a bullet."""
        return node.extra == [("", "")]

    def _take_plain(self, entry: Entry, following: Entry | None) -> None:
        introduces = following is not None and following.kind == "bullet"
        if self.label and not entry.after_blank and not introduces:
            self._fill(self.label, entry.text)
            self._use(entry)
            return
        self.label = None
        if introduces and self._may_introduce(entry):
            self._open(entry, "objective")
        elif self.path[-1].role in ("action", "objective") and entry.text.endswith("."):
            self.path[-1].notes.append(entry.text)
            self._use(entry)

    def _may_introduce(self, entry: Entry) -> bool:
        known = self.lexicon.column_field(entry.text.rstrip(" :"))
        if known or self.worded_objectives:
            return False
        return not (self.path[-1].role == "action" and not self._is_listed(self.path[-1]))

    def _take_label(self, entry: Entry) -> None:
        self._use(entry)
        self.label = entry if not entry.text else None
        if entry.text:
            self._fill(entry, entry.text)

    def _fill(self, label: Entry, text: str) -> None:
        node = self.path[-1]
        match label.field:
            case "responsible":
                node.assignments.extend(read_people(text))
            case "collaborator":
                node.assignments.extend(read_people(f"{label.word} : {text}"))
            case "timeframe":
                node.timeframe_lines.append(text)
            case "result":
                node.results.append(ResultDraft(text))
            case "indicator" | "target":
                node.indicators.append(IndicatorDraft(text))
            case "status":
                node.status = read_status(text)
            case "cost":
                node.cost = text
            case "priority":
                node.priority = text
            case _:
                node.notes.append(text)

    def finished(self) -> list[Node]:
        """The roots, with the marks of construction taken off."""
        for root in self.roots:
            for node in root.walk():
                if self._is_listed(node):
                    node.extra = []
        return self.roots
