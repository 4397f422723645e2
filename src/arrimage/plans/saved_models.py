"""Views of a plan that somebody named: which lines, in what groups."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A named question to a plan; ``query`` is the address after the «?», as the plan writes it."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="saved_views")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(_("nom"), max_length=80)
    query = models.TextField(blank=True)
    is_shared = models.BooleanField(_("partagée avec l’équipe"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "owner", "name"],
                name="plans_savedview_once",
                violation_error_message=_("Vous avez déjà une vue de ce nom dans ce plan."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The plan, seen so."""
        address = reverse("plans:plan_detail", args=[self.plan_id])
        return f"{address}?{self.query}" if self.query else address
