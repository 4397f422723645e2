"""Three plans of a fictional network, in three layouts, as the files that people would send."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..formats.writers.pdf import typeset
from .regional_workbook import build_regional
from .word_plan import build_national

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """A plan document: its file name, whose plan it is, and its bytes."""

    name: str
    organization: str
    data: bytes


@functools.cache
def demo_documents() -> tuple[DemoDocument, ...]:
    """The national plan (Word), a regional one (Excel), a member's (PDF); always the same bytes."""
    national, regional, member = (_content(n) for n in ("national", "regional", "member"))
    return (
        DemoDocument(
            "Plan d’action 2025-2030 du Réseau Lisière.docx",
            national["organization"],
            build_national(national),
        ),
        DemoDocument(
            "Suivi du plan régional 2026-2029.xlsx",
            regional["organization"],
            build_regional(regional),
        ),
        DemoDocument(
            "Plan d’action Vieux-Canal 2026-2028.pdf",
            member["organization"],
            typeset(_HERE / "member.typ", member, dt.date(2026, 3, 18)),
        ),
    )


def _content(name: str) -> dict[str, Any]:
    with (_HERE / f"{name}.toml").open("rb") as file:
        content: dict[str, Any] = _french(tomllib.load(file))
    return content


def _french(value: Any) -> Any:
    """Non-breaking spaces where French typography wants them."""
    if isinstance(value, str):
        for mark in (":", ";", "?", "!", "%", "$", "»"):
            value = value.replace(f" {mark}", f"\u00a0{mark}")
        return value.replace("« ", "«\u00a0")
    if isinstance(value, list):
        return [_french(item) for item in value]
    if isinstance(value, dict):
        return {key: _french(item) for key, item in value.items()}
    return value
