"""Small plans for the follow-up: one action or a few, in a plan of two years."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from arrimage.followup.models import Clock
from arrimage.formats.draft import (
    AssignmentDraft,
    CadenceDraft,
    ElementDraft,
    LevelDraft,
    TimeframeDraft,
)
from tests.factories import make_action, make_draft, make_plan

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


AGENT = (AssignmentDraft("Agente"),)
MAY = TimeframeDraft("month", "mai 2026", day(5, 1), day(5, 31))
END = TimeframeDraft("date", "30 novembre", None, day(11, 30))
FLOW = TimeframeDraft("continuous", "En continu")
LONG = TimeframeDraft("range", "mai 2026 à 2027", day(5, 1), dt.date(2027, 12, 31))
FOUR = CadenceDraft(Decimal(12), "year", "appels", "12 appels par année")


def work_plan(organization=None):
    """One line for each group, one that waits for nothing, one of somebody else."""
    plan = plan_of(
        make_action("1.1", assignments=AGENT, timeframes=(MAY,), timeframe_text="Mai 2026"),
        make_action("1.2", assignments=AGENT, timeframes=(END,)),
        make_action("1.3", assignments=AGENT, timeframes=(FLOW,)),
        make_action("1.4", assignments=AGENT, timeframes=(LONG,)),
        make_action("1.5", assignments=AGENT, cadences=(FOUR,)),
        make_action("1.6", assignments=AGENT),
        make_action("1.7", assignments=(AssignmentDraft("Direction"),), timeframes=(MAY,)),
        organization=organization,
    )
    Clock.objects.filter(plan=plan, nature="continuous").update(
        silent_from=day(11, 1), heard_on=day(5, 1)
    )
    Clock.objects.filter(plan=plan).exclude(confirm_from=None).update(confirm_from=day(5, 1))
    return plan
