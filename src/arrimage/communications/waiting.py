"""Replies by mail that wait for whoever leads a round, for «Mon travail»."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from arrimage.directory.models import Organization
from arrimage.directory.permissions import TEAM, Viewer, organizations_of
from arrimage.followup.waiting import Waiting, WaitingList, announce

from .models import Reply, ReplyState

WORDS = 400  # of a reply, shown before it is opened


@announce
def replies_for(user: Viewer, organization: Organization | None, most: int) -> WaitingList:
    """Replies to the rounds of the teams of this person, oldest first; two queries at most.

    Who administers the whole network finds there those of the organisation that they look at.
    """
    ours = Q(request__campaign__plan__organization__in=organizations_of(user, *TEAM))
    if organization is not None and getattr(user, "is_network_admin", False):
        ours |= Q(request__campaign__plan__organization=organization)
    pending = Reply.objects.filter(state=ReplyState.PENDING).order_by()  # few: found first
    waiting = Reply.objects.filter(
        ours, pk__in=pending.values("pk"), request__campaign__plan__removed_at=None
    )
    related = waiting.select_related("request__campaign__plan")
    shown = tuple(map(_waiting, related.order_by("received_at", "pk")[:most]))
    return WaitingList(shown, len(shown) if len(shown) < most else waiting.count())


def _waiting(reply: Reply) -> Waiting:
    campaign = reply.request.campaign
    return Waiting(
        key=f"reponse-{reply.pk}",
        words=" ".join(reply.text.split())[:WORDS] or _("(sans mots)"),
        who=_("%(name)s, par courriel") % {"name": reply.request.name},
        plan=campaign.plan.title,
        why=why_waiting(reply),
        on=timezone.localdate(reply.received_at),
        url=reverse("communications:reply_confirm", args=[campaign.pk, reply.pk]),
        gesture=_("Lire et noter"),
    )


def why_waiting(reply: Reply) -> str:
    """Why a reply is not on the plan yet."""
    if not reply.reason:
        return _("Cette réponse n’est pas encore sur le plan.")
    reason = reply.get_reason_display()
    return _("Cette réponse n’est pas encore sur le plan\u00a0: %(reason)s.") % {"reason": reason}
