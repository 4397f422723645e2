"""``arrimage territories``: what is shipped, and outlines from a file."""

import json

import pytest

from arrimage.cli import build_parser
from arrimage.commands.land import territories
from arrimage.directory.models import Territory, TerritoryOutline

pytestmark = pytest.mark.django_db(transaction=True)
RING = [[-72.0, 46.0], [-71.0, 46.0], [-71.0, 47.0], [-72.0, 46.0]]


def run(*words):
    return territories(build_parser().parse_args(["territories", *map(str, words)]))


def test_what_is_missing_is_added_and_said(capsys):
    Territory.objects.filter(kind="mrc", code__in=["07", "08"]).delete()

    assert run() == 0

    assert Territory.objects.count() == 122
    assert capsys.readouterr().out == "Territoires à jour : 17 régions et 104 MRC.\n"


def test_outlines_are_kept_with_their_credit_and_the_unknown_is_named(tmp_path, capsys):
    names = ("Mauricie", "Lisière")
    features = [
        {"properties": {"nom": name}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
        for name in names
    ]
    path = tmp_path / "contours.geojson"
    path.write_text(json.dumps({"features": features}))

    assert run("--outlines", path, "--credit", "Gouvernement du Québec") == 0

    outline = TerritoryOutline.objects.get()
    assert (outline.territory.name, outline.credit) == ("Mauricie", "Gouvernement du Québec")
    said = capsys.readouterr().out
    assert "Contours : 1 gardés." in said
    assert "Sans territoire du même code ni du même nom : Lisière" in said


def test_bad_file_is_refused_with_a_sentence(tmp_path, capsys):
    path = tmp_path / "rien.geojson"

    assert run("--outlines", path) == 1

    assert "ne peut pas être lu" in capsys.readouterr().err
