"""A map of the regions: tiles without any file, outlines when somebody loaded them."""

import json

import pytest

from arrimage.directory.landmap import land_map
from arrimage.directory.listing import RegionRow, regions_in
from arrimage.directory.models import Territory
from arrimage.directory.territories import load_outlines
from tests.directory.making import as_role, make_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions():
    top, _parts = make_network()
    return regions_in(as_role(top))


def outlines(tmp_path, names):
    def feature(rank, name):
        corner = -80.0 + rank
        ring = [[corner, 46.0], [corner + 1, 46.0], [corner + 1, 47.0], [corner, 46.0]]
        islet = [[corner, 50.0], [corner + 0.001, 50.0], [corner, 50.001], [corner, 50.0]]
        geometry = {"type": "MultiPolygon", "coordinates": [[ring], [islet]]}
        return {"properties": {"nom": name}, "geometry": geometry}

    path = tmp_path / "contours.geojson"
    path.write_text(
        json.dumps({"features": [feature(rank, name) for rank, name in enumerate(names)]})
    )
    return path


def test_every_region_has_its_own_tile(regions):
    tiles = land_map(regions).tiles

    assert len(tiles) == 17
    assert len({(tile.column, tile.line) for tile in tiles}) == 17
    assert {tile.column for tile in tiles} <= set(range(1, 8))


def test_region_that_nobody_placed_comes_below(regions):
    new = RegionRow(Territory(kind="region", code="18", name="Nouvelle"), (), ())

    tiles = land_map((*regions, new)).tiles

    assert (tiles[-1].row, tiles[-1].column, tiles[-1].line) == (new, 1, 6)


def test_outlines_are_drawn_once_all_are_there_and_islets_are_left_out(regions, tmp_path):
    names = [row.region.name for row in regions]
    load_outlines(outlines(tmp_path, names[:-1]), "Donnees")
    assert land_map(regions).shapes == ()

    load_outlines(outlines(tmp_path, names), "Donnees")
    drawn = land_map(regions)

    assert (len(drawn.shapes), drawn.tiles, drawn.credit) == (17, (), "Donnees")
    assert {shape.path.count("M") for shape in drawn.shapes} == {1}
    assert all(shape.path.endswith("Z") for shape in drawn.shapes)


def test_map_costs_one_query_once_drawn(regions, tmp_path, django_assert_num_queries):
    load_outlines(outlines(tmp_path, [row.region.name for row in regions]))
    land_map(regions)

    with django_assert_num_queries(1):
        land_map(regions)
