"""Organisations, and the themes that a network governs."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .territories import Territory


class OrganizationKind(models.TextChoices):
    """What an organisation is in the network."""

    NATIONAL = "national", _("Réseau national")
    REGIONAL = "regional", _("Table régionale")
    MEMBER = "member", _("Démarche membre")
    COMMITTEE = "committee", _("Comité, groupe de travail")
    PARTNER = "partner", _("Partenaire")
    MINISTRY = "ministry", _("Ministère, organisme public")
    FUNDER = "funder", _("Bailleur de fonds")
    OTHER = "other", _("Autre")


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Chains for organisations."""

    def visible_to(self, user: object) -> OrganizationQuerySet:
        """Those where the user has a role; all of them for a network administrator."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if getattr(user, "is_network_admin", False):
            return self.present()
        return self.present().filter(memberships__user=user)  # once each

    def present(self) -> OrganizationQuerySet:
        """Those that no other one has absorbed."""
        return self.filter(merged_into=None)


class Organization(models.Model):
    """Any body: network, regional table, member, committee, ministry, funder.

    ``parent`` is the one it is attached to; the top of that chain holds the annuaire in which it
    stands. ``merged_into`` is set while another organisation stands for this one.
    """

    name = models.CharField(_("nom"), max_length=200)
    acronym = models.CharField(_("sigle"), max_length=30, blank=True)
    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    kind = models.CharField(_("genre"), max_length=20, choices=OrganizationKind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    territories = models.ManyToManyField(Territory, blank=True, related_name="organizations")
    themes = models.ManyToManyField("Theme", blank=True, related_name="organizations")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="directory_organization_parent"
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="directory_organization_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The organisation's home."""
        return reverse("portal:organization_home", args=[self.slug])


class Theme(models.Model):
    """A subject of the network's governed list; ``network`` is the top organisation that keeps it.

    Every word that designates it, its two labels included, is a :class:`ThemeWord`.
    """

    network = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="governed_themes"
    )
    label = models.CharField(_("nom"), max_length=100)
    label_en = models.CharField(_("nom anglais"), max_length=100, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )

    class Meta:
        ordering = ["label"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="directory_theme_merged"
            ),
        ]

    def __str__(self) -> str:
        if (get_language() or "").startswith("en") and self.label_en:
            return self.label_en
        return self.label


class ThemeWord(models.Model):
    """A word or phrase for one theme of a network, and for no other; ``folded`` has no accents."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="words")
    network = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=100)
    folded = models.CharField(max_length=100)

    class Meta:
        ordering = ["folded"]
        constraints = [
            models.UniqueConstraint(fields=["network", "folded"], name="directory_themeword_once"),
        ]

    def __str__(self) -> str:
        return self.text
