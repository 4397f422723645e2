"""What a plan lacks or contradicts, before it is adopted and while it lives.

Reading doubts are about the document («is this what it says?»); findings are about the plan («can
this be followed up?»). Both end as :class:`~arrimage.formats.draft.Issue`: a review shows them
alike.
"""

from __future__ import annotations

from ..draft import Issue, PlanDraft
from . import dates, measures, numbers, responsibles, wording
from .catalogue import KINDS, FindingKind
from .finding import Finding

RULES = (
    numbers.duplicates,
    numbers.gaps,
    numbers.unresolved_references,
    dates.contradictions,
    dates.outside_period,
    wording.states_as_titles,
    wording.two_actions,
    wording.repeated_titles,
    wording.placeholders,
    wording.empty_branches,
    responsibles.missing,
    dates.missing,
    measures.missing,
    measures.growth_without_baseline,
    responsibles.overloads,
)


def diagnose(draft: PlanDraft) -> tuple[Finding, ...]:
    """Every finding, in the order of the rules: contradictions first, then what is missing."""
    return tuple(finding for rule in RULES for finding in rule(draft))


def examine(draft: PlanDraft) -> tuple[Issue, ...]:
    """The findings as issues, in French. What holds for (almost) the whole plan is said once."""
    return tuple(finding.as_issue() for finding in diagnose(draft))


__all__ = ["KINDS", "Finding", "FindingKind", "diagnose", "examine"]
