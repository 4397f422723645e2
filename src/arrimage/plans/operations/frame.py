"""What a plan is, around its lines: its title, its period, its mission, its years, its levels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.search.indexing import forget, forget_scope, refresh

from .. import phrases
from ..edits import editing
from ..models import Element, Level, Plan, PlanYear

FRAME = (
    *("title", "starts_on", "ends_on", "updated_on", "fiscal_year_start"),
    *("mission", "vision", "values", "general_objective"),
)
MOST_LEVELS, MOST_YEARS = 8, 30


class YearBounds(NamedTuple):
    """First and last day of a plan year, included."""

    starts_on: dt.date
    ends_on: dt.date


class FrameWrittenMeanwhile(Exception):
    """Somebody changed the same things since they were shown; ``fields`` names them."""

    def __init__(self, fields: tuple[str, ...], now: Mapping[str, Any]) -> None:
        super().__init__(str(phrases.STALE))
        self.fields, self.now = fields, now


@transaction.atomic
def change_frame(
    *, actor: User, plan: Plan, values: Mapping[str, Any], shown: Mapping[str, Any]
) -> Plan:
    """Change what differs from what was ``shown``; the audit line keeps what it was.

    What somebody else changed meanwhile stays; the same thing changed by both raises
    :class:`FrameWrittenMeanwhile`.
    """
    with editing(actor=actor, plan=plan, verb="plan.frame", label=plan.title) as edited:
        edited.watch_frame()
        held = Plan.objects.get(pk=plan.pk)
        now = {name: getattr(held, name) for name in FRAME}
        changed = tuple(name for name in FRAME if name in values and values[name] != shown[name])
        both = tuple(name for name in changed if now[name] not in (shown[name], values[name]))
        if both:
            raise FrameWrittenMeanwhile(both, now)
        for name in changed:
            setattr(held, name, values[name])
        _check_frame(held)
        held.save(update_fields=changed)
        edited.label = held.title
    if changed:
        labels = phrases.listed(phrases.FRAME[name] for name in changed)
        before = {name: _printable(now[name]) for name in changed}
        after = {name: _printable(values[name]) for name in changed} | {"fields": labels}
        record(actor, "plan.frame", held, scope=held, before=before, after=after)
    return held


def _check_frame(plan: Plan) -> None:
    if not plan.title.strip():
        raise ValidationError({"title": phrases.PLAN_TITLE_MISSING})
    if plan.starts_on and plan.ends_on and plan.ends_on < plan.starts_on:
        raise ValidationError({"ends_on": phrases.PERIOD_ORDER})
    plan.full_clean()


def _printable(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


@transaction.atomic
def change_years(*, actor: User, plan: Plan, years: Sequence[YearBounds]) -> None:
    """The years of a plan, in order; a year that lines are marked for cannot go."""
    with editing(actor=actor, plan=plan, verb="plan.years", label=plan.title) as edited:
        edited.watch_frame()
        held = list(PlanYear.objects.filter(plan=plan))
        before = [YearBounds(year.starts_on, year.ends_on) for year in held]
        if list(years) == before:
            return
        _check_years(plan, years)
        PlanYear.objects.filter(plan=plan, number__gt=len(years)).delete()
        PlanYear.objects.bulk_create(
            [
                PlanYear(plan=plan, number=number, starts_on=year.starts_on, ends_on=year.ends_on)
                for number, year in enumerate(years, 1)
            ],
            update_conflicts=True,
            unique_fields=["plan", "number"],
            update_fields=["starts_on", "ends_on"],
        )
    old, new = ([list(map(str, year)) for year in side] for side in (before, years))
    record(actor, "plan.years", plan, scope=plan, before={"years": old}, after={"years": new})


def _check_years(plan: Plan, years: Sequence[YearBounds]) -> None:
    if len(years) > MOST_YEARS or any(year.ends_on < year.starts_on for year in years):
        raise ValidationError(phrases.YEARS_ORDER, code="years_order")
    if any(b.starts_on <= a.ends_on for a, b in pairwise(years)):
        raise ValidationError(phrases.YEARS_ORDER, code="years_order")
    marks = Element.objects.filter(plan=plan).values_list("years_marked", flat=True)
    used = max((number for marked in marks for number in marked), default=0)
    if used > len(years):
        raise ValidationError(phrases.YEAR_USED % {"number": used}, code="year_used")


def levels_in_use(plan: Plan) -> list[tuple[Level, int]]:
    """Each level with how many lines have it, those of the bin included."""
    held = Element.everything.filter(plan=plan).order_by().values_list("level")
    counts = dict(held.annotate(n=Count("pk")))
    return [(level, counts.get(level.pk, 0)) for level in plan.levels.all()]


@transaction.atomic
def rename_level(*, actor: User, level: Level, name: str) -> Level:
    """Another name for a level; its lines stay."""
    before, level.name = level.name, name.strip()
    level.full_clean()
    if before != level.name:
        with editing(actor=actor, plan=level.plan, verb="level.rename", label=before) as edited:
            edited.watch_frame()
            level.save(update_fields=["name"])
        names = {"before": {"name": before}, "after": {"name": level.name}}
        record(actor, "level.rename", level.plan, label=before, scope=level.plan, **names)
    return level


@transaction.atomic
def add_level(*, actor: User, plan: Plan, name: str, role: str, rank: int) -> Level:
    """A level at a rank; those from there on go one deeper."""
    with editing(actor=actor, plan=plan, verb="level.add", label=name.strip()) as edited:
        edited.watch_frame()
        levels = list(Level.objects.filter(plan=plan))
        if len(levels) >= MOST_LEVELS:
            raise ValidationError(phrases.TOO_MANY_LEVELS % {"count": MOST_LEVELS}, code="too_many")
        rank = max(0, min(rank, len(levels)))
        for level in reversed(levels[rank:]):
            Level.objects.filter(pk=level.pk).update(rank=level.rank + 1)
        made = Level(plan=plan, rank=rank, name=name.strip(), role=role)
        made.full_clean()
        made.save()
    record(actor, "level.add", plan, label=made.name, scope=plan)
    return made


@transaction.atomic
def remove_level(*, actor: User, level: Level) -> None:
    """Take out a level that no line has, not even one of the bin."""
    with editing(actor=actor, plan=level.plan, verb="level.remove", label=level.name) as edited:
        edited.watch_frame()
        plan = edited.plan
        held = Element.everything.filter(level=level)
        if held.exists():
            count = held.count()
            raise ValidationError(phrases.LEVEL_USED % {"count": count}, code="level_used")
        if plan.levels.count() == 1:
            raise ValidationError(phrases.LAST_LEVEL, code="last_level")
        rank = level.rank
        level.delete()
        for below in plan.levels.filter(rank__gt=rank).order_by("rank"):
            Level.objects.filter(pk=below.pk).update(rank=below.rank - 1)
    record(actor, "level.remove", plan, label=edited.label, scope=plan)


@transaction.atomic
def remove_plan(*, actor: User, plan: Plan) -> Plan:
    """Put a plan in the bin of plans: nobody finds it any more, and nothing of it is destroyed."""
    plan.removed_at = timezone.now()
    plan.save(update_fields=["removed_at"])
    record(actor, "plan.remove", plan, scope=plan)
    forget("plan", [plan.pk])
    forget_scope("element", plan.pk)
    return plan


@transaction.atomic
def restore_plan(*, actor: User, plan: Plan) -> Plan:
    """Bring a plan back from the bin, as it was."""
    plan.removed_at = None
    plan.save(update_fields=["removed_at"])
    record(actor, "plan.restore", plan, scope=plan)
    refresh("plan", [plan.pk])
    refresh("element", plan.elements.values_list("pk", flat=True))
    return plan
