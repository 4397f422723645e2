"""What the people of the fictional network noted since their plan was adopted."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from arrimage.formats.draft import AmountNature, EnvelopeDraft


@dataclass(frozen=True, slots=True)
class DemoState:
    """A state noted ``days`` ago on the action of this number, by an account's first name."""

    number: str
    status: str
    days: int
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoEvidence:
    """A piece of evidence joined to the action of this number."""

    number: str
    by: str
    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class DemoHeld:
    """What was held ``days`` ago for the action of this number."""

    number: str
    days: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class DemoAmount:
    """Dollars of the action of this number, for a plan year and a source."""

    number: str
    nature: AmountNature
    amount: Decimal
    year: int | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DemoLife:
    """What else became of the national plan since it came in."""

    responsibles: dict[str, str]  # a printed name, and who that is in the annuaire
    instance: str
    held: tuple[DemoHeld, ...]
    amounts: tuple[DemoAmount, ...]
    envelopes: tuple[EnvelopeDraft, ...]
    alignments: tuple[tuple[str, str, str], ...]  # regional action, kind, national action


@functools.cache
def demo_life() -> DemoLife:
    """Who carries, the adoption, what was held, the money, the links with a regional plan."""
    content = _content()
    return DemoLife(
        responsibles=content["responsibles"],
        instance=content["instance"],
        held=tuple(DemoHeld(**held) for held in content["held"]),
        amounts=tuple(
            DemoAmount(**amount | {"amount": Decimal(amount["amount"])})
            for amount in content["amounts"]
        ),
        envelopes=tuple(
            EnvelopeDraft(e["source"], Decimal(e["amount"]), e["year"], e["agreement"])
            for e in content["envelopes"]
        ),
        alignments=tuple((a["regional"], a["kind"], a["national"]) for a in content["alignments"]),
    )


@functools.cache
def _content() -> dict[str, Any]:
    text = (Path(__file__).parent / "follow_up.toml").read_text("utf-8")
    return tomllib.loads(text)


def demo_follow_up() -> tuple[tuple[DemoState, ...], tuple[DemoEvidence, ...]]:
    """States from the oldest on, then evidence."""
    content = _content()
    states = sorted((DemoState(**state) for state in content["states"]), key=lambda s: -s.days)
    return tuple(states), tuple(DemoEvidence(**piece) for piece in content["evidence"])
