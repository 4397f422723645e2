"""What elements carried at a moment, as the document of a plan takes it; four queries for names."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from arrimage.directory.models import Organization, Person, Territory, Theme
from arrimage.plans.carried import THEME, Carried, Rows

from .past import Past, Values


def holds_on(assignment: Values, day: dt.date) -> bool:
    """True when who carries an element does so on that day."""
    since, until = assignment["since"], assignment["until"]
    return not (since and since > day) and not (until and until < day)


def carried_then(past: Past, day: dt.date) -> Carried:
    """The rows of every element; people and themes bear the names of today."""
    return Carried(
        assignments=_assignments(past, day),
        timeframes=_rows(past, "timeframe", "text", "kind", "starts_on", "ends_on", "precision"),
        cadences=_rows(past, "cadence", "text"),
        results=_rows(past, "expectedresult", "text", "year", "sub_items"),
        indicators=_rows(past, "indicator", "text", "nature"),
        references=_rows(past, "reference", "number", "text", "target_id", ordered=False),
        tags=_tags(past),
    )


def _rows(past: Past, name: str, *columns: str, ordered: bool = True) -> Rows:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, rows in past.carried(name, *(("position",) if ordered else ())).items():
        found[pk] = [tuple(values[column] for column in columns) for _key, values in rows]
    return found


def _assignments(past: Past, day: dt.date) -> Rows:
    held = {
        pk: [values for _key, values in rows if holds_on(values, day)]
        for pk, rows in past.carried("assignment", "position").items()
    }
    every = [values for rows in held.values() for values in rows]
    people = _names(Person, (v["person_id"] for v in every), "name")
    houses = _names(Organization, (v["organization_id"] for v in every), "name")
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, rows in held.items():
        for v in rows:
            who = people.get(v["person_id"]) or houses.get(v["organization_id"]) or ("",)
            found[pk].append((v["name"], v["role"], who[0]))
    return found


def _tags(past: Past) -> Rows:
    """Themes first, then territories; a theme that was merged since bears no name any more."""
    themes, lands = past.carried("elementtheme"), past.carried("elementterritory")
    labels = _names(
        Theme.objects.filter(merged_into=None), _keys(themes.values(), "theme_id"), "label"
    )
    named = _names(Territory, _keys(lands.values(), "territory_id"), "kind", "code", "name")
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, rows in themes.items():
        known = (labels.get(values["theme_id"]) for _key, values in rows)
        found[pk] += sorted((THEME, label[0]) for label in known if label)
    for pk, rows in lands.items():
        places = (named.get(values["territory_id"]) for _key, values in rows)
        found[pk] += sorted((f"{p[0]}-{p[1]}", p[2]) for p in places if p)
    return found


def _keys(carried: Iterable[list[tuple[int, Values]]], column: str) -> Iterable[int]:
    return (values[column] for rows in carried for _key, values in rows)


def _names(
    source: type[models.Model] | models.QuerySet[Any], keys: Iterable[int | None], *columns: str
) -> dict[int | None, tuple[Any, ...]]:
    """Some columns of rows, by key; one query, even for none."""
    every = source if isinstance(source, models.QuerySet) else source._default_manager.all()
    wanted = {key for key in keys if key is not None} or {0}
    rows = every.filter(pk__in=wanted).values_list("pk", *columns)
    return {pk: tuple(said) for pk, *said in rows}
