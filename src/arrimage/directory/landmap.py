"""A map of the regions: their outlines when an administrator loaded them, else tiles.

The list beside it says the same things, so the map is never the only way to them.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import cos, radians

from .listing import RegionRow
from .models import TerritoryOutline

COLUMNS = 7  # of the grid of tiles
POINTS = 500  # drawn of one outline, at most
SCALE = 40  # units of the drawing for a degree of latitude
MIDDLE = cos(radians(52))  # a degree of longitude beside one of latitude, where Québec is
SMALL = 0.02  # degrees; islands below are not drawn

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tile:
    """A region as a square of the grid; ``column`` and ``line`` count from 1."""

    row: RegionRow
    column: int
    line: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A region as an outline: the commands of an SVG path."""

    row: RegionRow
    path: str


@dataclass(frozen=True, slots=True)
class LandMap:
    """Either tiles or shapes. ``box`` is the frame of the shapes; ``credit`` who drew them."""

    tiles: tuple[Tile, ...] = ()
    shapes: tuple[Shape, ...] = ()
    box: str = ""
    credit: str = ""


def land_map(regions: Sequence[RegionRow]) -> LandMap:
    """Shapes when every region has an outline, else tiles; one query."""
    kept = TerritoryOutline.objects.filter(territory__in=[row.region.pk for row in regions])
    known = {
        pk: (at, credit) for pk, at, credit in kept.values_list("territory", "loaded_at", "credit")
    }
    if not regions or any(row.region.pk not in known for row in regions):
        return LandMap(tiles=tiles_of(regions))
    drawn = [(row, drawing_of(row.region.pk, known[row.region.pk][0])) for row in regions]
    credit = next((words for _at, words in known.values() if words), "")
    points = [point for _row, rings in drawn for ring in rings for point in ring]
    left, top = min(x for x, _y in points), min(y for _x, y in points)
    right, bottom = max(x for x, _y in points), max(y for _x, y in points)
    return LandMap(
        shapes=tuple(Shape(row, _path(rings)) for row, rings in drawn),
        box=f"{left - 4:.0f} {top - 4:.0f} {right - left + 8:.0f} {bottom - top + 8:.0f}",
        credit=credit,
    )


def tiles_of(regions: Iterable[RegionRow]) -> tuple[Tile, ...]:
    """A square for each region, roughly where it lies; one that we do not know comes below."""
    table = resources.files("arrimage.directory") / "data" / "tiles.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        places = {r["code"]: (int(r["column"]), int(r["line"])) for r in csv.DictReader(stream)}
    below = max(line for _column, line in places.values()) + 1
    tiles, others = [], 0
    for row in regions:
        place = places.get(row.region.code)
        if place is None:
            place = (others % COLUMNS + 1, below + others // COLUMNS)
            others += 1
        tiles.append(Tile(row, *place))
    return tuple(tiles)


@lru_cache(maxsize=64)
def drawing_of(pk: int, loaded_at: dt.datetime) -> tuple[tuple[Point, ...], ...]:
    """The rings of an outline on the drawing, thinned; kept until it is loaded again."""
    geometry = TerritoryOutline.objects.get(territory=pk, loaded_at=loaded_at).geometry
    parts = geometry["coordinates"]
    polygons = [parts] if geometry["type"] == "Polygon" else parts
    outer = [polygon[0] for polygon in polygons if polygon]
    large = [ring for ring in outer if _extent(ring) >= SMALL] or outer[:1]
    step = max(1, sum(map(len, large)) // POINTS)
    return tuple(tuple(_placed(point) for point in ring[::step]) for ring in large)


def _extent(ring: Sequence[Sequence[float]]) -> float:
    longitudes, latitudes = [p[0] for p in ring], [p[1] for p in ring]
    return max(max(longitudes) - min(longitudes), max(latitudes) - min(latitudes))


def _placed(point: Sequence[float]) -> Point:
    return (round(point[0] * MIDDLE * SCALE, 1), round(-point[1] * SCALE, 1))


def _path(rings: Iterable[Sequence[Point]]) -> str:
    return "".join(
        "M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings if len(ring) > 2
    )
