"""What rounds and mail add to other screens, and what they hold of a person."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from arrimage.accounts.holdings import Holding, Row
from arrimage.accounts.holdings import register as hold
from arrimage.accounts.models import User
from arrimage.core.slots import Context, fill
from arrimage.directory.merging import name_references
from arrimage.directory.permissions import Viewer
from arrimage.plans.models import Plan
from arrimage.plans.permissions import may

from . import waiting
from .answering import open_rounds_of
from .models import Message, Preference, Request

__all__ = ["waiting"]

name_references("communications.Request", _("Demandes de nouvelles"))
name_references("communications.Message", _("Courriels"))
name_references("communications.Sender", _("Expéditeur des courriels"))


@fill("plans.tools", "communications/_plan_tool.html", order=40)
def plan_tool(user: Viewer, plan: Plan) -> Context | None:
    """«Demander des nouvelles», or the round that takes answers."""
    if not may(user, "edit", plan):
        return None
    return {"plan": plan, "is_open": plan.campaigns.filter(is_open=True).exists()}


@fill("plans.more", "communications/_rounds_more.html", order=30)
def rounds_more(user: Viewer, plan: Plan) -> Context | None:
    """The rounds of a plan, and who writes."""
    return {"plan": plan} if may(user, "edit", plan) else None


@fill("followup.answers", "communications/_answers.html")
def answers(user: Viewer, plans: Collection[int]) -> Context | None:
    """Who has not answered the open rounds of these plans, for their teams."""
    rounds = open_rounds_of(user, plans)
    return {"rounds": rounds} if rounds else None


@fill("accounts.home", "communications/_my_mail.html", order=60)
def my_mail(user: User) -> Context:
    """What this person receives."""
    return {}


def _preferences(user: User) -> Iterator[Row]:
    for held in Preference.objects.filter(user=user):
        yield {"digest": held.get_digest_display()}


def _forget_preferences(user: User) -> None:
    Preference.objects.filter(user=user).delete()


def _mail(user: User) -> Iterator[Row]:
    for mail in Message.objects.filter(email=user.email.lower()):
        state = mail.get_state_display()
        yield {"at": mail.queued_at.isoformat(), "subject": mail.subject, "state": state}


def _requests(user: User) -> Iterator[Row]:
    asked = Request.objects.filter(email=user.email.lower()).select_related("campaign")
    for request in asked:
        on = request.answered_at.isoformat() if request.answered_at else ""
        yield {"round": str(request.campaign), "until": str(request.campaign.closes_on), "on": on}


hold(Holding("mail_choice", _("Ce que vous recevez"), _preferences, _forget_preferences))
hold(
    Holding(
        "mail",
        _("Courriels envoyés"),
        _mail,
        reason=_("L’organisme doit pouvoir montrer ce qu’il a envoyé ; les textes sont oubliés."),
    )
)
hold(
    Holding(
        "requests",
        _("Demandes de nouvelles reçues"),
        _requests,
        reason=_("Elles disent qui a répondu au nom de qui : c’est la mémoire du plan."),
    )
)
