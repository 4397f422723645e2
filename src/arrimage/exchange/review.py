"""A review ready for a template: the doubts first, the tree as read, the source beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arrimage.formats import exact
from arrimage.formats.draft import ElementDraft, PlanDraft
from arrimage.plans.drafts import unpack
from arrimage.plans.queries import anchor_label

from . import phrases
from .asked import IssueGroup, ReviewIssue, groups_of, is_asked, issue_of, place_of
from .journal import KEEPS
from .models import ImportRun
from .remedies import Around
from .repairs import CODE as REPAIR
from .scan import RepairGroup, repair_groups
from .source_view import fragments

SHOWN = 6  # issues of one kind that are shown at once
NEAR = 5  # words shown on each side of a repair


@dataclass(frozen=True, slots=True)
class ReviewNode:
    """A part of the draft; ``facts`` sums up in a sentence what it carries."""

    key: str
    depth: int
    level: int
    level_name: str
    role: str
    number: str
    title: str
    source_title: str  # the document's words when somebody changed them, else ""
    facts: str
    doubts: tuple[ReviewIssue, ...]
    label: str
    fragment: str
    page: int | None
    level_above: str  # name of the level above, or nothing
    level_below: str
    has_sub_items: bool
    is_placed: bool  # in the plan already: its branch was accepted
    box: tuple[float, ...]  # x0, top, x1, bottom in points of the page, or empty
    parent_key: str
    children: tuple[ReviewNode, ...]

    def walk(self) -> Iterator[ReviewNode]:
        """This node, then those below."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class LevelCount:
    """A level of the draft and how many elements it has."""

    rank: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part that was read and left out; it can be brought back."""

    key: str
    number: str
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that the review screen prints. ``source_view``: see ``source_view.py``."""

    run: ImportRun
    version: int
    title: str
    organization: str
    period: str
    levels: tuple[LevelCount, ...]
    nodes: tuple[ReviewNode, ...]
    draft: PlanDraft = field(repr=False)
    elements: dict[str, ElementDraft] = field(repr=False)  # by key
    groups: tuple[IssueGroup, ...]  # what is open, doubts before what the plan lacks
    open_issues: tuple[ReviewIssue, ...]
    settled_issues: tuple[ReviewIssue, ...]
    findings: tuple[ReviewIssue, ...]  # about the document as a whole: nothing to decide
    repairs: tuple[RepairGroup, ...]  # what a scan probably damaged
    last_gesture: str  # title of the part that the last gesture was about, when it can be undone
    can_undo: bool
    dropped: tuple[Dropped, ...]
    names: int  # distinct names that carry something
    columns: int  # of the document
    known_columns: int
    total: int
    with_doubt: int
    notices: tuple[str, ...]
    source_view: dict[str, Any]
    view_notice: str  # said when the source is too long to be shown whole, else ""

    @property
    def branches(self) -> tuple[ReviewNode, ...]:
        """The two highest levels: what can be accepted apart."""
        return tuple(
            node for node in self.flat if node.depth < 2 and (not node.depth or node.children)
        )

    @property
    def flat(self) -> tuple[ReviewNode, ...]:
        """Every node in reading order."""
        return tuple(node for root in self.nodes for node in root.walk())


def review_of(run: ImportRun) -> Review:
    """The review of a run whose draft was read; no query is made here."""
    draft = unpack(run.draft or {})
    view = run.source_view or {}
    places = fragments(view)
    around = Around(draft, run)
    elements = around.elements
    here = [
        issue_of(index, stored, places, elements.get(stored["element"]), around)
        for index, stored in enumerate(run.issues)
        if not stored["element"] or stored["element"] in elements
    ]
    asked = [issue for issue in here if is_asked(issue)]
    still_open = [issue for issue in asked if not issue.decision]
    about: dict[str, list[ReviewIssue]] = defaultdict(list)
    for issue in still_open:
        if issue.severity != "info":
            about[issue.element].append(issue)
    tree = _Tree(draft, about, places, frozenset(run.placed))
    nodes = tuple(tree.node(element, 0, "") for element in draft.elements)
    keys = set(elements)
    columns = [column for column in draft.layout.columns if column.header]
    groups = tuple(groups_of(still_open))
    last = run.journal[-1] if run.journal else {"gesture": KEEPS}
    return Review(
        run=run,
        version=run.version,
        title=draft.title,
        organization=draft.organization,
        period=_period(draft),
        levels=_levels(draft),
        nodes=nodes,
        draft=draft,
        elements=elements,
        groups=groups,
        open_issues=tuple(issue for group in groups for issue in group.issues),
        settled_issues=tuple(issue for issue in asked if issue.decision),
        findings=tuple(i for i in here if not is_asked(i) and i.code != REPAIR),
        repairs=repair_groups(run, draft),
        last_gesture=last.get("title", ""),
        can_undo=last["gesture"] != KEEPS,
        dropped=tuple(_dropped(run, keys)),
        names=len({a.name for element in elements.values() for a in element.assignments}),
        columns=len(columns),
        known_columns=sum(column.field != "unknown" for column in columns),
        total=len(keys),
        with_doubt=len(keys & {key for key, found in about.items() if found}),
        notices=tuple(run.notices),
        source_view=view,
        view_notice=str(phrases.VIEW_CUT) if view.get("is_cut") else "",
    )


@dataclass(frozen=True, slots=True)
class _Tree:
    """What every node of a review looks up."""

    draft: PlanDraft
    about: dict[str, list[ReviewIssue]]
    places: frozenset[str]
    placed: frozenset[str]

    def node(self, element: ElementDraft, depth: int, parent_key: str) -> ReviewNode:
        level = self.draft.levels[element.level]
        anchor = exact.encode(element.anchor)
        return ReviewNode(
            key=element.key,
            depth=depth,
            level=element.level,
            level_name=level.name,
            role=level.role,
            number=element.number,
            title=element.title,
            source_title=element.source_title,
            facts=facts(element),
            doubts=tuple(self.about.get(element.key, ())),
            label=anchor_label(anchor),
            fragment=place_of(anchor, self.places),
            page=element.anchor.page,
            level_above=self.name_of(element.level - 1),
            level_below=self.name_of(element.level + 1),
            has_sub_items=bool(element.sub_items),
            is_placed=element.key in self.placed,
            box=element.anchor.box or (),
            parent_key=parent_key,
            children=tuple(self.node(c, depth + 1, element.key) for c in element.children),
        )

    def name_of(self, level: int) -> str:
        """The name of a level, or nothing."""
        levels = self.draft.levels
        return levels[level].name if 0 <= level < len(levels) else ""


def facts(element: ElementDraft) -> str:
    """What an element carries, in a line: «Direction · 2026-2027 · 2 résultats · En cours»."""
    names = ", ".join(assignment.name for assignment in element.assignments)
    when = element.timeframe_text or ", ".join(t.text for t in element.timeframes)
    counted = [
        ngettext("%(n)s\u00a0sous-point", "%(n)s\u00a0sous-points", len(element.sub_items))
        % {"n": len(element.sub_items)},
        ngettext("%(n)s\u00a0résultat", "%(n)s\u00a0résultats", len(element.results))
        % {"n": len(element.results)},
        ngettext("%(n)s\u00a0indicateur", "%(n)s\u00a0indicateurs", len(element.indicators))
        % {"n": len(element.indicators)},
    ]
    sizes = (len(element.sub_items), len(element.results), len(element.indicators))
    numbers = [text for text, size in zip(counted, sizes, strict=True) if size]
    years = ", ".join(_("An %(number)s") % {"number": year} for year in element.years_marked)
    quarters = ", ".join(element.quarters_marked)
    status = element.status.text if element.status else ""
    parts = [names, " ".join(when.split()), years, quarters, *numbers, status]
    return " · ".join(part for part in parts if part)


def _period(draft: PlanDraft) -> str:
    period = draft.period
    if period is None:
        return ""
    if period.text:
        return period.text
    years = [str(day.year) for day in (period.start, period.end) if day]
    return "-".join(dict.fromkeys(years))


def _levels(draft: PlanDraft) -> tuple[LevelCount, ...]:
    counts = Counter(element.level for element in draft.walk())
    return tuple(
        LevelCount(rank, level.name, counts[rank]) for rank, level in enumerate(draft.levels)
    )


def _dropped(run: ImportRun, keys: set[str]) -> Iterator[Dropped]:
    """The tops of what was left out."""
    if run.original_draft == run.draft:
        return
    stack = list(reversed(unpack(run.original_draft or {}).elements))
    while stack:
        element = stack.pop()
        if element.key not in keys:
            label = anchor_label(exact.encode(element.anchor))
            yield Dropped(element.key, element.number, element.title, label)
        else:
            stack.extend(reversed(element.children))
