"""Amounts of the lines of plans, those who pay, and what their agreements give.

Money is Canadian dollars, kept as decimals of two places; nothing is ever rounded but a share.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arrimage.directory.models import Organization
from arrimage.plans.models import Element, Plan

LARGEST = Decimal("999999999.99")


class Nature(models.TextChoices):
    """What an amount is. Commitment accounting: available = envelope - committed - spent.

    *Planned* is the budget; *committed* is promised (a contract, an order) and not yet paid;
    *spent* is paid. What is given *in kind* has a value but takes nothing from an envelope.
    """

    PLANNED = "planned", _("Prévu")
    COMMITTED = "committed", _("Engagé")
    SPENT = "spent", _("Dépensé")
    IN_KIND = "in_kind", _("En nature")


def _money(label: Any, **values: Any) -> models.DecimalField[Any, Any]:
    bounds = [MinValueValidator(Decimal("0.01")), MaxValueValidator(LARGEST)]
    return models.DecimalField(label, max_digits=11, decimal_places=2, validators=bounds, **values)


class FundingSource(models.Model):
    """Who pays: a programme, a ministry, a foundation, the organisation itself."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="funding_sources"
    )
    name = models.CharField(_("source de fonds"), max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="funding_source_once")
        ]

    def __str__(self) -> str:
        return self.name


class Amount(models.Model):
    """Money of one line; ``year`` is a plan year, ``None`` for the whole period."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="amounts")
    nature = models.CharField(_("nature"), max_length=9, choices=Nature.choices)
    amount = _money(_("montant"))
    year = models.PositiveSmallIntegerField(_("année du plan"), null=True, blank=True)
    source = models.ForeignKey(
        FundingSource, null=True, blank=True, on_delete=models.PROTECT, related_name="amounts"
    )
    on = models.DateField(_("date"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="funding_amount_positive")
        ]

    def __str__(self) -> str:
        return f"{self.get_nature_display()} {self.amount}"


class Envelope(models.Model):
    """What an agreement gives to a plan, for one of its years or for the whole period."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="envelopes")
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="envelopes")
    amount = _money(_("montant"))
    year = models.PositiveSmallIntegerField(_("année du plan"), null=True, blank=True)
    agreement = models.CharField(_("entente"), max_length=200, blank=True)

    class Meta:
        ordering = ["source__name", "year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="funding_envelope_positive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.amount}"
