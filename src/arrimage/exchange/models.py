"""Import runs: a document on its way to a plan, with its review, and how to undo it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.directory.models import Organization
from arrimage.directory.permissions import TEAM
from arrimage.plans.models import Edit, Element, Plan, SourceFile


class ImportState(models.TextChoices):
    """Where an import run stands."""

    QUEUED = "queued", _("En attente")
    READING = "reading", _("En lecture")
    REVIEW = "review", _("À vérifier")
    ACCEPTED = "accepted", _("Accepté")
    UNDONE = "undone", _("Annulé après acceptation")
    REFUSED = "refused", _("Aucun plan trouvé")
    FAILED = "failed", _("Illisible")
    CANCELLED = "cancelled", _("Abandonné")


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Chains for import runs."""

    def visible_to(self, user: object) -> ImportRunQuerySet:
        """Runs of the organisations where the user edits plans; all for an administrator.

        Other roles see only those that became a plan where nothing is confidential: a draft may
        hold what nobody adopted, and a document says everything.
        """
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if getattr(user, "is_network_admin", False):
            return self
        edits = models.Q(organization__memberships__role__in=TEAM)
        withheld = Element.everything.filter(is_withheld=True).values("plan")
        is_public = models.Q(state=ImportState.ACCEPTED) & ~models.Q(plan__in=withheld)
        is_public &= models.Q(revises=None) | ~models.Q(revises__in=withheld)
        return self.filter(edits | is_public, organization__memberships__user=user)


class ImportRun(models.Model):
    """One reading of one file. Nothing exists in plans until ``accept_import``.

    ``draft`` is the interchange JSON as corrected so far, ``original_draft`` as read; ``issues`` is
    a list of dicts of :class:`arrimage.formats.draft.Issue` with a ``decision`` ("" = open,
    "kept", "resolved"). ``version`` grows with each correction: two reviewers cannot overwrite
    one another. ``journal`` lists them, so that the last ones can be taken back. A run that
    ``revises`` a plan brings a newer version of its document; what it changed there is in ``edit``.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="import_runs"
    )
    source = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="import_runs")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.QUEUED)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    message = models.TextField(blank=True)  # refusal or failure, a sentence for the person
    original_draft = models.JSONField(null=True, blank=True)
    draft = models.JSONField(null=True, blank=True)
    issues = models.JSONField(default=list, blank=True)
    notices = models.JSONField(default=list, blank=True)
    source_view = models.JSONField(null=True, blank=True)  # blocks for the left side of the review
    version = models.PositiveIntegerField(default=1)
    journal = models.JSONField(default=list, blank=True)  # see journal.py
    columns = models.JSONField(default=dict, blank=True)  # header → field, said for this document
    placed = models.JSONField(default=dict, blank=True)  # key → element, of accepted branches
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_runs"
    )
    revises = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="revisions"
    )
    edit = models.ForeignKey(
        Edit, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_runs"
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["organization", "-created_at"], name="exchange_run_latest"),
            models.Index(
                fields=["heartbeat_at"],
                condition=models.Q(state__in=["queued", "reading"]),
                name="exchange_run_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="exchange_run_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="review") | models.Q(draft__isnull=False),
                name="exchange_run_reviewable",
            ),
        ]

    def __str__(self) -> str:
        return self.source.name

    def get_absolute_url(self) -> str:
        """The run: progress, refusal or review, as it stands."""
        return reverse("exchange:import_detail", args=[self.pk])


class LearnedColumn(models.Model):
    """What a column name means in the documents of an organisation: taught once by a person."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="learned_columns"
    )
    header = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    field = models.CharField(max_length=20)
    taught_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["header"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "folded"], name="exchange_column_once")
        ]

    def __str__(self) -> str:
        return self.header
