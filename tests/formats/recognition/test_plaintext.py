"""Running text: what is a plan, what is not, and how well the real texts are read."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest

from arrimage.formats.draft import PlanDraft
from arrimage.formats.interchange import to_json
from arrimage.formats.readers import read_document
from arrimage.formats.recognition.plaintext import read_plain_text

SHARED = Path(os.environ.get("ARRIMAGE_SHARED", Path(__file__).parents[4] / "shared"))

NEWS = """Le Réseau Lisière dévoile son plan d'action 2031-2034

Sainte-Colline, le 3 mars 2031 – Le Réseau Lisière a présenté hier son nouveau plan d'action
devant une centaine de personnes réunies à la salle communautaire.

« Ce plan d'action est le fruit d'une année de travail », a déclaré sa présidente, Odile Marchand.
Trois chantiers ont été annoncés :

- l'ouverture de jardins dans chaque quartier
- la formation de duos entre générations
- la publication d'un calendrier des semis

Le réseau compte sur ses partenaires pour mener ces travaux à terme. La population est invitée à
une rencontre publique le 12 avril.

Source : Réseau Lisière
"""
FEAST = """La cuisine collective de Sainte-Colline fête ses dix ans

Depuis dix ans, une vingtaine de bénévoles se réunissent chaque mardi.

Au menu de la fête :
- un repas partagé
- une exposition de photos
- un concert

Objectif : nourrir le quartier et rompre l'isolement.

Responsable : Jeanne Aubut
Date : 3 mai
"""
MINUTES = """PROCÈS-VERBAL
Assemblée régulière du conseil d'administration du Réseau Lisière
tenue le 4 mai 2031 à 19 h

Présences : Odile Marchand, Paul Tremblay-Roy

1. Ouverture de la réunion
Odile Marchand ouvre la réunion à 19 h 02.

2. Lecture et adoption de l'ordre du jour
Il est proposé par Paul Tremblay-Roy d'adopter l'ordre du jour. Adopté à l'unanimité.

3. Suivi du plan d'action
3.1 Jardins de quartier
- Trois terrains sont retenus
- Une entente sera signée
Responsable : Odile Marchand
Échéance : juin 2031

4. Levée de la réunion
La réunion est levée à 21 h.
"""
BUDGET = """Budget 2031-2032 du Réseau Lisière

REVENUS
Subvention de base            120 000 $
Cotisations des membres         4 500 $
Total des revenus             124 500 $

DÉPENSES
Salaires                       98 000 $
Loyer                           9 600 $
Plan d'action : activités      12 000 $
1. Jardins                      7 000 $
2. Formation                    5 000 $
Total des dépenses            119 600 $
"""


@pytest.mark.parametrize("text", [NEWS, FEAST, MINUTES, BUDGET, "Bonjour", "1. a\n2. b\n3. c"])
def test_other_documents_are_not_plans(text):
    assert read_plain_text(read_document(text.encode(), "texte.txt")) is None


def test_a_hundred_pages_are_all_read():
    pages = "\n".join(
        f"{n}.1.1 Ouvrir un jardin dans\nle quartier {n}\n\nCoordination\n\n"
        f"e Une entente signée avec la\nville\n\ne Trois bacs posés\n\n"
        f"Nombre de voisins rejoints\nTaux de satisfaction de 80% des\nvoisins\n\n\n\n\n"
        for n in range(1, 301)
    )
    header = "Actions\nResponsables\nRésultats attendus\nIndicateurs\n\n"
    document = read_document((header + pages).encode(), "long.txt")

    reading = read_plain_text(document)

    assert reading is not None
    assert sum(not e.children for r in reading.elements for e in r.walk()) == 300


def _score():
    path = SHARED / "plans" / "score.py"
    if not path.exists():
        pytest.skip(f"THE REAL PLANS ARE NOT HERE: {path} (set ARRIMAGE_SHARED)")
    spec = importlib.util.spec_from_file_location("plan_score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("seed", "truth", "titles", "fields", "placement"),
    [("001", "001", 0.98, 0.96, 0.97), ("003", "003.ocr", 0.95, 0.88, 0.93),
     ("004", "004", 0.98, 0.93, 0.97)],
)  # fmt: skip
def test_real_texts_are_read_well_enough(seed, truth, titles, fields, placement):
    score = _score()
    expected = json.loads((SHARED / "plans" / "truth" / f"{truth}.json").read_text("utf-8"))
    name = f"{seed}.txt"
    reading = read_plain_text(read_document((SHARED / "seeds" / name).read_bytes(), name))
    plan = to_json(PlanDraft(elements=reading.elements, levels=reading.levels))

    result = score.score(expected, plan, "txt")

    for field in ("orientations", "objectives", "actions"):
        assert result[field]["f1"] >= titles, (field, result[field])
    others = [
        result[f]["f1"] for f in ("responsibles", "expected_results", "indicators", "targets")
    ]
    known = [value for value in others if value is not None]
    assert not known or sum(known) / len(known) >= fields
    for field in ("objectives", "actions", "expected_results", "indicators"):
        assert (result[field]["placement"] or 1) >= placement, (field, result[field]["placement"])
