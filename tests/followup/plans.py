"""Small plans for the follow-up: one action or a few, in a plan of two years."""

import datetime as dt
from dataclasses import replace

from arrimage.followup.models import Clock
from arrimage.formats.draft import ElementDraft, LevelDraft
from tests.factories import make_draft, make_plan

TODAY = dt.date(2026, 11, 20)


def day(month, number, year=2026):
    return dt.date(year, month, number)


def plan_of(*actions, steps=False, organization=None, **values):
    """A plan of two years, from April 2026, with these actions under one orientation."""
    draft = make_draft()
    levels = draft.levels + ((LevelDraft("Étape", "step"),) if steps else ())
    top = ElementDraft("o1", 0, "Cultiver les liens", "1", children=actions)
    made = replace(draft, levels=levels, elements=(top,), **values)
    return make_plan(organization, made)


def clock_of(plan, number):
    return Clock.objects.get(plan=plan, element__number=number)
