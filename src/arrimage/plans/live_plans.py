"""Plans that are there, and those in the bin of plans: nothing is destroyed from a screen."""

from __future__ import annotations

from django.db import models

from .audiences import PlanQuerySet


class LivePlans(models.Manager.from_queryset(PlanQuerySet)):  # type: ignore[misc]
    """Plans that are not in the bin; ``Plan.everything`` adds those that are."""

    def get_queryset(self) -> PlanQuerySet:
        """Without what somebody took out."""
        found: PlanQuerySet = super().get_queryset().filter(removed_at=None)
        return found
