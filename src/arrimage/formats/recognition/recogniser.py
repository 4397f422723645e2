"""The steps of recognition, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..document import SourceDocument
from ..draft import Column, ElementDraft, Issue, Layout, LevelRole, PlanDraft, PlanYear, Reading
from ..language import TimeContext
from ..language.lexicon import Lexicon
from ..language.text import fold_phrase
from .calendar import read_calendar
from .checks import check_reading
from .decide import Kind
from .doubts import doubt_about
from .freeze import freeze
from .guess import Guess, guess_columns, is_to_do
from .headers import Header
from .legend import read_legend
from .metadata import (
    find_acronyms,
    find_footnotes,
    find_general_objective,
    find_notes,
    find_passage,
    find_title,
    find_update,
    find_values,
    read_surroundings,
)
from .nesting import reshape
from .nodes import Node
from .numbering import ORDER, ROLES
from .organisation import find_organisation, infer_acronym
from .plaintext import PlainReading, is_scattered, read_plain_text
from .status import settle
from .tables import read_tables
from .words import RememberedLexicon

_SAID = (
    "assignments", "timeframe_lines", "years", "quarters", "results", "indicators", "status",
    "cost", "priority", "notes", "extra",
)  # fmt: skip
_SCATTERED = (
    "Ce texte vient d’un tableau dont les cellules ont été imprimées colonne après colonne\u00a0: "
    "on ne sait plus quelle échéance ni quel responsable va avec quelle action. Aucun plan n’a été "
    "importé\u00a0; déposez le document d’origine (PDF, Word ou Excel)."
)
_TEMPLATE = (
    "Ce document est un gabarit de plan\u00a0: ses colonnes sont prêtes, mais aucun objectif ni "
    "aucune action n’y est écrit. Aucun plan n’a été importé\u00a0; déposez le plan une fois "
    "rempli."
)
_GUESSED = {
    "action": "les actions",
    "timeframe": "les échéances",
    "responsible": "les responsables",
}
_DAY = re.compile(r"\b\d{1,2}(?:er)? [a-zà-ÿ]{3,9}\.? \d{4}\b|\b\d{4}-\d\d-\d\d\b", re.I)
_FEW = 3  # actions under which the running text is tried too


class Recogniser:
    """One document being read. Use it once."""

    def __init__(
        self, document: SourceDocument, lexicon: Lexicon, *, may_guess: bool = True
    ) -> None:
        self.document = document
        self.lexicon = lexicon
        self.around = read_surroundings(document, lexicon)
        self.kind = Kind(document, self.around, lexicon)
        self._may_guess = may_guess and not self.kind.name
        self.legend = read_legend(document)
        self.tables = read_tables(document, lexicon, self.legend)
        self.title = find_title(document, self.around)
        self.context = read_calendar(self.title, self.around, self.tables.tree.calendar)

    def run(self) -> Reading:
        """The reading: a draft with its issues, or the reason why there is none."""
        roots = reshape(self.tables.tree.roots)
        found = _count(roots)
        plain = self._plain() if found < _FEW else None
        if plain and _count_drafts(plain.elements) > found:
            if self.kind.is_no_plan((), _plain_evidence(plain)):
                return self._refused()
            return self._from_text(plain)
        columns = [slot.column for header in self.tables.headers for slot in header.slots]
        roles = [node.role for root in roots for node in root.walk()]
        if self.tables.is_template and not found and not self.kind.is_no_plan(columns, roles):
            return self._from_tables(roots) if roots else Reading(None, (), _TEMPLATE)
        to_do = any(is_to_do(node.title) for root in roots for node in root.walk())
        events = not to_do and _are_dated(roots)
        if not found or self.kind.is_no_plan(columns, roles, of_events=events, to_do=to_do):
            return self._refused()
        return self._from_tables(roots)

    def _refused(self) -> Reading:
        guess = guess_columns(self.document, self.lexicon) if self._may_guess else {}
        if guess:
            words = {**self.lexicon.columns, **guess}
            lexicon = RememberedLexicon(self.lexicon.tables, words, self.lexicon.levels)
            return self._told(Recogniser(self.document, lexicon, may_guess=False).run(), guess)
        if is_scattered(self.document, self.lexicon):
            return Reading(None, (), _SCATTERED)
        return Reading(None, (), self.kind.refusal())

    def _told(self, reading: Reading, guess: Guess) -> Reading:
        """The reading, with the columns that were guessed said first."""
        if reading.draft is None:
            return reading
        columns = [c for c in reading.draft.layout.columns if fold_phrase(c.header) in guess]
        said = ", ".join(f"«\u00a0{c.header}\u00a0» ({_GUESSED[c.field]})" for c in columns)
        issue = doubt_about("columns_guessed", columns=said)
        return replace(reading, issues=(issue, *reading.issues))

    def _plain(self) -> PlainReading | None:
        return read_plain_text(self.document, self.lexicon, self.context)

    def _from_tables(self, roots: Sequence[Node]) -> Reading:
        nodes = [node for root in roots for node in root.walk()]
        _number_from_children(roots)
        for node in nodes:
            _lift_only_step(node)
        settle(nodes, self.legend)
        actions = [n for n in nodes if n.role in ("action", "step")]
        bold = any(n.bold for n in actions) and not all(n.bold for n in actions)
        elements, levels, doubts = freeze(roots, self.tables.tree.names, self.context)
        draft = self._draft(replace(PlanDraft(), levels=levels, elements=elements))
        draft = replace(draft, layout=self._layout([level.role for level in levels]))
        issues = (
            *self.tables.issues,
            *doubts,
            *check_reading(draft.layout.columns, self.legend, bold=bold),
            *([] if actions else [doubt_about("no_actions")]),
        )
        return self._finished(draft, issues)

    def _from_text(self, plain: PlainReading) -> Reading:
        draft = PlanDraft(levels=plain.levels, elements=plain.elements, layout=plain.layout)
        issues = (*plain.issues, *check_reading((), self.legend, bold=False))
        return self._finished(self._draft(draft), issues)

    def _draft(self, draft: PlanDraft) -> PlanDraft:
        around, context = self.around, self.context
        return replace(
            draft,
            title=self.title,
            organization=find_organisation(self.document, around, self.title),
            period=context.period,
            fiscal_year_start=context.fiscal_year_start,
            updated_on=find_update(around),
            mission=find_passage(around, "mission"),
            vision=find_passage(around, "vision"),
            values=find_values(around),
            general_objective=find_general_objective(around),
            acronyms=find_acronyms(around),
            footnotes=find_footnotes(self.document, self.around),
            notes=find_notes(around, max(self.tables.used, default=0)),
            years=self._years(context, draft),
        )

    def _years(self, context: TimeContext, draft: PlanDraft) -> tuple[PlanYear, ...]:
        marked = {year for node in draft.walk() for year in node.years_marked}
        return context.years if marked or self.tables.tree.calendar else ()

    def _finished(self, draft: PlanDraft, issues: Sequence[Issue]) -> Reading:
        if not draft.organization:
            texts = [node.title for node in draft.walk()]
            if name := infer_acronym([draft.title, draft.general_objective, *texts]):
                draft = replace(draft, organization=name)
                issues = (*issues, doubt_about("organization_inferred", name, name=name))
        draft = _axis_as_orientation(draft)
        notices = (Issue("source_notice", notice, "info") for notice in self.document.notices)
        return Reading(draft, (*issues, *notices))

    def _layout(self, roles: Sequence[LevelRole]) -> Layout:
        header = _widest(self.tables.headers)
        columns = _columns(header, self.tables.headers)
        as_columns = {column.field for column in columns}
        nesting = tuple(role for role in ROLES if role in roles and role not in as_columns)
        return Layout(columns, nesting, self.document.landscape, self.document.format)


def _widest(headers: Sequence[Header]) -> Header | None:
    return max(headers, key=lambda header: len(header.slots), default=None)


def _columns(widest: Header | None, headers: Sequence[Header]) -> tuple[Column, ...]:
    """The columns of the widest table, then those that only other tables have."""
    columns = [slot.column for slot in widest.slots] if widest else []
    known = {(column.field, column.key) for column in columns}
    for header in headers:
        for slot in header.slots:
            kind = (slot.field, slot.column.key)
            if kind not in known and slot.field not in ("unknown", "year", "quarter"):
                known.add(kind)
                columns.append(slot.column)
    return tuple(columns)


def _are_dated(roots: Sequence[Node]) -> bool:
    """Whether each thing takes place on its day, as events do."""
    nodes = [node for root in roots for node in root.walk() if node.says_something]
    days = [_DAY.search(" ".join(node.timeframe_lines)) for node in nodes]
    return all(days)


def _count(roots: Sequence[Node]) -> int:
    return sum(node.role in ("objective", "action", "step") for r in roots for node in r.walk())


def _count_drafts(elements: Sequence[ElementDraft]) -> int:
    return sum(1 for root in elements for node in root.walk() if not node.children)


def _plain_evidence(plain: PlainReading) -> list[str]:
    """The kinds of columns that an outline plays: its levels, and what is said of its actions."""
    nodes = [node for root in plain.elements for node in root.walk()]
    said = {
        "responsible": any(node.assignments for node in nodes),
        "timeframe": any(node.timeframe_text for node in nodes),
        "indicator": any(node.indicators or node.results for node in nodes),
        "status": any(node.status for node in nodes),
    }
    return [
        *(level.role for level in plain.levels),
        *(field for field, is_said in said.items() if is_said),
    ]


def _axis_as_orientation(draft: PlanDraft) -> PlanDraft:
    """An axis above which and under which there is no orientation is the plan's orientation."""
    roles = [level.role for level in draft.levels]
    if "axis" not in roles or "orientation" in roles:
        return draft
    levels = tuple(replace(v, role="orientation") if v.role == "axis" else v for v in draft.levels)
    columns = tuple(
        replace(c, field="orientation") if c.field == "axis" else c for c in draft.layout.columns
    )
    nesting: tuple[LevelRole, ...] = tuple(
        "orientation" if role == "axis" else role for role in draft.layout.nesting
    )
    return replace(
        draft, levels=levels, layout=replace(draft.layout, columns=columns, nesting=nesting)
    )


def _lift_only_step(node: Node) -> None:
    """What a row says beside an action and its only step is said of the action."""
    if node.role != "action" or len(node.children) != 1 or node.assignments or node.results:
        return
    step = node.children[0]
    if node.timeframe_lines or step.children:
        return
    for name in _SAID:
        setattr(node, name, getattr(step, name))
        setattr(step, name, getattr(Node("step", ""), name))


def _number_from_children(roots: Sequence[Node]) -> None:
    """An orientation printed without a number, whose objectives are all numbered 2.x, is 2."""
    for root in roots:
        heads = {child.number.split(".")[0] for child in root.children if "." in child.number}
        if not root.number and len(heads) == 1 and ORDER[root.role] < ORDER["action"]:
            root.number = heads.pop()
