"""What the overview reads at once: actions by state, and every change of state."""

from __future__ import annotations

from django.db import models

from arrimage.plans.models import Element, Plan


class PlanTally(models.Model):
    """Actions of a plan by state, and lines that have a rhythm; rebuilt by each edit.

    One row for what a reader may see, one more for what is withheld when something is.
    ``counts`` maps a state (empty when unknown) to a number.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tallies")
    is_withheld = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    rhythms = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "is_withheld"], name="followup_tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.counts}"


class StateChange(models.Model):
    """A line went from a state to another on a day; rebuilt from its history by each edit."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["plan", "on", "element"], name="followup_changed")]

    def __str__(self) -> str:
        return f"{self.on} {self.before} → {self.after}"
