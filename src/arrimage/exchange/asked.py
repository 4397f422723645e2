"""What a review asks of a person: doubts and findings in their language, with their remedies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from arrimage.formats import exact
from arrimage.formats.doctor import KINDS
from arrimage.formats.draft import ElementDraft
from arrimage.formats.recognition.doubts import DOUBTS
from arrimage.plans.queries import anchor_fragment, anchor_label

from . import phrases, sharing
from .cures import field_of, remedies_for
from .issues import mark_of
from .remedies import Around, Remedy

SHOWN = 6  # issues of one kind that are shown at once


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A line of a cell, and the choice that says where it is now."""

    text: str
    held: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """The lines of a cell, and the actions among which a person shares them out."""

    lines: tuple[SharedLine, ...]
    choices: tuple[tuple[str, str], ...]


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
    about: str  # number and title of the part, or nothing
    why: str  # why it matters, in a sentence, or nothing
    remedies: tuple[Remedy, ...]
    mark: str  # see ``issues.mark_of``
    settles: str = ""  # its mark when a gesture answers it, though the draft does not tell
    share: Sharing | None = None  # the lines of a cell that wait for their action
    lines: tuple[tuple[str, str], ...] = ()  # key and name of the parts that it gathers
    carrier: str = ""  # who carries them, when it is too many
    field: str = ""  # where each of these lines is corrected

    @property
    def is_to_hand_over(self) -> bool:
        """Whether somebody else, or somebody at all, may take these lines together."""
        return len(self.lines) > 1 and self.field == "responsibles"


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """Open issues of one kind; a doubt group is about the reading or contradicts itself."""

    code: str
    title: str
    why: str
    is_doubt: bool
    issues: tuple[ReviewIssue, ...]

    @property
    def first(self) -> tuple[ReviewIssue, ...]:
        """Those that are shown at once."""
        return self.issues[:SHOWN]

    @property
    def rest(self) -> tuple[ReviewIssue, ...]:
        """Those that wait behind a fold."""
        return self.issues[SHOWN:]


def place_of(anchor: dict[str, Any], places: frozenset[str]) -> str:
    """The fragment of an anchor, or nothing when the view does not show that place."""
    fragment = anchor_fragment(anchor)
    return fragment if fragment in places else ""


def is_asked(issue: ReviewIssue) -> bool:
    """Whether somebody is asked: a doubt, or what the doctor finds; remarks are only read."""
    return issue.severity != "info" or issue.code in KINDS


def issue_of(
    index: int,
    stored: dict[str, Any],
    places: frozenset[str],
    element: ElementDraft | None,
    around: Around,
) -> ReviewIssue:
    """An issue as the run keeps it, ready for a person who reads their own language."""
    anchor = stored["anchor"] or (exact.encode(element.anchor) if element else {})
    kind = KINDS.get(stored["code"]) or DOUBTS.get(stored["code"])
    return ReviewIssue(
        index=index,
        code=stored["code"],
        message=_message(stored),
        severity=stored["severity"],
        quote=stored["quote"],
        element=stored["element"],
        label=anchor_label(anchor),
        fragment=place_of(anchor, places),
        page=anchor.get("page"),
        decision=stored["decision"],
        about=_named(element),
        why=_(kind.why) if kind else "",
        remedies=remedies_for(stored, element, around),
        mark=mark_of(stored),
        settles=mark_of(stored) if stored["code"] in DOUBTS else "",
        share=_sharing(stored, around),
        lines=_lines(stored, around),
        carrier=stored["quote"] if stored["code"] == "responsible_overloaded" else "",
        field=field_of(stored["code"]),
    )


def _message(stored: dict[str, Any]) -> str:
    """The sentence in the language of the person; an older run keeps it in French only."""
    sentence = stored.get("sentence")
    return _(sentence) % stored["values"] if sentence else _(stored["message"])


def _sharing(stored: dict[str, Any], around: Around) -> Sharing | None:
    """What the form that shares a cell out needs, as long as all its actions are there."""
    keys, column, here = stored.get("keys", ()), stored.get("column", ""), around.elements
    if column not in sharing.FIELDS or len(keys) < 2 or not all(key in here for key in keys):
        return None
    lines = tuple(
        SharedLine(line, sharing.held_by(around.draft, column, keys, line))
        for line in sharing.lines_of(stored["quote"])
    )
    each = tuple((key, _named(here[key])) for key in keys)
    ends = ((sharing.ALL, str(phrases.EVERY_ACTION)), ("", str(phrases.NO_ACTION)))
    return Sharing(lines, (*each, *ends))


def _lines(stored: dict[str, Any], around: Around) -> tuple[tuple[str, str], ...]:
    """The parts of a finding that gathers several; a doubt about a cell has its own form."""
    if stored["code"] in DOUBTS or stored.get("keys", []) == [stored["element"]]:
        return ()
    here = around.elements
    return tuple((key, _named(here[key])) for key in stored.get("keys", ()) if key in here)


def _named(element: ElementDraft | None) -> str:
    return f"{element.number} {element.title}".strip() if element else ""


def groups_of(issues: list[ReviewIssue]) -> Iterator[IssueGroup]:
    """Issues by kind: those that are doubts first, each kind where its first issue stands."""
    by_code: dict[tuple[bool, str], list[ReviewIssue]] = defaultdict(list)
    for issue in issues:
        by_code[issue.severity == "info", issue.code].append(issue)
    for (is_info, code), found in sorted(by_code.items(), key=lambda pair: pair[0][0]):
        kind = KINDS.get(code) or DOUBTS.get(code)
        title, why = (_(kind.title), _(kind.why)) if kind else (str(phrases.OTHER_KINDS), "")
        yield IssueGroup(code, title, why, not is_info, tuple(found))
