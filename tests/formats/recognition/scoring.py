"""Scores readings of the shared plans with the shared scorer."""

from __future__ import annotations

import importlib.util
import json
import os
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from arrimage.formats.interchange import to_json
from arrimage.formats.readers import read_document
from arrimage.formats.recognition import recognise

SHARED = Path(os.environ.get("ARRIMAGE_SHARED", Path(__file__).parents[4] / "shared"))
_TITLES = ("orientations", "objectives", "actions")


@dataclass(frozen=True)
class Score:
    """Lowest F1 of the titles, mean F1 of the other fields, lowest placement, invented share."""

    titles: float
    others: float
    placement: float
    invented: float


def score(name: str) -> Score:
    """The score of «plans/001.docx» or «seeds/000.txt»; skips loudly when they are not here."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"THE REAL PLANS ARE NOT HERE: {path} (set ARRIMAGE_SHARED)")
    draft = recognise(read_document(path.read_bytes(), path.name)).draft
    assert draft is not None
    truth = json.loads((SHARED / "plans" / "truth" / f"{path.stem}.json").read_text("utf-8"))
    return _summary(_scorer().score(truth, to_json(draft), path.suffix[1:]))


def _summary(result: dict[str, Any]) -> Score:
    fields = {name: field for name, field in result.items() if name != "overall"}
    others = [f["f1"] for n, f in fields.items() if n not in _TITLES and f["f1"] is not None]
    invented = sum(field["imported"] - field["hits"] for field in fields.values())
    return Score(
        min(result[name]["f1"] for name in _TITLES),
        sum(others) / len(others),
        min(f["placement"] for f in fields.values() if f["placement"] is not None),
        invented / result["overall"]["imported"],
    )


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "plans" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
