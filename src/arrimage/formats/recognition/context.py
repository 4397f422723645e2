"""What stands above a row: headings, banners and bands, and the level each of them names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..document import Anchor
from ..draft import LevelRole
from ..language.lexicon import Lexicon
from ..language.text import normalise
from .lines import squeeze
from .metadata import PLAN_WORDS
from .numbering import ORDER, ROLES, Heading, read_heading, split_letter

BANNER, LINE, BAND = 10, 20, 30  # ranks; headings use 1 to 9

_GENERIC = re.compile(
    r"^(?:\d+[.)]?\s*)?(?:notre |nos |des |le |la |les |our |the )?"
    r"(?:tableaux?|synthese|sommaire|annexes?|legende|introduction|table des matieres|contexte|"
    r"mise en contexte|mission|vision|valeurs|notes?|calendrier|echeancier|budget|"
    r"objectif (?:general|global)|"
    r"suivi|bilan|orientations?|objectifs?|actions?|axes?|resume|liste|presentation|conclusion|"
    r"action plan|work plan|appendix|overview|summary|fiches?)\b(?! (?:\d|[ivx]+\b))"
)
_CARD = re.compile(
    r"^fiches?(?: (?:d')?\w+)?\s*(?:n[o°º.]*|#)?\s*(?P<number>[a-z]?\d[\w.-]*)\s*(?:[:–-].*)?$"
)
_LONGEST = 70  # words
_UNDER_AXIS: tuple[LevelRole, ...] = ("objective", "orientation")
_OPENING: tuple[LevelRole, ...] = ("orientation", "objective", "axis")


@dataclass(frozen=True, slots=True)
class Entry:
    """A title in force; ``rank`` orders the titles that name no level."""

    heading: Heading
    rank: int
    anchor: Anchor
    talked: bool = False

    def is_above(self, other: Entry) -> bool:
        """Whether this title still holds once ``other`` is printed."""
        if self.heading.role and other.heading.role:
            return ORDER[self.heading.role] < ORDER[other.heading.role]
        if self.heading.role and self.rank < BANNER <= other.rank:
            return ORDER[self.heading.role] < ORDER["objective"]
        if other.heading.role and other.rank < BANNER <= self.rank:
            return ORDER[other.heading.role] >= ORDER["objective"]
        return self.rank < other.rank


class Titles:
    """The titles in force while a document is read from top to bottom."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._stack: list[Entry] = []
        self._band_fills: list[str] = []
        self.card_number = ""  # «Fiche action n° 3»
        self.ignored: frozenset[str] = frozenset()  # texts that are titles of nothing

    def read(self, text: str, rank: int, anchor: Anchor) -> Entry | None:
        """Put a title in force, unless it is a title of nothing («Annexe», «Plan d'action»)."""
        if text in self.ignored:
            return None
        text = squeeze(text)
        heading = read_heading(text, self._lexicon)
        if heading is None:
            if len(text.split()) > _LONGEST:
                return None
            number, title = split_letter(text)
            heading = Heading(title, number)
        entry = Entry(heading, max(rank, self._rank_below(heading, rank)), anchor)
        while self._stack and not self._stack[-1].is_above(entry):
            self._stack.pop()
        card = _CARD.match(normalise(text))
        is_bare_card = card is not None and card.end("number") == len(normalise(text))
        if heading.role is None and (is_generic(text) or is_bare_card):
            self.card_number = card["number"].upper() if card else ""
            return None
        if self._completes_last(heading):
            last = self._stack.pop()
            entry = replace(last, heading=replace(last.heading, title=text))
        self._stack.append(entry)
        return entry

    def _rank_below(self, heading: Heading, rank: int) -> int:
        """«1.2» stands below «1», and «A1» below «A», even when both are printed alike."""
        above = heading.number.rpartition(".")[0] or re.sub(r"\d+$", "", heading.number)
        found = (e.rank for e in self._stack if above and e.heading.number == above)
        return max((known + 1 for known in found if known >= BANNER and rank >= BANNER), default=0)

    def _completes_last(self, heading: Heading) -> bool:
        """«ORIENTATION 1» alone on its line takes its title from the next one."""
        last = self._stack[-1].heading if self._stack else None
        return heading.role is None and last is not None and bool(last.role) and not last.title

    def band_rank(self, fill: str) -> int:
        """Rank of an unnamed band: a colour first seen under another stands below it."""
        if fill not in self._band_fills:
            self._band_fills.append(fill)
        return BAND + self._band_fills.index(fill)

    def roles(self) -> frozenset[LevelRole]:
        """The levels that the titles in force name."""
        return frozenset(e.heading.role for e in self._stack if e.heading.role)

    def pop_last(self) -> Entry | None:
        """Take the nearest title away (it turned out to name an action)."""
        return self._stack.pop() if self._stack else None

    def talk(self) -> None:
        """Running text: the title above it heads a passage, maybe not a table."""
        if self._stack and self._stack[-1].heading.role is None:
            self._stack[-1] = replace(self._stack[-1], talked=True)

    def clear_bands(self) -> None:
        """A new sheet: the bands of the last one no longer hold."""
        self._stack = [entry for entry in self._stack if entry.rank < BANNER]
        self._band_fills = []

    def _raised(self, top: LevelRole) -> list[tuple[LevelRole, Entry]]:
        """«Cible 1», «Stratégie 1.1», then a table of actions: each title stands one level up."""
        named = [e for e in self._stack if e.heading.role]
        if top != "action" or not named or named[-1].heading.role != "action":
            return []
        roles = ROLES[: ORDER[top]]
        return list(zip(roles[-len(named) :], named[-len(roles) :], strict=True))

    def above(self, top: LevelRole) -> list[tuple[LevelRole, Entry]]:
        """The titles in force above a level, each with its role, outermost first."""
        if raised := self._raised(top):
            return raised
        entries = [
            e for e in self._stack if not e.heading.role or ORDER[e.heading.role] < ORDER[top]
        ]
        if any(not e.heading.role and not e.talked for e in entries):
            entries = [e for e in entries if e.heading.role or not e.talked]
        placed: list[tuple[LevelRole, Entry]] = []
        start, upper = 0, -1
        for index in range(len(entries) + 1):
            role = entries[index].heading.role if index < len(entries) else top
            if role is None:
                continue
            placed += _fill_gap(entries[start:index], upper, ORDER[role])
            if index < len(entries):
                placed.append((role, entries[index]))
            start, upper = index + 1, ORDER[role]
        return placed


def _fill_gap(entries: list[Entry], upper: int, lower: int) -> list[tuple[LevelRole, Entry]]:
    """Give the unnamed titles between two named levels the levels that are free there."""
    free = ROLES[upper + 1 : lower]
    opening = _UNDER_AXIS if upper == ORDER["axis"] else _OPENING
    chosen = [role for role in opening if role in free][: len(entries)]
    roles = sorted(chosen, key=lambda role: ORDER[role])
    kept = entries[len(entries) - len(roles) :] if roles else []
    return list(zip(roles, kept, strict=True))


def is_generic(text: str) -> bool:
    """Whether a title announces no level of a plan."""
    folded = normalise(text)
    return bool(_GENERIC.match(folded)) or bool(PLAN_WORDS.search(folded)) or not folded
