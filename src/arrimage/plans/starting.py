"""Drafts of plans that come from no document: typed, copied from another plan, from a model."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from arrimage.formats.document import Anchor
from arrimage.formats.draft import (
    Column,
    ColumnField,
    ElementDraft,
    Layout,
    LevelDraft,
    LevelRole,
    Period,
    PlanDraft,
    PlanYear,
)
from arrimage.formats.outline import levels_named, read_outline

MAX_YEARS = 10
COLUMNS: tuple[tuple[ColumnField, str, float], ...] = (
    ("action", "", 3.0),
    ("responsible", "Responsables", 1.5),
    ("timeframe", "Échéancier", 1.5),
    ("result", "Résultats attendus", 2.0),
    ("indicator", "Indicateurs", 2.0),
)


@dataclass(frozen=True, slots=True)
class Starter:
    """A model of a plan: ``levels`` names from the top, ``outline`` two spaces a level."""

    key: str
    name: str
    purpose: str
    levels: tuple[str, ...]
    outline: str


@cache
def starters() -> tuple[Starter, ...]:
    """The models that Arrimage offers."""
    stored = tomllib.loads(files("arrimage.plans").joinpath("starters.toml").read_text("utf-8"))
    return tuple(
        Starter(s["key"], s["name"], s["for"], tuple(s["levels"]), s["outline"].strip("\n"))
        for s in stored["starter"]
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """What every new plan says of itself; the days are inclusive."""

    title: str
    organization: str
    starts_on: dt.date
    ends_on: dt.date

    @property
    def period(self) -> Period:
        """The period, to the day."""
        return Period(self.starts_on, self.ends_on, "day", "")

    @property
    def years(self) -> tuple[PlanYear, ...]:
        """Years counted from the first day of the plan; the last one may be shorter."""
        years: list[PlanYear] = []
        start = self.starts_on
        while start <= self.ends_on and len(years) < MAX_YEARS:
            following = _a_year_after(start)
            years.append(
                PlanYear(len(years) + 1, start, min(following - dt.timedelta(1), self.ends_on))
            )
            start = following
        return tuple(years)


def _a_year_after(day: dt.date) -> dt.date:
    """The same day of the next year; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return dt.date(day.year + 1, 3, 1)


def outlined(frame: Frame, levels: Sequence[str], outline: str, *, numbered: bool) -> PlanDraft:
    """A plan from an outline; raises :class:`formats.outline.OutlineError`, in words.

    An outline without a line gives one element of each level to begin with.
    """
    named = levels_named(levels)
    elements = read_outline(outline, named, numbered=numbered) or _first_branch(named, numbered)
    return _framed(frame, named, elements)


def _first_branch(levels: tuple[LevelDraft, ...], numbered: bool) -> tuple[ElementDraft, ...]:
    branch: tuple[ElementDraft, ...] = ()
    for rank in reversed(range(len(levels))):
        number = ".".join("1" * (rank + 1)) if numbered else ""
        title = f"{levels[rank].name} à écrire"
        branch = (ElementDraft(f"l{rank}", rank, title, number, children=branch),)
    return branch


def copied(frame: Frame, model: PlanDraft, *, with_people: bool, with_aims: bool) -> PlanDraft:
    """The tree of another plan, without its time, states and anchors.

    ``with_people`` keeps who carries, ``with_aims`` the expected results and indicators.
    """

    def kept(element: ElementDraft) -> ElementDraft:
        return replace(
            element,
            source_title="",
            assignments=element.assignments if with_people else (),
            results=element.results if with_aims else (),
            indicators=element.indicators if with_aims else (),
            timeframes=(), timeframe_text="", cadences=(), years_marked=(), quarters_marked=(),
            status=None, amounts=(), notes=(), anchor=Anchor(), confidence=1.0,
            children=tuple(map(kept, element.children)),
        )  # fmt: skip

    made = _framed(frame, model.levels, tuple(map(kept, model.elements)))
    years = {str(year.number) for year in made.years}
    columns = [c for c in model.layout.columns if c.field != "year" or c.key in years]
    said = replace(
        made,
        mission=model.mission,
        vision=model.vision,
        values=model.values,
        states=model.states,
    )
    return replace(said, layout=replace(model.layout, columns=tuple(columns))) if columns else said


def _framed(
    frame: Frame, levels: tuple[LevelDraft, ...], elements: tuple[ElementDraft, ...]
) -> PlanDraft:
    roles: list[LevelRole] = [level.role for level in levels]
    above = tuple(role for role in roles if role not in ("action", "step"))
    lead = next(level.name for level in levels if level.role == "action")
    columns = (Column(header or lead, field, width=width) for field, header, width in COLUMNS)
    return PlanDraft(
        title=frame.title,
        organization=frame.organization,
        period=frame.period,
        fiscal_year_start=f"{frame.starts_on:%m-%d}",
        years=frame.years,
        levels=levels,
        elements=elements,
        layout=Layout(tuple(columns), above),
    )
