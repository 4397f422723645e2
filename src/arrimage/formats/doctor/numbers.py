"""Official numbers: printed twice, skipped, aimed at and absent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..draft import ElementDraft, PlanDraft
from .finding import Finding, about, gathered

_LAST_PART = re.compile(r"^(?P<head>.*?)(?P<last>\d+)$")


def duplicates(draft: PlanDraft) -> tuple[Finding, ...]:
    """Second and later uses of a number at one level; «1.» under two parents is two series."""
    seen: dict[tuple[int, str], ElementDraft] = {}
    found = []
    numbered = [node for node in draft.walk() if node.number]
    above = _parents(draft)
    for node in numbered:
        key = (node.level, node.number.upper())
        first = seen.setdefault(key, node)
        is_local = "." not in node.number.rstrip(".") and above[first.key] != above[node.key]
        if first is not node and not is_local:
            found.append(about("code_duplicate", node, node.title, number=node.number))
    return gathered(found, len(numbered))


def _parents(draft: PlanDraft) -> dict[str, str]:
    above = {root.key: "" for root in draft.elements}
    above |= {child.key: node.key for node in draft.walk() for child in node.children}
    return above


def gaps(draft: PlanDraft) -> tuple[Finding, ...]:
    """Numbers that a series of siblings jumps over; a scattered series is no series."""
    families = [draft.elements, *(node.children for node in draft.walk())]
    found: list[Finding] = []
    for family in families:
        series: dict[str, list[tuple[int, ElementDraft]]] = defaultdict(list)
        for node in family:
            if match := _LAST_PART.match(node.number.rstrip(".")):
                series[match["head"]].append((int(match["last"]), node))
        for head, members in series.items():
            found += _gaps(head, members)
    return tuple(found)


def _gaps(head: str, members: Sequence[tuple[int, ElementDraft]]) -> Iterator[Finding]:
    numbers = {number for number, _ in members}
    if len(numbers) < 2 or max(numbers) - min(numbers) > 2 * len(numbers):
        return
    said: set[int] = set()
    for number, node in members:
        before = max((n for n in numbers if n < number), default=number - 1)
        if before == number - 1 or number in said:
            continue
        said.add(number)
        first, last = f"{head}{before + 1}", f"{head}{number - 1}"
        form = "one" if first == last else "branch"
        values: dict[str, str | int] = {"missing": first, "last": last, "number": node.number}
        yield about("code_skipped", node, node.number, form=form, **values)


def unresolved_references(draft: PlanDraft) -> tuple[Finding, ...]:
    """References to a number that no element of the plan bears."""
    known = {_bare(node.number) for node in draft.walk() if node.number}
    references = [(node, ref) for node in draft.walk() for ref in node.references]
    found = [
        about("reference_unresolved", node, ref.text or ref.number, number=ref.number)
        for node, ref in references
        if _bare(ref.number) not in known
    ]
    return gathered(found, len(references))


def _bare(number: str) -> str:
    return number.upper().rstrip(".")
