"""What the doctor finds in a living plan, gathered by kind, in the language of the person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from arrimage.formats.doctor import KINDS, Finding, FindingKind, diagnose

from .confidential import READER, Sight
from .drafts import draft_key, plan_to_draft
from .models import Plan
from .queries import Link


@dataclass(frozen=True, slots=True)
class Ailment:
    """One finding. ``message`` is empty when the heading of its group says it all.

    ``about`` is the element it is said of; ``links`` are those that it gathers, to open.
    """

    message: str
    about: Link | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AilmentGroup:
    """The findings of one kind; ``count`` is of the elements concerned."""

    code: str
    title: str
    why: str
    is_doubt: bool
    count: int
    ailments: tuple[Ailment, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thing that is looked at, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class PlanHealth:
    """The doctor's findings on a plan; ``rules`` are all that was looked at."""

    plan: Plan
    groups: tuple[AilmentGroup, ...]
    rules: tuple[Rule, ...]
    total: int


def health_of(plan: Plan, sight: Sight = READER) -> PlanHealth:
    """Everything the doctor finds, contradictions first; nine queries, whatever the size."""
    draft = plan_to_draft(plan, sight)
    links = {
        draft_key(element): Link(
            element.pk, element.number, element.title, element.get_absolute_url()
        )
        for element in plan.elements.all()
    }
    found = sorted(diagnose(draft), key=lambda finding: finding.kind.severity == "info")
    groups = tuple(
        _group(kind, list(findings), links)
        for kind, findings in groupby(found, key=lambda finding: finding.kind)
    )
    rules = tuple(Rule(_(kind.title), _(kind.why)) for kind in KINDS.values())
    return PlanHealth(plan, groups, rules, sum(len(group.ailments) for group in groups))


def _group(kind: FindingKind, findings: Iterable[Finding], links: dict[str, Link]) -> AilmentGroup:
    ailments = [_ailment(finding, links) for finding in findings]
    concerned = {link.pk for ailment in ailments for link in ailment.links}
    return AilmentGroup(
        code=kind.code,
        title=_(kind.title),
        why=_(kind.why),
        is_doubt=kind.severity != "info",
        count=len(concerned) or len(ailments),
        ailments=tuple(ailments),
    )


def _ailment(finding: Finding, links: dict[str, Link]) -> Ailment:
    says_more = bool(finding.values)
    message = _(finding.sentence) % finding.values if says_more or not finding.element else ""
    about = links[finding.element.key] if finding.element else None
    return Ailment(message, about, tuple(links[key] for key in finding.keys))
