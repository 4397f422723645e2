"""What the follow-up remembers: clocks that never depend on the day, and occurrences held."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from arrimage.plans.following import carry
from arrimage.plans.models import Cadence, Element, Evidence, Plan

from .overview_models import PlanTally as PlanTally
from .overview_models import StateChange as StateChange

SOON = 30  # days


class ClockQuerySet(models.QuerySet["Clock"]):
    """Chains for clocks: each is one comparison on an index."""

    def late(self, today: dt.date) -> ClockQuerySet:
        """A date written in the plan is over."""
        return self.filter(late_from__lte=today)

    def silent(self, today: dt.date) -> ClockQuerySet:
        """No news for longer than its rhythm."""
        return self.filter(silent_from__lte=today)

    def soon(self, today: dt.date, days: int = SOON) -> ClockQuerySet:
        """Due within so many days, and not late."""
        day = dt.timedelta(days=1)
        return self.filter(late_from__gt=today, late_from__lte=today + (days + 1) * day)

    def to_confirm(self, today: dt.date) -> ClockQuerySet:
        """Its state is unknown though it has begun, or was only guessed from the document."""
        return self.filter(confirm_from__lte=today)


class Clock(models.Model):
    """The days when an element becomes late, silent or in need of a word; rebuilt by each edit.

    ``late_from`` and ``silent_from`` are the first such day, ``None`` when it never comes; a
    reason is a :data:`rhythm.lateness.Reason`. ``silent_after`` days of silence since ``heard_on``
    are too many. ``last_news`` is the last state, occurrence or evidence that somebody noted.
    Only actions and steps have one.
    ``rhythms`` repeats its frequencies, else the one that its title or its results count.
    """

    element = models.OneToOneField(
        Element, on_delete=models.CASCADE, primary_key=True, related_name="clock"
    )
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="clocks")
    nature = models.CharField(max_length=12)
    counts_as = models.CharField(max_length=12)
    reason = models.CharField(max_length=20)
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    late_from = models.DateField(null=True)
    silent_from = models.DateField(null=True)
    confirm_from = models.DateField(null=True)
    heard_on = models.DateField(null=True)
    silent_after = models.PositiveIntegerField(null=True)
    last_news = models.DateField(null=True)
    rhythms = models.JSONField(default=list, blank=True)  # rules.KeptRhythm as dicts

    objects = ClockQuerySet.as_manager()

    class Meta:
        indexes = [  # few lines are late, silent or unsure: the others stay out of the index
            models.Index(
                fields=["plan", "late_from"],
                condition=models.Q(late_from__isnull=False),
                name="followup_late",
            ),
            models.Index(
                fields=["plan", "silent_from"],
                condition=models.Q(silent_from__isnull=False),
                name="followup_silent",
            ),
            models.Index(
                fields=["plan", "confirm_from"],
                condition=models.Q(confirm_from__isnull=False),
                name="followup_confirm",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.element_id}"


class LogEntry(models.Model):
    """A sentence that somebody logged, once: ``client_key`` is made where it was typed.

    ``edits`` are what it changed, one for each plan, so that the whole can be taken back.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="log_entries"
    )
    client_key = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    edits = models.ManyToManyField("plans.Edit", related_name="log_entries")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_key"], name="followup_logged_once"),
            models.CheckConstraint(
                condition=~models.Q(client_key=""), name="followup_logged_keyed"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


@carry
class Occurrence(models.Model):
    """Something that was to happen now and then, and did, on a day.

    ``cadence`` is the frequency that it counts for; empty, it counts for the first of its element.
    """

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="occurrences")
    cadence = models.ForeignKey(
        Cadence, null=True, blank=True, on_delete=models.SET_NULL, related_name="occurrences"
    )
    on = models.DateField(_("date"))
    quantity = models.DecimalField(
        _("quantité"), null=True, blank=True, max_digits=16, decimal_places=4
    )
    unit = models.CharField(max_length=80, blank=True)
    text = models.TextField(_("phrase"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=200, blank=True)  # who has no account
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["element", "on"], name="followup_held")]

    def __str__(self) -> str:
        return f"{self.on} {self.text}".strip()
