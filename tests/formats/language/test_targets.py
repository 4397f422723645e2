from __future__ import annotations

import datetime as dt
import importlib.util
import json
import os
from pathlib import Path

import pytest

from arrimage.formats.language import read_target

SHARED = Path(os.environ.get("ARRIMAGE_SHARED", Path(__file__).parents[4] / "shared"))

TARGETS = [
    ("Taux de 80 % d’appréciation des ateliers", ("80", "%", ">=", None, False, False)),
    ("Moins de 5 % d’abandon", ("5", "%", "<=", None, False, False)),
    ("Hausse de 10 % des visites chaque année", ("10", "%", ">=", "year", True, False)),
    ("+15 %", ("15", "%", ">=", None, True, False)),
    ("Baisse de 10 % des plaintes", ("-10", "%", "<=", None, True, False)),
    ("Augmentation du nombre de membres", ("None", "", ">=", None, True, False)),
    ("8 cafés annuels", ("8", "cafés", ">=", "year", False, False)),
    ("Des salons ont lieu au moins deux fois par année", ("2", "fois", ">=", "year", False, False)),
    ("5 à 6 assemblées annuelles", ("5", "assemblées", ">=", "year", False, False)),
    (
        "Un minimum de 5 cafés sont tenus au cours de l’année",
        ("5", "cafés", ">=", "year", False, False),
    ),
    ("Une visite par mois", ("1", "visite", ">=", "month", False, False)),
    ("Trois nouveaux membres", ("3", "nouveaux membres", ">=", None, False, False)),
    ("Nombre de participants : 25", ("25", "", ">=", None, False, False)),
    ("≥ 25", ("25", "", ">=", None, False, False)),
    ("Rappel trimestriel", ("4", "", ">=", "year", False, True)),
    ("Carte mise à jour tous les 3 mois", ("4", "", ">=", "year", False, True)),
    ("Five workshops per year", ("5", "workshops", ">=", "year", False, False)),
]


@pytest.mark.parametrize(("text", "expected"), TARGETS)
def test_a_sentence_gives_its_target(text, expected):
    target = read_target(text)

    assert target is not None
    assert (
        str(target.value),
        target.unit,
        target.direction,
        target.per,
        target.growth,
        target.derived,
    ) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nombre de cafés",
        "Un comité est formé",
        "3 mai 2025",
        "2024-2025",
        "2025",
        "AGA 2025",
        "Le 10e anniversaire",
        "Phase 2 du projet",
        "Objectif 2 atteint",
        "Stratégie à revoir à l’an 2",
        "La liste est revue chaque année",
        "Les ententes des trois villages",
        "Une base à jour",
        "",
    ],
)
def test_names_dates_and_codes_are_not_targets(text):
    assert read_target(text) is None


def test_a_target_keeps_its_deadline():
    target = read_target("Deux salons d’ici juin 2026")

    assert target is not None
    assert target.by == dt.date(2026, 6, 30)


@pytest.mark.parametrize("name", ["001", "003"])
def test_the_targets_of_the_sample_plans_are_read(name):
    folder = SHARED / "plans"
    if not (folder / "truth" / f"{name}.json").exists():
        pytest.skip(f"NO SAMPLE PLANS under {SHARED}: the exactness of targets was not measured")
    score = _load(folder / "score.py")
    plan = json.loads((folder / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    tally = score.Tally()

    for orientation in plan["orientations"]:
        for objective in orientation["objectives"]:
            for action in objective["actions"]:
                for indicator in action.get("indicators") or []:
                    got = _plain(read_target(indicator["text"]))
                    score.compare_target(tally, "", indicator.get("target"), got)

    assert tally.result()["f1"] >= 0.95


def _plain(target):
    if target is None:
        return None
    value = None if target.value is None else float(target.value)
    return {"value": value, "unit": target.unit, "per": target.per, "growth": target.growth}


def _load(path):
    spec = importlib.util.spec_from_file_location("plan_score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
