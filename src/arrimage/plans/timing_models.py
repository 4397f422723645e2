"""When an element is due, and how often it comes back, as its words say."""

from __future__ import annotations

from django.db import models


class Timeframe(models.Model):
    """Fuzzy time with the original words; bounds are null when the words give none."""

    element = models.ForeignKey(
        "plans.Element", on_delete=models.CASCADE, related_name="timeframes"
    )
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=6, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class Cadence(models.Model):
    """How often: ``count`` every ``every`` ``per`` («year», «month»…), as in ``CadenceDraft``."""

    element = models.ForeignKey("plans.Element", on_delete=models.CASCADE, related_name="cadences")
    position = models.PositiveSmallIntegerField(default=0)
    count = models.DecimalField(max_digits=16, decimal_places=4)
    per = models.CharField(max_length=8)
    unit = models.TextField(blank=True)
    text = models.TextField(blank=True)
    at_least = models.BooleanField(default=True)
    every = models.PositiveSmallIntegerField(default=1)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 is Monday
    nth = models.SmallIntegerField(null=True, blank=True)  # 1 to 5, or -1 for the last
    months = models.JSONField(default=list, blank=True)  # 1 to 12, none meaning all

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text
