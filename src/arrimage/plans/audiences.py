"""Who reads a plan besides those who keep it up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arrimage.directory.network import kin_of
from arrimage.directory.permissions import TEAM, organizations_of

from .assignments import Assignment


class Audience(models.TextChoices):
    """Who may read a plan, from the closest to the widest."""

    PRIVATE = "private", _("L’organisme seulement")
    NETWORK = "network", _("Tout le réseau")
    PUBLIC = "public", _("Tout le monde")


class PlanQuerySet(models.QuerySet["Plan"]):
    """Chains for plans."""

    def visible_to(self, user: object) -> PlanQuerySet:
        """Those of the user's organisations, those shared with their networks, and those where an
        organisation whose team the user belongs to carries something; all for an administrator.
        """
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if getattr(user, "is_network_admin", False):
            return self
        own = models.Q(organization__in=organizations_of(user))
        shared = models.Q(organization__in=kin_of(user)) & ~models.Q(audience=Audience.PRIVATE)
        return self.filter(own | shared | models.Q(pk__in=_carried_by_team_of(user)))


def _carried_by_team_of(user: object) -> models.QuerySet[Assignment]:
    """Keys of the plans where the user's teams carry a line that is not confidential."""
    held = Assignment.objects.current().filter(
        organization__in=organizations_of(user, *TEAM),
        element__removal="",
        element__is_withheld=False,
    )
    return held.order_by().values("element__plan")
