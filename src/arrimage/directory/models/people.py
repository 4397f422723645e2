"""People, what they are in organisations, and the roles of accounts that give rights."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organizations import Organization


class Role(models.TextChoices):
    """Roles of a person with an account in an organisation."""

    DIRECTION = "direction", _("Direction")
    STAFF = "staff", _("Équipe")
    MEMBER = "member", _("Membre")
    BOARD = "board", _("Conseil d’administration")


class Person(models.Model):
    """A human, with or without an account.

    ``is_listed``: the person accepts to be seen by the whole network; else only by those who share
    one of the person's organisations.
    """

    name = models.CharField(_("nom"), max_length=150)
    email = models.EmailField(_("courriel"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    is_listed = models.BooleanField(_("visible de tout le réseau"), default=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="directory_person_named"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="directory_person_merged"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PositionQuerySet(models.QuerySet["Position"]):
    """Chains for positions."""

    def current(self, on: dt.date | None = None) -> PositionQuerySet:
        """Those that are held on a day, today unless said otherwise."""
        on = on or timezone.localdate()
        begun = models.Q(since=None) | models.Q(since__lte=on)
        return self.filter(begun, models.Q(until=None) | models.Q(until__gte=on))


class Position(models.Model):
    """What a person is in an organisation, dated; the last day is included. It gives no rights."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="positions")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="positions"
    )
    title = models.CharField(_("fonction"), max_length=150, blank=True)
    since = models.DateField(_("depuis"), null=True, blank=True)
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    is_principal = models.BooleanField(_("fonction principale"), default=False)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ["-is_principal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None)
                | models.Q(since=None)
                | models.Q(until__gte=models.F("since")),
                name="directory_position_order",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(is_principal=True),
                name="directory_position_principal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organization}" if self.title else str(self.organization)

    @property
    def is_current(self) -> bool:
        """True while it is held."""
        today = timezone.localdate()
        return (self.since is None or self.since <= today) and (
            self.until is None or self.until >= today
        )


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
