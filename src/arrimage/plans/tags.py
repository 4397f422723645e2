"""Themes and territories of elements: those of the governed list, and the official divisions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arrimage.directory.models import Territory, Theme


class ElementTheme(models.Model):
    """An element works on a theme."""

    element = models.ForeignKey(
        "plans.Element", on_delete=models.CASCADE, related_name="theme_links"
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("thème"), on_delete=models.PROTECT, related_name="element_links"
    )

    class Meta:
        ordering = ["theme__label"]
        constraints = [
            models.UniqueConstraint(fields=["element", "theme"], name="plans_elementtheme_once")
        ]

    def __str__(self) -> str:
        return str(self.theme)


class ElementTerritory(models.Model):
    """An element works in a territory."""

    element = models.ForeignKey(
        "plans.Element", on_delete=models.CASCADE, related_name="territory_links"
    )
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("territoire"),
        on_delete=models.PROTECT,
        related_name="element_links",
    )

    class Meta:
        ordering = ["territory__kind", "territory__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["element", "territory"], name="plans_elementterritory_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.territory)
