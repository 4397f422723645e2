"""Organisations, people and the roles that give rights."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OrganizationKind(models.TextChoices):
    """What an organisation is in the network."""

    NATIONAL = "national", _("Réseau national")
    REGIONAL = "regional", _("Table régionale")
    MEMBER = "member", _("Démarche membre")
    PARTNER = "partner", _("Partenaire")


class Role(models.TextChoices):
    """Roles of a person with an account in an organisation."""

    DIRECTION = "direction", _("Direction")
    STAFF = "staff", _("Équipe")
    MEMBER = "member", _("Membre")
    BOARD = "board", _("Conseil d’administration")


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Chains for organisations."""

    def visible_to(self, user: object) -> OrganizationQuerySet:
        """Those where the user has a role; all of them for a network administrator."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if getattr(user, "is_network_admin", False):
            return self
        return self.filter(memberships__user=user).distinct()


class Organization(models.Model):
    """Any body: network, regional table, member, ministry, funder."""

    name = models.CharField(_("nom"), max_length=200)
    acronym = models.CharField(_("sigle"), max_length=30, blank=True)
    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    kind = models.CharField(_("genre"), max_length=20, choices=OrganizationKind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The organisation's home."""
        return reverse("portal:organization_home", args=[self.slug])


class Person(models.Model):
    """A human, with or without an account."""

    name = models.CharField(_("nom"), max_length=150)
    email = models.EmailField(_("courriel"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A dated role of a user in an organisation; the only source of rights."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
    since = models.DateField(_("depuis"), default=timezone.localdate)

    class Meta:
        ordering = ["organization__name", "user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"], name="directory_membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


class Invitation(models.Model):
    """A link that gives a role once, to whoever holds it; only the hash of its secret is kept."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("courriel"))
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_role_display()}"

    @property
    def is_open(self) -> bool:
        """True while the link can still be used."""
        return not (self.accepted_at or self.revoked_at) and self.expires_at > timezone.now()
