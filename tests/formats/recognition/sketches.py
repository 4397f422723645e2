"""A draft as short lines, for exact comparison."""

from __future__ import annotations

from arrimage.formats.draft import ElementDraft, IndicatorDraft, PlanDraft, Reading
from arrimage.formats.readers import read_document
from arrimage.formats.recognition import recognise


def reading_of(data: bytes | str, name: str) -> Reading:
    """What recognition makes of the bytes of a file."""
    raw = data.encode() if isinstance(data, str) else data
    return recognise(read_document(raw, name))


def sketch(draft: PlanDraft | None) -> list[str]:
    """One line per element: indentation, role initial, number, title, and what is said of it."""
    assert draft is not None
    return [line for root in draft.elements for line in _lines(root, draft, 0)]


def _lines(node: ElementDraft, draft: PlanDraft, depth: int) -> list[str]:
    role = draft.levels[node.level].role
    head = " ".join(part for part in (role[:3], node.number, node.title) if part)
    said = " | ".join(f"{name}={value}" for name, value in _said(node) if value)
    line = "  " * depth + head + (f" | {said}" if said else "")
    return [line, *(text for child in node.children for text in _lines(child, draft, depth + 1))]


def _said(node: ElementDraft) -> list[tuple[str, str]]:
    people = {role: [a.name for a in node.assignments if a.role == role]
              for role in ("responsible", "collaborator")}  # fmt: skip
    return [
        ("parts", " / ".join(node.sub_items)),
        ("who", ", ".join(people["responsible"])),
        ("with", ", ".join(people["collaborator"])),
        ("when", node.timeframe_text),
        ("years", ",".join(str(year) for year in node.years_marked)),
        ("quarters", ",".join(node.quarters_marked)),
        ("results", " / ".join(f"{r.text}@{r.year}" if r.year else r.text for r in node.results)),
        ("indicators", " / ".join(_indicator(i) for i in node.indicators)),
        ("state", (node.status.value or "?") if node.status else ""),
        ("cost", node.cost),
        ("priority", node.priority),
        ("refs", ",".join(r.number for r in node.references)),
        ("notes", " / ".join(node.notes)),
        ("extra", " / ".join(f"{k}:{v}" for k, v in node.extra)),
    ]


def _indicator(indicator: IndicatorDraft) -> str:
    """The indicator, and its target when it stands in a column of its own."""
    target = indicator.target.text if indicator.target else ""
    return indicator.text if target in indicator.text else f"{indicator.text} → {target}"
