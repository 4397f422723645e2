"""Plans written as an outline: headings, lines, bullets and labelled lines, without a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..document import SourceDocument
from ..draft import Column, Layout, LevelRole
from ..language import Lexicon, TimeContext, normalise
from .freeze import freeze
from .numbering import ROLES
from .outline_cards import unfold_cards
from .outline_entries import Entry, read_entries
from .outline_roles import with_board_states, with_list_roles, with_number_roles
from .outline_tree import OutlineTree
from .plain_model import PlainReading, complete, text_lines

_CLOSING = re.compile(
    r"^(?:(?:les?|la|nos|notre|l'|the|our) ?)?(?:annexes?|conclusion|introduction|contexte|"
    r"mise en contexte|mission|vision|valeurs|preambule|sommaire|table des matieres|mandats?|"
    r"lexique|glossaire|acronymes?|presentation|references|bibliographie|suivi et evaluation|"
    r"historique|methodologie|diagnostic|portrait|mot d[eu]|remerciements|context|appendix|"
    r"background|values)\b"
)
_OTHER_KINDS = re.compile(
    r"\b(proces-verbal|compte[ -]rendu|ordre du jour|propose par|appuye par|unanimite|"
    r"communique de presse|pour (?:publication|diffusion) immediate|etats? financiers?|revenus|"
    r"depenses|previsions budgetaires|minutes of|press release|for immediate release|"
    r"levee de (?:la|l') ?\w+)\b|^communique\b|^- ?30 ?-$"
)
_PLAN_WORDS = re.compile(
    r"\b(plan d'action|plan de travail|plan strategique|planification|plan annuel|plan triennal|"
    r"plan quinquennal|plan de developpement|action plan|work plan|strategic plan)\b"
)
_TITLE_LINES = 8  # entries among which a plan says that it is one
_SENTENCE = 10  # words
_MINIMUM_LISTED = 0.5  # share of entries that are part of the tree when only the title says «plan»


def read_outline(
    document: SourceDocument, lexicon: Lexicon, context: TimeContext
) -> PlainReading | None:
    """The plan an outline holds, or ``None`` when nothing says that it is one."""
    entries = read_entries(text_lines(document), lexicon, joined=document.format == "txt")
    entries = unfold_cards(entries, lexicon)
    entries = with_board_states(_without_title(entries))
    entries = with_list_roles(with_number_roles(_with_heading_roles(entries)))
    if not entries or _is_other_kind(entries):
        return None
    tree = OutlineTree(lexicon)
    tree.has_boxes = any(e.ticked or "[" in e.line.raw[:8] for e in entries if e.ticked is not None)
    tree.plain_actions = not any(e.role == "action" or e.kind == "bullet" for e in entries)
    tree.worded_objectives = any(e.role == "objective" for e in entries)
    following: list[Entry | None] = [*entries[1:], None]
    for entry, after in zip(entries, following, strict=True):
        tree.read(entry, after)
    roots = tree.finished()
    roles = [node.role for root in roots for node in root.walk()]
    if roles.count("action") < 2 or not _is_plan(entries, len(roles)):
        return None
    complete(roots)
    elements, levels, issues = freeze(roots, tree.names, context)
    layout = Layout(
        columns=tuple(Column(level.name, level.role) for level in levels),
        nesting=tuple(level.role for level in levels if level.role != "action"),
        landscape=False,
        source_format=document.format,
    )
    confidence = 0.9 if _worded(entries) else 0.6
    return PlainReading(elements, levels, layout, issues, confidence, frozenset(tree.lines))


def _without_title(entries: list[Entry]) -> list[Entry]:
    """The title of the plan, when it wears the style of the headings under it, heads nothing."""
    if not entries or entries[0].kind != "heading":
        return entries
    if not _PLAN_WORDS.search(normalise(entries[0].text)):
        return entries
    return [replace(entries[0], kind="plain", depth=0), *entries[1:]]


def _worded(entries: Sequence[Entry]) -> int:
    return sum(entry.kind == "level" for entry in entries)


def _is_other_kind(entries: Sequence[Entry]) -> bool:
    """Minutes, budgets and news speak of plans and have lists; their own words give them away."""
    words = {m.group() for e in entries for m in _OTHER_KINDS.finditer(normalise(_full(e)))}
    return len(words) >= 2 and _worded(entries) < 3


def _full(entry: Entry) -> str:
    return f"{entry.word} {entry.text}"


def _is_plan(entries: Sequence[Entry], found: int) -> bool:
    labels = sum(e.field in ("responsible", "timeframe", "indicator") for e in entries)
    if _worded(entries) >= 2 or labels >= 2:
        return True
    titled = any(
        _PLAN_WORDS.search(normalise(e.text)) for e in entries[:_TITLE_LINES] if e.kind != "bullet"
    )
    told = sum(len(e.text.split()) for e in entries if _is_prose(e))
    listed = sum(len(e.text.split()) for e in entries if not _is_prose(e))
    return titled and found >= _MINIMUM_LISTED * len(entries) and told <= listed


def _is_prose(entry: Entry) -> bool:
    """Sentences that stand alone, as news and letters have them."""
    long = len(entry.text.split()) >= _SENTENCE
    return entry.kind == "plain" and long and entry.text.endswith((".", "»", "!", "?"))


def _with_heading_roles(entries: list[Entry]) -> list[Entry]:
    """Headings without a level word take their place from the headings that have one."""
    depths = _structural_depths(entries)
    if not depths:
        return entries
    worded = {e.depth: e.role for e in entries if e.role and e.depth}
    if not worded and sum(e.role in ("axis", "orientation") for e in entries) > 1:
        return entries
    places = _places(depths, worded, _ends_in_labels(entries, max(depths)))
    first = next((i for i, e in enumerate(entries) if e.depth in worded), 0)
    return entries[:first] + [_placed(entry, places, worded) for entry in entries[first:]]


def _structural_depths(entries: list[Entry]) -> list[int]:
    """Heading levels under which something is listed, the document's own title left out."""
    depths: set[int] = set()
    for entry, after in pairwise(entries):
        heads = entry.depth and entry.kind in ("heading", "level") and not _is_closing(entry)
        if heads and (after.kind != "heading" or after.depth > entry.depth):
            depths.add(entry.depth)
    titles = [e for e in entries if e.kind in ("heading", "level") and e.depth]
    alone = bool(titles) and sum(e.depth == titles[0].depth for e in titles) == 1
    if alone and titles[0].kind == "heading":
        depths.discard(titles[0].depth)
    return sorted(depths)


def _is_closing(entry: Entry) -> bool:
    return entry.kind == "heading" and bool(_CLOSING.match(normalise(entry.text)))


def _ends_in_labels(entries: list[Entry], depth: int) -> bool:
    """True when the deepest headings are followed by labelled lines: they are actions."""
    after = [b for a, b in pairwise(entries) if a.depth == depth and a.kind == "heading"]
    return bool(after) and sum(e.kind == "label" for e in after) * 2 > len(after)


def _places(
    depths: list[int], worded: dict[int, LevelRole], labelled: bool
) -> dict[int, LevelRole]:
    if worded:
        top = min(worded)
        start = ROLES.index(worded[top])
        below = [d for d in depths if d > top]
        names = ROLES[max(start + 1, 2) :] if len(below) < 2 else ROLES[start + 1 :]
        places = dict(zip(below, names, strict=False))
    else:
        ladder: tuple[LevelRole, ...] = ("orientation", "objective", "action")
        last = 3 if labelled else 2
        chosen = ladder[:1] if len(depths) == 1 else ladder[:last][-len(depths) :]
        places = dict(zip(depths[-len(chosen) :], chosen, strict=False))
    if labelled and depths and len(depths) > 1:
        places[max(depths)] = "action"
    return places


def _placed(entry: Entry, places: dict[int, LevelRole], worded: dict[int, LevelRole]) -> Entry:
    if entry.kind != "heading" or _is_closing(entry) or entry.depth in worded:
        return entry
    return replace(entry, role=places.get(entry.depth))
