"""What the plan and its lines said at a moment, in words, and how two moments differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from arrimage.formats.wordings import Piece, both_wordings
from arrimage.formats.words import FIELDS as WORDS
from arrimage.formats.words import ElementWords
from arrimage.funding.models import FundingSource
from arrimage.plans.drafts import printed_words
from arrimage.plans.models import Element
from arrimage.plans.phrases import FIELDS, FRAME

from . import phrases
from .money_then import envelopes_at
from .past import Past
from .then import RELATED, fill, row_then


@dataclass(frozen=True, slots=True)
class WordingChange:
    """Something that was said otherwise; both wordings, cut where they differ."""

    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def wording(label: Any, before: str, after: str) -> WordingChange:
    """The two wordings of one thing."""
    return WordingChange(str(label), *both_wordings(before, after))


def words_at(past: Past, pk: int, day: dt.date) -> ElementWords:
    """What one element said, with who carried it on that day; nothing when it was not known."""
    values = past.rows.get(f"element:{pk}")
    if values is None:
        return ElementWords()
    element = Element(pk=pk, **values)
    for model, name in RELATED.items():
        rows = past.held_by(pk, model._meta.model_name or "", *model._meta.ordering)
        made = (row_then(model, row, day) for row in rows)
        fill(element, name, model, [model(**row) for row in made if row is not None])
    return printed_words(element, past.rows[f"level:{element.level_id}"]["rank"])


def changed_words(before: ElementWords, after: ElementWords) -> tuple[WordingChange, ...]:
    """The fields whose words differ."""
    return tuple(
        wording(FIELDS[name], getattr(before, name), getattr(after, name))
        for name in WORDS
        if getattr(before, name) != getattr(after, name)
    )


def frame_at(past: Past, plan_pk: int, sources: Mapping[int, FundingSource]) -> dict[str, str]:
    """What the plan said of itself, by label; ``sources`` name who gives."""
    said = past.rows[f"plan:{plan_pk}"]
    found = {str(label): _text(said[name]) for name, label in FRAME.items()}
    years = sorted(past.of("planyear").values(), key=lambda year: year["number"])
    levels = sorted(past.of("level").values(), key=lambda level: level["rank"])
    found[str(phrases.YEARS)] = "\n".join(
        f"{year['number']}. {year['starts_on']} – {year['ends_on']}" for year in years
    )
    found[str(phrases.LEVELS)] = "\n".join(level["name"] for level in levels)
    found[str(phrases.AGREEMENTS)] = envelopes_at(past, sources)
    return found


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def changed_frame(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[WordingChange, ...]:
    """What the plan says otherwise of itself."""
    return tuple(
        wording(label, before[label], text)
        for label, text in after.items()
        if before[label] != text
    )
