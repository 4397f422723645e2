"""Official divisions of the land; they are data, never a constant."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TerritoryKind(models.TextChoices):
    """Official divisions, from the largest to the smallest."""

    PROVINCE = "province", _("Province")
    REGION = "region", _("Région administrative")
    MRC = "mrc", _("MRC ou territoire équivalent")


class Territory(models.Model):
    """An official division; it exists even where nobody works yet.

    ``code`` is official and unique within its kind. The point lies inside the territory, in
    degrees; both coordinates are null when unknown.
    """

    kind = models.CharField(_("genre"), max_length=10, choices=TerritoryKind.choices)
    code = models.CharField(_("code"), max_length=8)
    name = models.CharField(_("nom"), max_length=120)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="directory_territory_once"),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="directory_territory_point",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """How filters name it in an address: «region-04»."""
        return f"{self.kind}-{self.code}"


class TerritoryOutline(models.Model):
    """The boundary of a territory, from a file that an administrator obtained, with its credit."""

    territory = models.OneToOneField(Territory, on_delete=models.CASCADE, related_name="outline")
    geometry = models.JSONField()  # a GeoJSON Polygon or MultiPolygon
    credit = models.CharField(max_length=200, blank=True)
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.territory)
