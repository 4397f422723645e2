"""Clocks of a plan, rebuilt in the transaction of each edit. See :class:`followup.models.Clock`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from arrimage.alignment.queries import Counting, counted_rows, counting_around
from arrimage.plans.document import counted_level
from arrimage.plans.following import Pks, follow
from arrimage.plans.models import (
    Cadence,
    Element,
    Evidence,
    ExpectedResult,
    Indicator,
    Plan,
    PlanYear,
    StatusUpdate,
    Timeframe,
)
from arrimage.plans.states import counts_of
from arrimage.rhythm.cadence import silence_of
from arrimage.rhythm.lateness import CountsAs, Facts, Frame, Nature, clock, nature_of

from .models import Clock, Occurrence
from .rules import KeptRhythm, rhythm_in, rhythm_of_cadence

OVER = ("done", "stopped", "excluded")
LIVE_NATURES = ("continuous", "recurring", "on_demand", "conditional")


@dataclass(slots=True)
class _Gathered:
    """What the clocks of some elements are made of, by element."""

    frames: dict[int, list[Frame]] = field(default_factory=lambda: defaultdict(list))
    silence: dict[int, int] = field(default_factory=dict)
    rhythms: dict[int, list[KeptRhythm]] = field(default_factory=lambda: defaultdict(list))
    news: dict[int, dt.date] = field(default_factory=dict)


@follow
def settle_clocks(plan: Plan, touched: Pks | None) -> None:
    """Rebuild the clocks of the lines that changed and of their steps; of every line for ``None``.

    The same number of queries whatever the number of lines. Lines of other plans in which they
    count are rebuilt a moment later.
    """
    _settle_elsewhere(plan, _rebuild(plan, touched))


def _rebuild(plan: Plan, touched: Pks | None) -> tuple[Counting, ...]:
    """What counts in the lines that were rebuilt, and what they count in."""
    pks = None if touched is None else _with_steps(touched)
    elements = _live(plan, pks)
    stale = Clock.objects.filter(plan=plan)
    if pks is not None:
        stale = stale.filter(pk__in=pks)
    stale.delete()
    if not elements:
        return ()
    pairs = counting_around(element.pk for element in elements)
    Clock.objects.bulk_create(_clocks(plan, elements, {pair.target for pair in pairs}))
    return pairs


def _settle_elsewhere(plan: Plan, pairs: Iterable[Counting]) -> None:
    """Lines of other plans in which those of this one count hear of it a moment later.

    Not in this transaction: two editors who hold their plans would wait for each other.
    """
    from .tasks import settle_lines  # it calls this module

    waiting: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        if pair.target_plan != plan.pk:
            waiting[pair.target_plan].add(pair.target)
    for plan_pk, targets in waiting.items():
        settle_lines.enqueue(plan_pk, sorted(targets))


def settle_lines(plan_pk: int, pks: Pks) -> None:
    """Rebuild the clocks of some lines of a plan, and no others in turn: two plans that count in
    each other would never end. Nothing when the plan is gone.
    """
    with transaction.atomic():
        plan = Plan.objects.select_for_update().filter(pk=plan_pk).first()
        if plan:
            _rebuild(plan, pks)


def rebuild_clocks() -> int:
    """Every clock of every plan, after a restoration or a new version; how many plans."""
    count = 0
    for plan in Plan.everything.order_by("pk").iterator():
        with transaction.atomic():
            Plan.everything.select_for_update().get(pk=plan.pk)
            _rebuild(plan, None)
        count += 1
    return count


def fill_missing_clocks() -> int:
    """Clocks of the plans that have none yet: those of before the follow-up; how many plans."""
    without = Plan.everything.exclude(pk__in=Clock.objects.values("plan"))
    plans = list(without.filter(elements__isnull=False).distinct())
    for plan in plans:
        with transaction.atomic():
            _rebuild(plan, None)
    return len(plans)


def _with_steps(touched: Pks) -> set[int]:
    pks = set(touched)
    below = pks
    while below:
        children = Element.everything.filter(parent__in=below).values_list("pk", flat=True)
        below = set(children) - pks
        pks |= below
    return pks


def _live(plan: Plan, pks: Collection[int] | None) -> list[Element]:
    """Actions and steps that are in the plan, parents first."""
    counted = counted_level(plan.levels.order_by("rank"))
    if counted is None:
        return []
    found = Element.objects.filter(plan=plan, level__rank__gte=counted.rank)
    if pks is not None:
        found = found.filter(pk__in=pks)
    return list(
        found.order_by("position").select_related("parent").only(
            "pk", "plan_id", "title", "status", "status_basis", "years_marked", "parent__status"
        )
    )  # fmt: skip


def _clocks(plan: Plan, elements: list[Element], fed: set[int]) -> Iterator[Clock]:
    """``fed`` are lines in which some of other plans count."""
    gathered = _gather({element.pk: element.title for element in elements})
    for pk, day in _news_from_elsewhere(fed):
        gathered.news[pk] = max(day, gathered.news.get(pk, day))
    years = {year.number: year for year in PlanYear.objects.filter(plan=plan)}
    counts = counts_of(plan)
    since = followed_since(plan)
    for element in elements:
        yield _clock(element, gathered, years, counts, since)


def followed_since(plan: Plan) -> dt.date:
    """When news of a plan could first be expected: it had begun, and it was here."""
    here = timezone.localdate(plan.created_at)
    return max(plan.starts_on, here) if plan.starts_on else here


def _gather(titles: dict[int, str]) -> _Gathered:
    found, pks = _Gathered(), list(titles)
    for frame in Timeframe.objects.filter(element__in=pks):
        found.frames[frame.element_id].append(
            Frame(frame.kind, frame.starts_on, frame.ends_on, frame.precision or None)  # type: ignore[arg-type]
        )
    for cadence in Cadence.objects.filter(element__in=pks).order_by("position", "pk"):
        if rhythm := rhythm_of_cadence(cadence):
            found.rhythms[cadence.element_id].append(rhythm)
    for pk, texts in _said(titles.keys() - found.rhythms.keys(), titles).items():
        if rhythm := rhythm_in(texts):
            found.rhythms[pk].append(rhythm)
    for pk, rhythms in found.rhythms.items():
        found.silence[pk] = min(silence_of(rhythm.rule) for rhythm in rhythms)
    for pk, day in _news(pks):
        found.news[pk] = max(day, found.news.get(pk, day))
    return found


def _said(pks: Collection[int], titles: Mapping[int, str]) -> dict[int, list[str]]:
    """The title of some lines, then their results and their indicators."""
    texts = {pk: [titles[pk]] for pk in pks}
    for model in (ExpectedResult, Indicator):
        rows = model._default_manager.filter(element__in=pks).order_by("position", "pk")
        for pk, text in rows.values_list("element", "text"):
            texts[pk].append(text)
    return texts


NEWS = ((StatusUpdate, "on"), (Occurrence, "on"), (Evidence, "created_at"))


def _news(pks: list[int]) -> Iterator[tuple[int, dt.date]]:
    for model, name in NEWS:
        rows = model._default_manager.filter(element__in=pks).order_by().values_list("element")
        yield from _days(rows.annotate(last=Max(name)))


def _news_from_elsewhere(fed: set[int]) -> Iterator[tuple[int, dt.date]]:
    for model, name in NEWS if fed else ():
        rows = counted_rows(model._default_manager.all(), fed).order_by().values_list("counts_in")
        yield from _days(rows.annotate(last=Max(name)))


def _days(rows: Iterable[tuple[int, dt.date]]) -> Iterator[tuple[int, dt.date]]:
    for pk, last in rows:
        yield pk, timezone.localdate(last) if isinstance(last, dt.datetime) else last


def frames_of(own: list[Frame], marked: list[int], years: Mapping[int, PlanYear]) -> list[Frame]:
    """The échéances of a line; the years that are marked for it stand in for missing dates."""
    if any(frame.start or frame.end for frame in own):
        return own
    spans = [years[number] for number in marked if number in years]
    return own + [Frame("plan_year", year.starts_on, year.ends_on, "year") for year in spans]


def _clock(
    element: Element,
    gathered: _Gathered,
    years: Mapping[int, PlanYear],
    counts: Mapping[str, CountsAs],
    since: dt.date,
) -> Clock:
    pk = element.pk
    counts_as = _counts_as(element, counts)
    frames = tuple(frames_of(gathered.frames[pk], element.years_marked, years))
    nature: Nature = nature_of(frames, has_rule=pk in gathered.silence)
    if nature in ("unknown", "dated") and element.status == "continuous":
        nature = "continuous"
    facts = Facts(frames, counts_as, nature, gathered.news.get(pk), since, gathered.silence.get(pk))
    told = clock(facts)
    return Clock(
        element_id=pk,
        plan_id=element.plan_id,
        nature=nature,
        counts_as=counts_as,
        reason=told.reason,
        starts_on=told.starts_on,
        due_on=told.due_on,
        late_from=told.late_from,
        silent_from=told.silent_from,
        confirm_from=_confirm_from(element, counts_as, told.starts_on, since),
        heard_on=told.heard_on,
        silent_after=told.silent_after,
        last_news=gathered.news.get(pk),
        rhythms=[rhythm.stored() for rhythm in gathered.rhythms.get(pk, ())],
    )


def _counts_as(element: Element, counts: Mapping[str, CountsAs]) -> CountsAs:
    """A step of an action that is over is over, until somebody says otherwise."""
    own = counts.get(element.status, "not_started")
    if not element.status and element.parent:
        above = counts.get(element.parent.status, "not_started")
        return above if above in OVER else own
    return own


def _confirm_from(
    element: Element, counts_as: CountsAs, starts_on: dt.date | None, since: dt.date
) -> dt.date | None:
    if element.status_basis == "inferred":
        return since
    if element.status or counts_as in OVER or not starts_on:
        return None
    return max(starts_on, since)
