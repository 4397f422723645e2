"""The official divisions that ship with the product, and outlines from a file.

Codes, names and points are facts and ship as data. Outlines are somebody's work: an administrator
obtains the file, and its credit is kept beside each outline.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from arrimage.formats.language.text import normalise

from .models import Territory, TerritoryKind, TerritoryOutline

MAX_BYTES = 200 * 1024 * 1024
MAX_POINTS = 500_000  # of one outline
ORDER = (TerritoryKind.PROVINCE, TerritoryKind.REGION, TerritoryKind.MRC)
# Where files that we know keep their codes: plain names first, then those of Québec's open data.
CODE_KEYS = {
    TerritoryKind.MRC: ("mrc_code", "mrc", "mrs_co_mrc", "co_mrc"),
    TerritoryKind.REGION: ("region_code", "code", "region", "res_co_reg", "co_reg"),
}
NAME_KEYS = {
    TerritoryKind.MRC: ("mrc_nom", "mrs_nm_mrc", "nm_mrc", "nom", "name"),
    TerritoryKind.REGION: ("region_nom", "res_nm_reg", "nm_reg", "nom", "name"),
}
SHARED_KEYS = {"nom", "name"}


class OutlinesRefused(Exception):
    """The file cannot be taken; the message is a complete French sentence."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows were added and how many were brought up to date."""

    added: int
    changed: int


def shipped_rows() -> list[dict[str, str]]:
    """The rows of the shipped table, parents before their parts."""
    table = resources.files("arrimage.directory") / "data" / "territories.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return sorted(rows, key=lambda row: ORDER.index(TerritoryKind(row["kind"])))


@transaction.atomic
def load_territories(model: type[models.Model] = Territory) -> Loaded:
    """Add the divisions that are missing, correct those that differ, remove nothing.

    It may run any number of times; ``model`` may be the one that a migration knows.
    """
    manager = model._default_manager
    known = {(row.kind, row.code): row for row in manager.all()}  # type: ignore[attr-defined]
    added = changed = 0
    for level in ORDER:
        missing = []
        for row in (r for r in shipped_rows() if r["kind"] == level):
            values = _values(row, known, level)
            present = known.get((level, row["code"]))
            if present is None:
                missing.append(model(kind=level, code=row["code"], **values))
            elif any(getattr(present, name) != value for name, value in values.items()):
                manager.filter(pk=present.pk).update(**values)
                changed += 1
        for made in manager.bulk_create(missing):
            known[made.kind, made.code] = made  # type: ignore[attr-defined]
        added += len(missing)
    return Loaded(added, changed)


def _values(row: Mapping[str, str], known: Mapping[Any, Any], level: str) -> dict[str, Any]:
    above = ORDER[ORDER.index(TerritoryKind(level)) - 1]
    parent = known.get((above, row["parent"])) if row["parent"] else None
    return {
        "name": row["name"],
        "parent_id": parent.pk if parent else None,
        "latitude": float(row["latitude"]) if row["latitude"] else None,
        "longitude": float(row["longitude"]) if row["longitude"] else None,
    }


@dataclass(frozen=True, slots=True)
class Outlined:
    """How many outlines were kept, and the names in the file that are no territory of ours."""

    kept: int
    unknown: tuple[str, ...]


def load_outlines(path: Path, credit: str = "") -> Outlined:
    """Keep the outlines of a GeoJSON file; :class:`OutlinesRefused` and nothing kept when bad."""
    features = _features(path)
    finder = _Finder(Territory.objects.all())
    kept, unknown = 0, []
    with transaction.atomic():
        for feature in features:
            properties = _properties(feature)
            geometry = _geometry(feature)
            territory = finder.find(properties)
            if territory is None:
                unknown.append(_label(properties))
                continue
            TerritoryOutline.objects.update_or_create(
                territory=territory, defaults={"geometry": geometry, "credit": credit[:200]}
            )
            kept += 1
    return Outlined(kept, tuple(unknown))


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OutlinesRefused(_("Ce fichier dépasse 200 Mo ; rien n’a été chargé."))
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        words = _("Le fichier %(path)s ne peut pas être lu (%(why)s) ; rien n’a été chargé.")
        raise OutlinesRefused(words % {"path": path, "why": error.strerror}) from error
    except (ValueError, RecursionError) as error:
        raise OutlinesRefused(
            _("Ce fichier n’est pas du GeoJSON ; rien n’a été chargé.")
        ) from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features:
        raise OutlinesRefused(_("Ce fichier ne contient aucun contour ; rien n’a été chargé."))
    return features


def _properties(feature: Any) -> dict[str, str]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(found, dict):
        return {}
    return {str(key).casefold(): str(value) for key, value in found.items() if value is not None}


def _geometry(feature: Any) -> dict[str, Any]:
    """Only the two members of a Polygon or MultiPolygon, after every number was looked at."""
    found = feature.get("geometry") if isinstance(feature, dict) else None
    kind = found.get("type") if isinstance(found, dict) else None
    depth = {"Polygon": 1, "MultiPolygon": 2}.get(str(kind))
    if depth is None or not isinstance(found, dict):
        raise OutlinesRefused(
            _("Un contour n’est ni un polygone ni un multipolygone ; rien n’a été chargé.")
        )
    count = sum(1 for _point in _points(found.get("coordinates"), depth))
    if not 3 < count <= MAX_POINTS:
        raise OutlinesRefused(_("Un contour a trop ou trop peu de points ; rien n’a été chargé."))
    return {"type": kind, "coordinates": found["coordinates"]}


def _points(value: Any, depth: int) -> Iterator[None]:
    if not isinstance(value, list):
        raise OutlinesRefused(_("Un contour est mal formé ; rien n’a été chargé."))
    if depth:
        for inner in value:
            yield from _points(inner, depth - 1)
        return
    for point in value:
        if not _is_point(point):
            raise OutlinesRefused(
                _("Un point n’est pas en degrés (longitude, latitude) ; rien n’a été chargé.")
            )
        yield None


def _is_point(point: Any) -> bool:
    if not isinstance(point, list) or len(point) < 2:
        return False
    if not all(type(number) in (int, float) for number in point[:2]):
        return False
    return -180 <= point[0] <= 180 and -90 <= point[1] <= 90


def _label(properties: Mapping[str, str]) -> str:
    keys = (*NAME_KEYS[TerritoryKind.MRC], *NAME_KEYS[TerritoryKind.REGION])
    return next((properties[key] for key in keys if key in properties), "?")


class _Finder:
    """The territory that a feature speaks of: by name within its kind, else by code.

    A feature that names an MRC in a column of its own is one; without any such column it is a
    region when a region has its name or code («Laval» is both).
    """

    def __init__(self, territories: Iterable[Territory]) -> None:
        known = list(territories)
        self.by_code = {(t.kind, t.code): t for t in known}
        self.by_name = {(t.kind, normalise(t.name)): t for t in known}

    def find(self, properties: Mapping[str, str]) -> Territory | None:
        mrc = TerritoryKind.MRC
        own = {*CODE_KEYS[mrc], *NAME_KEYS[mrc]} - SHARED_KEYS
        kinds = (mrc,) if own.intersection(properties) else (TerritoryKind.REGION, mrc)
        for kind in kinds:
            name = next((properties[k] for k in NAME_KEYS[kind] if k in properties), "")
            code = next((properties[k] for k in CODE_KEYS[kind] if k in properties), "")
            found = self.by_name.get((kind, normalise(name)))
            found = found or self.by_code.get((kind, _short(code, kind)))
            if found is not None:
                return found
        return None


def _short(code: str, kind: TerritoryKind) -> str:
    """Open data writes «070» for the MRC that is officially «07»."""
    code = code.strip()
    is_long = kind == TerritoryKind.MRC and len(code) == 3 and code.endswith("0")
    return code[:2] if is_long else code.zfill(2)
