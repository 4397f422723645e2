"""From the words of a column of costs to amounts that a person confirms. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from arrimage.formats.draft import AmountDraft
from arrimage.formats.language.money import MoneyReading, read_money


@dataclass(frozen=True, slots=True)
class ReadCost:
    """A line of the plan, the words of its cost, and the amounts read in them, if any."""

    element: int
    number: str
    title: str
    words: str
    amounts: tuple[AmountDraft, ...]


def amounts_in(words: str, years: Sequence[int]) -> tuple[AmountDraft, ...]:
    """What the words of a cost plan: whole-period amounts, or one a plan year when they say so.

    The words become the note of each amount, so that one sees where it comes from.
    """
    return tuple(part for reading in read_money(words) for part in _parts(reading, words, years))


def _parts(reading: MoneyReading, words: str, years: Sequence[int]) -> list[AmountDraft]:
    note = " ".join(words.split())[:300]
    repeated: Sequence[int | None] = years if reading.is_yearly and years else [None]
    if reading.is_in_kind:
        return [AmountDraft("in_kind", reading.amount, year, note=note) for year in repeated]
    return [AmountDraft("planned", reading.amount, year, note=note) for year in repeated]
