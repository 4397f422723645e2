"""The moments of a plan that an address names: a day, an adoption, now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from arrimage.formats.draft import ElementDraft, PlanDraft
from arrimage.formats.interchange import from_json
from arrimage.plans.confidential import Sight
from arrimage.plans.models import Element, Plan
from arrimage.plans.said import say_day

from . import phrases
from .models import Baseline
from .queries import entered_on
from .then import PlanThen, plan_on, plan_then

ADOPTION = "adoption-"


@dataclass(frozen=True, slots=True)
class Moment:
    """What an address says: ``day`` with neither an adoption nor ``is_now`` is a past day."""

    value: str
    day: dt.date
    label: str
    baseline: Baseline | None = None
    is_now: bool = False


def read_day(text: str) -> dt.date:
    """A day that is not to come; refused in words otherwise."""
    try:
        day = dt.date.fromisoformat(text.strip()) if len(text.strip()) == 10 else None
    except ValueError:
        day = None
    if day is None or day.year < 1900:
        raise ValidationError(phrases.NOT_A_DAY, code="not_a_day")
    if day > timezone.localdate():
        raise ValidationError(phrases.NOT_YET, code="not_yet")
    return day


def read_moment(plan: Plan, text: str) -> Moment:
    """«2026-03-01», «adoption-4», or nothing for today; refused in words otherwise."""
    text = text.strip()
    if not text:
        return Moment("", timezone.localdate(), str(phrases.NOW), is_now=True)
    if text.startswith(ADOPTION):
        key = text.removeprefix(ADOPTION)
        known = plan.baselines.filter(pk=int(key)) if key.isdecimal() and len(key) < 16 else None
        baseline = known.first() if known is not None else None
        if baseline is None:
            raise ValidationError(phrases.NO_SUCH_ADOPTION, code="no_such_adoption")
        return Moment(text, baseline.adopted_on, label_of(baseline), baseline)
    day = read_day(text)
    if day < entered_on(plan):
        said = {"day": say_day(entered_on(plan))}
        raise ValidationError(before_entry(said["day"]), code="before_entry")
    return Moment(day.isoformat(), day, say_day(day))


def before_entry(day: str) -> str:
    """Why nothing can be shown before the plan was there."""
    return _(
        "Le plan est entré dans Arrimage le %(day)s. Ce qu’il disait avant cette date n’y est pas."
    ) % {"day": day}


def label_of(baseline: Baseline) -> str:
    """«Adopté le 12 mai 2026 : Conseil d’administration»."""
    said = {"day": say_day(baseline.adopted_on), "instance": baseline.instance}
    return _("Adopté le %(day)s\u00a0: %(instance)s") % said


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a draft, and the element behind each of its keys."""

    moment: Moment
    draft: PlanDraft
    keys: Mapping[str, int]


def then_of(plan: Plan, moment: Moment, sight: Sight) -> PlanThen:
    """The plan at a moment, from its rows."""
    if moment.is_now:
        last = plan.edits.order_by("-pk").values_list("pk", flat=True).first() or 0
        return plan_then(plan, after=last, day=moment.day, sight=sight)
    return plan_on(plan, moment.day, sight)


def side_of(plan: Plan, moment: Moment, sight: Sight) -> Side:
    """What a comparison takes: of an adoption, the copy that was kept."""
    if moment.baseline is None:
        then = then_of(plan, moment, sight)
        return Side(moment, then.draft, then.keys)
    baseline = moment.baseline
    draft = from_json(baseline.content)
    if not sight.withheld:
        draft = _without(draft, baseline, plan)
    kept = {element.key for element in draft.walk()}
    return Side(moment, draft, {key: pk for key, pk in baseline.keys.items() if key in kept})


def _without(draft: PlanDraft, baseline: Baseline, plan: Plan) -> PlanDraft:
    """The copy less what the team alone may see: now, then, or below it."""
    now = Element.everything.filter(plan=plan, is_withheld=True).values_list("pk", flat=True)
    hidden = {*now, *baseline.withheld}

    def thinned(elements: tuple[ElementDraft, ...]) -> tuple[ElementDraft, ...]:
        return tuple(
            replace(element, children=thinned(element.children))
            for element in elements
            if baseline.keys.get(element.key) not in hidden
        )

    return replace(draft, elements=thinned(draft.elements))
