"""How success will be seen: indicators, and the value from which a change is counted."""

from __future__ import annotations

import re

from ..draft import ElementDraft, PlanDraft, TargetDraft
from ..language.text import normalise
from .finding import Finding, about, gathered_lack, lacking

_NUMBER = r"[0-9]+(?:[ .,][0-9]+)*(?: ?%| ?\$)?"
_BASELINE = re.compile(
    rf"(?:\bde|\bpasser de|\bfrom) {_NUMBER}(?! par rapport)(?: [a-z'-]+){{0,3}} (?:a|to) {_NUMBER}"
    rf"|(?:au lieu de|par rapport aux?|compare aux?|actuel\w*|depart|initial\w*|reference|base\w*|"
    rf"baseline|currently|instead of)[^0-9]{{0,30}}(?!(?:19|20)[0-9][0-9]\b){_NUMBER}"
    r"|(?:depart|reference|initiale?|base|baseline) (?:a (?:mesurer|etablir)|to be measured)"
    rf"|\({_NUMBER}(?: [a-z'-]+){{0,3}} (?:en|in) (?:19|20)[0-9][0-9]"
)


def missing(draft: PlanDraft) -> tuple[Finding, ...]:
    """Actions still to do without an indicator of their own, above or below."""
    return gathered_lack("indicator_missing", draft, *lacking(draft, has_indicator))


def has_indicator(element: ElementDraft) -> bool:
    """Whether an indicator stands on this very element."""
    return bool(element.indicators)


def growth_without_baseline(draft: PlanDraft) -> tuple[Finding, ...]:
    """Targets of growth or decline whose sentence gives no value to start from."""
    return tuple(
        about("baseline_missing", node, text, target=" ".join(text.split()))
        for node in draft.walk()
        for text, target in _targets(node)
        if target and target.growth and not _BASELINE.search(normalise(text))
    )


def _targets(node: ElementDraft) -> list[tuple[str, TargetDraft | None]]:
    said = [(r.text, r.target) for r in node.results]
    said += [(i.text, i.target) for i in node.indicators]
    return list(dict.fromkeys(said))
