from __future__ import annotations

from pathlib import Path

import pytest

from arrimage.formats.language import (
    Lexicon,
    LexiconError,
    normalise,
    read_people,
    read_status,
    read_timeframes,
)
from arrimage.formats.language.lexicon import speaking

HEADERS = [
    ("Échéance", ("timeframe", "")),
    ("ECHEANCIER", ("timeframe", "")),
    ("Résultats\nattendus an 2", ("result", "2")),
    ("Resultals attendus", ("result", "")),  # OCR
    ("An 1¹", ("year", "1")),
    ("An3", ("year", "3")),
    ("Année 4", ("year", "4")),
    ("2024-2025", ("year", "2024-2025")),
    ("T3", ("quarter", "T3")),
    ("An 2 T1", ("quarter", "An 2 T1")),
    ("2e trimestre", ("quarter", "T2")),
    ("Automne 2025", ("quarter", "automne 2025")),
    ("MOYENS D’ACTION\n(priorisés)", ("action", "")),
    ("Moyens / actions", ("action", "")),
    ("Qui ?", ("responsible", "")),
    ("Responsable(s)", ("responsible", "")),
    ("Partenaires impliqués", ("collaborator", "")),
    ("Indicateurs de suivi\nMise en œuvre (MO)", ("indicator", "")),
    ("État d’avancement au 31 mars", ("status", "")),
    ("Objectifs spécifiques", ("objective", "")),
    ("N°", ("number", "")),
    ("Coûts", ("cost", "")),
    ("Expected outcomes", ("result", "")),
    ("Lead organization", ("responsible", "")),
    ("Objectif 1.1", None),
    ("Orientation 2", None),
    ("Les membres du réseau se rencontrent quatre fois par année au moins", None),
    ("", None),
]


@pytest.mark.parametrize(("header", "expected"), HEADERS)
def test_a_header_names_its_column(header, expected):
    assert Lexicon.default().column_field(header) == expected


def test_a_level_is_known_in_singular_plural_french_and_english():
    level_role = Lexicon.default().level_role

    roles = [level_role(w) for w in ("Axes", "ORIENTATION", "Objectif général", "Moyens d’action",
                                     "Sous-actions", "Goal", "Réunion")]  # fmt: skip

    assert roles == ["axis", "orientation", "objective", "action", "step", "orientation", None]


def test_a_file_adds_its_words_to_the_lexicon(tmp_path: Path):
    path = tmp_path / "mots.toml"
    path.write_text('[columns]\nresponsible = ["gardien du dossier"]\n', encoding="utf-8")

    lexicon = Lexicon.with_file(path)

    assert lexicon.column_field("Gardiens du dossier") == ("responsible", "")
    assert lexicon.column_field("Échéance") == ("timeframe", "")
    assert Lexicon.default().column_field("Gardiens du dossier") is None


@pytest.mark.parametrize(
    "content",
    ["[columns\n", '[colonnes]\naction = ["geste"]\n', '[columns]\naction = "geste"\n',
     '[columns]\ncouleur = ["rouge"]\n', '[levels]\nétage = ["étage"]\n'],
)  # fmt: skip
def test_a_file_of_another_shape_is_refused_with_a_sentence(tmp_path: Path, content: str):
    path = tmp_path / "mots.toml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(LexiconError, match="lexique"):
        Lexicon.with_file(path)


def test_folding_ignores_case_accents_apostrophes_and_raised_digits():
    assert normalise("  L’Œuvre\u00a0de\nGAËL² – fin ") == "l'oeuvre de gael - fin"


def test_a_file_adds_words_of_every_rubric(tmp_path: Path):
    path = tmp_path / "mots.toml"
    path.write_text(
        '[time]\ncontinuous = ["sans relâche"]\n[statuses]\ndone = ["bouclé"]\n'
        '[people]\ncollaborator = ["épaulé par"]\n[months]\n1 = ["mwa janvye"]\n'
        '[units]\nweek = ["huitaine"]\n[seasons.winter]\nwords = ["livè"]\n',
        encoding="utf-8",
    )
    texts = ("Sans relâche", "Mwa janvye 2026", "Livè 2026", "Deux fois par huitaine")

    def read() -> list[str]:
        kinds = [frame.kind for text in texts for frame in read_timeframes(text)]
        people = [person.role for person in read_people("Ana. Épaulé par : Léo")]
        return [*kinds, *people, read_status("Bouclé").basis]

    with speaking(Lexicon.with_file(path)):
        spoken = read()

    assert spoken == [
        "continuous", "month", "season", "recurring", "responsible", "collaborator", "explicit",
    ]  # fmt: skip
    assert "continuous" not in read()
