"""Links that open a plan to somebody without account, and remarks for the team alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkRight(models.TextChoices):
    """What a link lets its holder do; each one includes those before it."""

    READ = "read", _("Lire")
    COMMENT = "comment", _("Lire et commenter")
    EDIT = "edit", _("Lire, commenter et modifier une branche")


class ShareLink(models.Model):
    """A link for one named person; only the hash of its secret is kept.

    ``branch`` is the element whose branch is shown, and the only one that can be edited; without
    it, the whole plan is shown.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="links")
    branch = models.ForeignKey(
        "plans.Element", null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    name = models.CharField(_("nom"), max_length=150)
    right = models.CharField(_("droit"), max_length=8, choices=LinkRight.choices)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(right=LinkRight.EDIT) | models.Q(branch__isnull=False),
                name="plans_sharelink_branch",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """True while it opens the plan."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def may_comment(self) -> bool:
        """True when its holder may leave remarks."""
        return self.right in (LinkRight.COMMENT, LinkRight.EDIT)

    @property
    def may_edit(self) -> bool:
        """True when its holder may change the lines of the branch."""
        return self.right == LinkRight.EDIT


class Reach(models.TextChoices):
    """Who reads a remark, beside the link that left it."""

    READERS = "readers", _("Tous ceux qui lisent le plan ici")
    TEAM = "team", _("L’équipe seulement")
    AUTHOR = "author", _("Moi seulement")


class Remark(models.Model):
    """A dated note on an element. It stands in no search, no export and no public page."""

    element = models.ForeignKey("plans.Element", on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField(_("remarque"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    link = models.ForeignKey(
        ShareLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="remarks"
    )
    by_name = models.CharField(max_length=200)
    reach = models.CharField(_("qui lit"), max_length=8, choices=Reach.choices, default=Reach.TEAM)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
