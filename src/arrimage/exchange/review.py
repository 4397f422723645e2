"""A review ready for a template: the doubts first, the tree as read, the source beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arrimage.formats import exact
from arrimage.formats.doctor import KINDS, Gesture
from arrimage.formats.draft import ElementDraft, PlanDraft
from arrimage.plans.drafts import unpack
from arrimage.plans.queries import anchor_fragment, anchor_label

from . import phrases
from .models import ImportRun
from .source_view import fragments


@dataclass(frozen=True, slots=True)
class Remedy:
    """A gesture that answers a doubt: keep, resolve, reword, level, move or drop."""

    gesture: str
    label: str


@dataclass(frozen=True, slots=True)
class ReviewIssue:
    """A doubt or finding; ``index`` is the one that ``decide_issue`` takes."""

    index: int
    code: str
    message: str
    severity: str
    quote: str
    element: str
    label: str  # «p. 4, tableau 2, rangée 3»
    fragment: str
    page: int | None
    decision: str
    remedies: tuple[Remedy, ...]


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
    open_issues: tuple[ReviewIssue, ...]
    settled_issues: tuple[ReviewIssue, ...]
    findings: tuple[ReviewIssue, ...]  # for information: nothing to decide
    dropped: tuple[Dropped, ...]
    total: int
    with_doubt: int
    notices: tuple[str, ...]
    source_view: dict[str, Any]
    view_notice: str  # said when the source is too long to be shown whole, else ""

    @property
    def flat(self) -> tuple[ReviewNode, ...]:
        """Every node in reading order."""
        return tuple(node for root in self.nodes for node in root.walk())


def review_of(run: ImportRun) -> Review:
    """The review of a run whose draft was read; no query is made here."""
    draft = unpack(run.draft or {})
    view = run.source_view or {}
    places = fragments(view)
    issues = [_issue(index, stored, places) for index, stored in enumerate(run.issues)]
    asked = [issue for issue in issues if issue.severity != "info"]
    about: dict[str, list[ReviewIssue]] = defaultdict(list)
    for issue in asked:
        if not issue.decision:
            about[issue.element].append(issue)
    tree = _Tree(draft, about, places)
    nodes = tuple(tree.node(element, 0, "") for element in draft.elements)
    keys = {element.key for element in draft.walk()}
    return Review(
        run=run,
        version=run.version,
        title=draft.title,
        organization=draft.organization,
        period=_period(draft),
        levels=_levels(draft),
        nodes=nodes,
        open_issues=tuple(issue for issue in asked if not issue.decision),
        settled_issues=tuple(issue for issue in asked if issue.decision),
        findings=tuple(issue for issue in issues if issue.severity == "info"),
        dropped=tuple(_dropped(run, keys)),
        total=len(keys),
        with_doubt=len(keys & {key for key, found in about.items() if found}),
        notices=tuple(run.notices),
        source_view=view,
        view_notice=str(phrases.VIEW_CUT) if view.get("is_cut") else "",
    )


def _place(anchor: dict[str, Any], places: frozenset[str]) -> str:
    """The fragment of an anchor, or nothing when the view does not show that place."""
    fragment = anchor_fragment(anchor)
    return fragment if fragment in places else ""


def _issue(index: int, stored: dict[str, Any], places: frozenset[str]) -> ReviewIssue:
    anchor = stored["anchor"]
    return ReviewIssue(
        index=index,
        code=stored["code"],
        message=stored["message"],
        severity=stored["severity"],
        quote=stored["quote"],
        element=stored["element"],
        label=anchor_label(anchor),
        fragment=_place(anchor, places),
        page=anchor.get("page"),
        decision=stored["decision"],
        remedies=_remedies(stored),
    )


LABELS: dict[Gesture, str | Promise] = {
    "resolve": phrases.RESOLVE,
    "reword": phrases.REWORD,
    "level": phrases.RELEVEL,
    "move": phrases.MOVE,
    "drop": phrases.DROP,
    "keep": phrases.KEEP,
}
ON_ELEMENT = ("reword", "level", "move", "drop")


def _remedies(stored: dict[str, Any]) -> tuple[Remedy, ...]:
    """Those that the doctor names for a finding; every gesture for a doubt about the reading."""
    kind = KINDS.get(stored["code"])
    offered = kind.remedies if kind else tuple(LABELS)
    return tuple(
        Remedy(gesture, str(LABELS[gesture]))
        for gesture in offered
        if stored["element"] or gesture not in ON_ELEMENT
    )


@dataclass(frozen=True, slots=True)
class _Tree:
    """What every node of a review looks up."""

    draft: PlanDraft
    about: dict[str, list[ReviewIssue]]
    places: frozenset[str]

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
            fragment=_place(anchor, self.places),
            page=element.anchor.page,
            box=element.anchor.box or (),
            parent_key=parent_key,
            children=tuple(self.node(c, depth + 1, element.key) for c in element.children),
        )


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
