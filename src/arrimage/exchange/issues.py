"""Doubts and findings as a run keeps them, with what people said of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from arrimage.formats import exact
from arrimage.formats.doctor import examine
from arrimage.formats.draft import Issue, PlanDraft

Stored = dict[str, Any]
Identity = tuple[str, str, str]
"""Code, element and quote: the same doubt after another correction."""
Decisions = Mapping[Identity, str]


def stored_issue(issue: Issue) -> Stored:
    """An issue as the run keeps it, with an empty decision."""
    return {
        "code": issue.code,
        "message": issue.message,
        "severity": issue.severity,
        "quote": issue.quote,
        "element": issue.element,
        "anchor": exact.encode(issue.anchor),
        "decision": "",
        "sentence": issue.sentence,
        "values": dict(issue.values),
        "keys": list(issue.keys),
        "column": issue.column,
    }


def identity_of(issue: Stored) -> Identity:
    """What a decision is remembered by."""
    return issue["code"], issue["element"], issue["quote"]


def mark_of(issue: Stored) -> str:
    """The identity in a few letters, for an address or a form."""
    return hashlib.sha256("\x1f".join(identity_of(issue)).encode()).hexdigest()[:12]


def marked(issues: Iterable[Stored], mark: str) -> Stored | None:
    """The issue with this mark, wherever it stands now."""
    return next((issue for issue in issues if mark_of(issue) == mark), None)


def decided(issues: Iterable[Stored]) -> dict[Identity, str]:
    """What was said of the issues that are not open."""
    return {identity_of(issue): issue["decision"] for issue in issues if issue["decision"]}


def refreshed(issues: Iterable[Stored], before: PlanDraft, after: PlanDraft) -> list[Stored]:
    """The issues once a draft was corrected: what it no longer lacks goes, what it now lacks comes.

    Doubts about the reading stay, in their places.
    """
    was = {identity_of(stored_issue(finding)) for finding in examine(before)}
    lacks = {identity_of(issue): issue for issue in map(stored_issue, examine(after))}
    kept = [
        {**lacks.pop(identity_of(issue), issue), "decision": issue["decision"]}
        for issue in issues
        if identity_of(issue) not in was or identity_of(issue) in lacks
    ]
    return [*kept, *(issue for identity, issue in lacks.items() if identity not in was)]


def with_decisions(issues: Iterable[Stored], decisions: Decisions) -> list[Stored]:
    """The issues with what was said of each."""
    return [{**issue, "decision": decisions.get(identity_of(issue), "")} for issue in issues]
