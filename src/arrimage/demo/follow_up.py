"""What the people of the fictional network noted since their plan was adopted."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


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


def demo_follow_up() -> tuple[tuple[DemoState, ...], tuple[DemoEvidence, ...]]:
    """States from the oldest on, then evidence."""
    content = tomllib.loads((Path(__file__).parent / "follow_up.toml").read_text("utf-8"))
    states = sorted((DemoState(**state) for state in content["states"]), key=lambda s: -s.days)
    return tuple(states), tuple(DemoEvidence(**piece) for piece in content["evidence"])
