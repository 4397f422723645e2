"""Official divisions: shipped as data, outlines from a file only."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from arrimage.directory.models import Territory, TerritoryOutline
from arrimage.directory.territories import (
    Loaded,
    Outlined,
    OutlinesRefused,
    load_outlines,
    load_territories,
)

pytestmark = pytest.mark.django_db
SHARED = Path(os.environ.get("ARRIMAGE_SHARED", Path(__file__).parents[3] / "shared"))
SQUARE = [[-72.0, 46.0], [-71.0, 46.0], [-71.0, 47.0], [-72.0, 47.0], [-72.0, 46.0]]


def _file(tmp_path, *features):
    path = tmp_path / "contours.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return path


def _feature(ring=SQUARE, **properties):
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_every_region_and_mrc_is_there_after_the_migrations():
    kinds = Territory.objects.order_by().values_list("kind", flat=True)
    counted = {kind: list(kinds).count(kind) for kind in ("province", "region", "mrc")}

    assert counted == {"province": 1, "region": 17, "mrc": 104}
    assert not Territory.objects.filter(kind="mrc", parent=None).exists()
    assert not Territory.objects.filter(kind="mrc", latitude=None).exists()
    matapedia = Territory.objects.get(kind="mrc", code="07")
    assert (matapedia.name, matapedia.parent.name) == ("La Matapédia", "Bas-Saint-Laurent")


def test_loading_again_changes_nothing_and_mends_what_differs():
    kept = Territory.objects.get(kind="region", code="04")
    Territory.objects.filter(pk=kept.pk).update(name="Autrement", latitude=None, longitude=None)
    Territory.objects.get(kind="mrc", code="07").delete()

    assert load_territories() == Loaded(added=1, changed=1)
    assert load_territories() == Loaded(added=0, changed=0)
    assert Territory.objects.get(pk=kept.pk).name == "Mauricie"


def test_migrating_again_loads_what_is_missing():
    Territory.objects.filter(kind="mrc").delete()

    call_command("migrate", verbosity=0)

    assert Territory.objects.filter(kind="mrc").count() == 104


def test_loading_costs_the_same_whatever_is_there(django_assert_num_queries):
    with django_assert_num_queries(3):  # the rows, and a savepoint
        load_territories()


def test_outlines_are_recognised_by_code_or_by_name(tmp_path):
    path = _file(
        tmp_path,
        _feature(MRS_CO_MRC="070", MRS_NM_MRC="Autre graphie"),
        _feature(code="04", nom="Mauricie"),
        _feature(name="cote-nord"),
        _feature(name="Lisière"),
    )

    assert load_outlines(path, "Données ouvertes") == Outlined(3, ("Lisière",))
    kept = TerritoryOutline.objects.values_list("territory__kind", "territory__code", "credit")
    assert sorted(kept) == [
        ("mrc", "07", "Données ouvertes"),
        ("region", "04", "Données ouvertes"),
        ("region", "09", "Données ouvertes"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("pas du JSON", "n’est pas du GeoJSON"),
        ("[" * 100_000, "n’est pas du GeoJSON"),
        ('{"features": []}', "aucun contour"),
        (json.dumps({"features": [_feature([[2000, 46]] * 4, code="04")]}), "en degrés"),
        (json.dumps({"features": [_feature([[True, 46]] * 4, code="04")]}), "en degrés"),
        (json.dumps({"features": [_feature([[-72, 46]], code="04")]}), "trop ou trop peu"),
        (json.dumps({"features": [_feature("abc", code="04")]}), "mal formé"),
        (json.dumps({"features": [_feature(code="04"), 7]}), "ni un polygone"),
    ],
)
def test_a_bad_file_is_refused_whole(tmp_path, content, words):
    path = tmp_path / "contours.geojson"
    path.write_text(content)

    with pytest.raises(OutlinesRefused, match=words):
        load_outlines(path)

    assert not TerritoryOutline.objects.exists()


def test_a_name_that_a_region_and_an_mrc_share_follows_the_columns_of_the_file(tmp_path):
    load_outlines(_file(tmp_path, _feature(nom="Laval"), _feature(nom="Montréal", mrc="66")))

    kept = TerritoryOutline.objects.values_list("territory__kind", "territory__name")
    assert sorted(kept) == [("mrc", "Montréal"), ("region", "Laval")]


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(OutlinesRefused, match="ne peut pas être lu"):
        load_outlines(tmp_path / "rien.geojson")


def test_sample_outlines_all_find_their_territory():
    if not (SHARED / "geo").is_dir():
        pytest.skip("NOT TESTED: no folder of samples beside the checkout")

    found = [load_outlines(path) for path in sorted((SHARED / "geo").glob("*.geojson"))]

    assert found == [Outlined(104, ()), Outlined(17, ())]
    assert TerritoryOutline.objects.filter(territory__kind="mrc").count() == 104
    assert TerritoryOutline.objects.filter(territory__kind="region").count() == 17
