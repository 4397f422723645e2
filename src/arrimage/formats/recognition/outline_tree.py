"""An outline read line by line into a tree: what each line is depends on what stands above it."""

from __future__ import annotations

from dataclasses import replace

from ..draft import IndicatorDraft, LevelRole, ResultDraft, StatusDraft
from ..language import Lexicon, read_people, read_status
from .doubts import doubt_about
from .fields import part_times
from .nodes import Node
from .numbering import ORDER, split_code
from .outline_entries import LABELLED, Entry, cut_inline_labels
from .plain_model import anchored


class OutlineTree:
    """Grows the tree of an outline, entry after entry."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.roots: list[Node] = []
        self.names: dict[LevelRole, str] = {}
        self.path: list[Node] = []
        self.label: Entry | None = None
        self.depth = 1  # of the bullets that are actions
        self.lines: set[int] = set()
        self.worded_objectives = False
        self.has_boxes = False
        self.plain_actions = False  # no bullet, number or word marks the actions
        self.indent = 0  # of the last action of a list
        self.owner: Node | None = None  # whom the labels under a list speak of

    def read(self, entry: Entry, following: Entry | None) -> None:
        """Take one entry; ``following`` tells whether a plain line introduces a list."""
        if entry.kind != "label":
            self.owner = None
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
        node = Node(role, title, entry.number, anchored(entry.line, entry.last))
        while self.path and ORDER[self.path[-1].role] >= ORDER[role]:
            self.path.pop()
        siblings = self.path[-1].children if self.path else self.roots
        known = (n for n in siblings if (n.role, n.number, n.title) == (role, node.number, title))
        if entry.shared and (same := next(known, None)):
            self.path.append(same)
            return
        siblings.append(node)
        self.path.append(node)
        self.label = None
        if role == "action":
            self._read_inline(node, entry)
        if entry.word:
            self.names.setdefault(role, entry.word.capitalize())
        self._use(entry)

    def _read_inline(self, node: Node, entry: Entry) -> None:
        """The box and the labels that stand in the line of an action."""
        node.title, labels = cut_inline_labels(node.title, self.lexicon)
        for word, field, value in labels:
            self._fill(Entry("label", value, entry.line, field=field, word=word), value)
        if entry.ticked is not None and self.has_boxes:
            printed = "☑" if entry.ticked else "☐"
            node.status = StatusDraft(printed, "done" if entry.ticked else "planned", "explicit")

    def _use(self, entry: Entry) -> None:
        last = entry.last.number if entry.last else entry.line.number
        self.lines.update(range(entry.line.number, last + 1))

    def _take_bullet(self, entry: Entry) -> None:
        if self.label:
            self._fill(self.label, entry.text)
            self._use(entry)
            return
        last = self.path[-1]
        if last.role == "action" and (entry.depth > self.depth or not self._is_listed(last)):
            last.sub_items.append(entry.text)
            self._use(entry)
            return
        number, title = split_code(entry.text)
        coded = title and ("." in number or not entry.number)  # «1. 2.1.3 Tenir…»
        self._open(replace(entry, number=number, text=title) if coded else entry, "action")
        self.depth = entry.depth
        self.indent = len(entry.line.raw) - len(entry.line.raw.lstrip())
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
        self.label = self._as_label(entry) if introduces else None
        if self.label:
            self._use(entry)
        elif self.plain_actions and self._is_labelled(following):
            self._open(entry, "action")
        elif introduces and self._may_introduce(entry):
            self._open(entry, "objective")
        elif self.path[-1].role in ("action", "objective") and entry.text.endswith("."):
            self.path[-1].notes.append(entry.text)
            self._use(entry)

    def _as_label(self, entry: Entry) -> Entry | None:
        """«Indicateurs» above a list is a label, with or without its colon."""
        found = self.lexicon.column_field(entry.text.rstrip(" :"))
        return replace(entry, field=found[0]) if found and found[0] in LABELLED else None

    def _is_labelled(self, following: Entry | None) -> bool:
        """True for a plain line above labels, unless an action still waits for its own."""
        if following is None or following.kind != "label":
            return False
        last = self.path[-1]
        waits = last.role == "action" and not (last.assignments or last.timeframe_lines)
        return not waits

    def _may_introduce(self, entry: Entry) -> bool:
        known = self.lexicon.column_field(entry.text.rstrip(" :"))
        if known or self.worded_objectives:
            return False
        return not (self.path[-1].role == "action" and not self._is_listed(self.path[-1]))

    def _take_label(self, entry: Entry) -> None:
        self._use(entry)
        self.label = entry if not entry.text else None
        if self.owner is None and self._speaks_of_list(entry):
            self.owner = self.path[-2]
            self.owner.doubt(doubt_about("label_after_list", entry.word))
        if entry.text:
            self._fill(entry, entry.text)

    def _speaks_of_list(self, entry: Entry) -> bool:
        """True for a label set outside a list of several actions of which none has its own."""
        last = self.path[-1]
        if len(self.path) < 2 or not self._is_listed(last) or entry.line.paragraph.list_level:
            return False
        indent = len(entry.line.raw) - len(entry.line.raw.lstrip())
        actions = self.path[-2].children
        said = any(a.assignments or a.timeframe_lines or a.indicators or a.results for a in actions)
        return len(actions) > 1 and not said and indent <= self.indent

    def _fill(self, label: Entry, text: str) -> None:
        node = self.owner or self.path[-1]
        match label.field:
            case "responsible":
                people, times = part_times(read_people(text))
                node.assignments.extend(people)
                node.timeframe_lines.extend(times)
            case "collaborator":
                others = (replace(each, role="collaborator") for each in read_people(text))
                node.assignments.extend(others)
            case "timeframe":
                node.timeframe_lines.append(text)
            case "result":
                node.results.extend(ResultDraft(each) for each in _listed(text))
            case "indicator" | "target":
                node.indicators.extend(IndicatorDraft(each) for each in _listed(text))
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


def _listed(text: str) -> list[str]:
    """«Un guide; Deux ateliers»: each part that begins like a sentence, else the whole text."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    return parts if all(part[0].isupper() or part[0].isdigit() for part in parts) else [text]
