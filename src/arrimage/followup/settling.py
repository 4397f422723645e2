"""Clocks of a plan, rebuilt in the transaction of each edit. See :class:`followup.models.Clock`."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction
from django.db.models import Max, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from arrimage.alignment.queries import Counting, counted_rows, counting_around
from arrimage.plans.following import Pks, follow, settle_followers
from arrimage.plans.models import Evidence, Plan, PlanYear, StatusUpdate
from arrimage.plans.states import counts_of
from arrimage.rhythm.cadence import silence_of
from arrimage.rhythm.lateness import CountsAs, Facts, Frame, Nature, clock, nature_of

from .changing import rhythms_of
from .gathering import Gathered, Line, day_of, gather
from .models import Clock, Occurrence
from .rules import KeptRhythm, rhythm_in

OVER = ("done", "stopped", "excluded")
LIVE_NATURES = ("continuous", "recurring", "on_demand", "conditional")


@follow
def settle_clocks(plan: Plan, touched: Pks | None) -> None:
    """Rebuild the clocks of the lines that changed and of their steps; of every line for ``None``.

    The same number of queries whatever the number of lines. Lines of other plans in which they
    count are rebuilt a moment later.
    """
    _settle_elsewhere(plan, _rebuild(plan, touched))


def _rebuild(plan: Plan, touched: Pks | None) -> tuple[Counting, ...]:
    """What counts in the lines that were rebuilt, and what they count in."""
    gathered = gather(plan, touched)
    stale = Clock.objects.filter(plan=plan)
    if touched is not None:
        stale = stale.filter(pk__in=gathered.touched)
    stale.delete()
    if not gathered.lines:
        return ()
    pairs = counting_around(line.pk for line in gathered.lines)
    for pk, day in _news_from_elsewhere({pair.target for pair in pairs}):
        gathered.heard(pk, day)
    Clock.objects.bulk_create(_clocks(plan, gathered))
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
    """All that follows every plan, after a restoration or a new version; how many plans."""
    count = 0
    for plan in Plan.everything.order_by("pk").iterator():
        with transaction.atomic():
            Plan.everything.select_for_update().get(pk=plan.pk)
            settle_followers(plan)
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


def _clocks(plan: Plan, gathered: Gathered) -> Iterator[Clock]:
    counts = counts_of(plan)
    since = followed_since(plan)
    for line in gathered.lines:
        yield _clock(plan, line, gathered, counts, since)


def followed_since(plan: Plan) -> dt.date:
    """When news of a plan could first be expected: it had begun, and it was here."""
    here = timezone.localdate(plan.created_at)
    return max(plan.starts_on, here) if plan.starts_on else here


NEWS = ((StatusUpdate, "on"), (Occurrence, "on"), (Evidence, "created_at"))


def _news_from_elsewhere(fed: set[int]) -> Iterator[tuple[int, dt.date]]:
    """``fed`` are lines in which some of other plans count."""
    if not fed:
        return
    first, *others = (
        counted_rows(model._default_manager.all(), fed)
        .order_by()
        .values_list("counts_in")
        .annotate(last=Cast(Max(name), TextField()))
        for model, name in NEWS
    )
    for pk, text in first.union(*others, all=True):
        yield pk, day_of(text)


def frames_of(own: list[Frame], marked: list[int], years: Mapping[int, PlanYear]) -> list[Frame]:
    """The échéances of a line; the years that are marked for it stand in for missing dates."""
    if any(frame.start or frame.end for frame in own):
        return own
    spans = [years[number] for number in marked if number in years]
    return own + [Frame("plan_year", year.starts_on, year.ends_on, "year") for year in spans]


def _begun(frames: list[Frame]) -> tuple[Frame, ...]:
    """A line that comes back has begun when one of its rhythms has, whenever the next ones do."""
    is_open = any(frame.kind == "recurring" and frame.start is None for frame in frames)
    return tuple(
        dataclasses.replace(frame, start=None) if is_open and frame.kind == "recurring" else frame
        for frame in frames
    )


def _clock(
    plan: Plan, line: Line, gathered: Gathered, counts: Mapping[str, CountsAs], since: dt.date
) -> Clock:
    pk = line.pk
    counts_as = _counts_as(line, counts)
    frames = _begun(frames_of(gathered.frames[pk], line.years_marked, gathered.years))
    rhythms, news = _rhythms(line, gathered), gathered.news.get(pk)
    heard = max(since, news or since)
    silence = min((silence_of(rhythm.rule_on(heard)) for rhythm in rhythms), default=None)
    nature: Nature = nature_of(frames, has_rule=silence is not None)
    if nature in ("unknown", "dated") and line.status == "continuous":
        nature = "continuous"
    told = clock(Facts(frames, counts_as, nature, news, since, silence, _end(rhythms)))
    return Clock(
        element_id=pk,
        plan=plan,
        nature=nature,
        counts_as=counts_as,
        reason=told.reason,
        starts_on=told.starts_on,
        due_on=told.due_on,
        late_from=told.late_from,
        silent_from=told.silent_from,
        confirm_from=_confirm_from(line, counts_as, told.starts_on, since, news),
        heard_on=told.heard_on,
        silent_after=told.silent_after,
        last_news=news,
        rhythms=[rhythm.stored() for rhythm in rhythms],
    )


def _end(rhythms: list[KeptRhythm]) -> dt.date | None:
    """The day after which no rhythm of a line asks for anything: its silence says nothing then."""
    ends = [rhythm.until for rhythm in rhythms]
    return max(end for end in ends if end) if ends and all(ends) else None


def _rhythms(line: Line, gathered: Gathered) -> list[KeptRhythm]:
    """Its frequencies, else the one that its title, its results or its indicators count."""
    if own := rhythms_of(gathered.cadences[line.pk], gathered.said[line.pk]):
        return own
    said = rhythm_in([line.title, *gathered.texts[line.pk]])
    return [said] if said else []


def _counts_as(line: Line, counts: Mapping[str, CountsAs]) -> CountsAs:
    """A step of an action that is over is over, until somebody says otherwise."""
    own = counts.get(line.status, "not_started")
    if not line.status and line.status_above is not None:
        above = counts.get(line.status_above, "not_started")
        return above if above in OVER else own
    return own


def _confirm_from(
    line: Line,
    counts_as: CountsAs,
    starts_on: dt.date | None,
    since: dt.date,
    news: dt.date | None,
) -> dt.date | None:
    """What was heard of since it began is no longer asked about: silence will, if it comes."""
    if line.status_basis == "inferred":
        return since
    if line.status or counts_as in OVER or not starts_on:
        return None
    return None if news and news >= starts_on else max(starts_on, since)
