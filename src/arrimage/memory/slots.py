"""What memory adds to the screens of plans."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.core.slots import Context, fill
from arrimage.directory.permissions import Viewer
from arrimage.plans.models import Edit, Element, Plan
from arrimage.plans.motives import ask_afterwards
from arrimage.plans.permissions import may

from . import showing
from .amendments import is_amending
from .queries import baselines_of, is_adopted
from .rolling_queries import kin_of
from .talking import SHOWN, comments_of, mentions_of, reaches_for


@ask_afterwards
def where_to_say_why(edit: Edit) -> str:
    """Where the reason of a gesture is written once its plan was adopted, if it amends it."""
    is_asked = not edit.reason and is_adopted(edit.plan) and any(map(is_amending, edit.changes))
    return reverse("memory:edit_reason", args=[edit.plan_id, edit.pk]) if is_asked else ""


SHOWN_AT = showing.WORD  # importing it answers at the address of a plan


@fill("plans.more", "memory/_plan_more.html", order=60)
def plan_more(user: Viewer, plan: Plan) -> Context | None:
    """Adopt, see at a date, compare, carry over: for the team."""
    if not may(user, "edit", plan):
        return None
    return {"plan": plan, "baseline": baselines_of(plan).first()}


@fill("plans.tools", "memory/_plan_tools.html", order=70)
def plan_tools(user: Viewer, plan: Plan) -> Context | None:
    """The way to the past of a plan, for who has a role in the house and no other tools."""
    if may(user, "edit", plan) or not may(user, "trace", plan):
        return None
    return {"plan": plan}


@fill("funding.tools", "memory/_budget_tools.html")
def budget_tools(user: Viewer, plan: Plan) -> Context | None:
    """The way to the budget as it was."""
    return {"plan": plan, "day": timezone.localdate()}


@fill("plans.facts", "memory/_fact.html")
def fact(user: Viewer, plan: Plan) -> Context | None:
    """When the plan was last adopted, for who may read what changed since."""
    if not may(user, "trace", plan):
        return None
    baseline = baselines_of(plan).first()
    return {"baseline": baseline} if baseline else None


@fill("plans.reason", "memory/_reason.html")
def reason(
    user: Viewer,
    plan: Plan | None = None,
    plans: Iterable[Plan] = (),
    typed: str = "",
    key: str = "",
) -> Context | None:
    """The reason of an amendment, asked once the plan, or one of the plans, was adopted.

    ``key`` parts the forms of a page.
    """
    changed = [plan] if plan else list(plans)
    return {"typed": typed, "key": key} if is_adopted(*changed) else None


@fill("plans.element_sections", "memory/_kin.html", order=60)
def kin(user: Viewer, element: Element, tag: int) -> Context | None:
    """Where a line comes from, and what carries it on."""
    found = kin_of(user, element)
    return {"kin": found} if found else None


@fill("plans.element_sections", "memory/_talk.html", order=70)
def talk(user: Viewer, element: Element, tag: int) -> Context | None:
    """The comments on a line that this person may read, and the way to write one."""
    if not user.is_authenticated:
        return None
    reaches = reaches_for(user, element.plan)
    is_team = may(user, "edit", element.plan)
    return {
        "plan": element.plan,
        "comments": comments_of(user, element)[:SHOWN],
        "reaches": reaches,
        "first": "team" if is_team else "readers",
        "may_edit": is_team,
    }


@fill("portal.home", "memory/_mentions.html")
def mentions(user: Viewer) -> Context | None:
    """Where the person is named, until they say that they read it."""
    waiting = mentions_of(user) if isinstance(user, User) else ()
    return {"mentions": waiting} if waiting else None
