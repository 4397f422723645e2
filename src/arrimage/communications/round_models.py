"""Rounds of updates: who is asked about what, what was answered, what came by mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.directory.models import Organization, Person
from arrimage.plans.models import Edit, Element, Plan


class Schedule(models.TextChoices):
    """When those who have not answered are reminded."""

    NONE = "none", _("Aucun rappel")
    TWO = "two", _("Deux rappels : à mi-chemin et deux jours avant la fin")
    WEEKLY = "weekly", _("Un rappel par semaine, et un la veille de la fin")


class Said(models.TextChoices):
    """What somebody answers about one line."""

    NOTHING = "nothing", _("Rien de neuf")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Fait")
    NOTE = "note", _("Une note")  # a sentence that says no state


class Campaign(models.Model):
    """A round: from a day to another, everybody who carries something in a plan is asked once.

    ``frozen`` is what was known when it closed: rows that nothing changes any more; ``draft`` is
    the plan at that moment, without what is confidential, for Word and PDF.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="campaigns")
    branch = models.ForeignKey(
        Element, null=True, blank=True, on_delete=models.SET_NULL, related_name="campaigns"
    )
    branch_label = models.CharField(max_length=300, blank=True)
    name = models.CharField(_("titre"), max_length=150)
    words = models.TextField(_("message"), blank=True)
    opens_on = models.DateField(_("envoi le"))
    closes_on = models.DateField(_("réponses jusqu’au"))
    schedule = models.CharField(
        _("rappels"), max_length=8, choices=Schedule.choices, default=Schedule.TWO
    )
    is_open = models.BooleanField(default=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    frozen = models.JSONField(null=True, blank=True)
    draft = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(
                fields=["closes_on"],
                condition=models.Q(is_open=True),
                name="comm_campaign_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="comm_campaign_order"
            ),
            models.CheckConstraint(
                condition=models.Q(is_open=True, closed_at=None)
                | models.Q(is_open=False, closed_at__isnull=False),
                name="comm_campaign_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its board."""
        return reverse("communications:campaign_detail", args=[self.pk])


class Request(models.Model):
    """One person asked, with a link of their own; only hashes of its two secrets are kept.

    The secrets themselves come from ``nonce`` and the key of the installation: a reminder holds
    the same link. Nobody counts who opens it.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="requests")
    name = models.CharField(_("nom"), max_length=200)
    printed = models.CharField(max_length=300, blank=True)  # as the plan names who carries
    email = models.EmailField(_("courriel"), blank=True)
    language = models.CharField(max_length=5, default="fr")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="update_requests"
    )
    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="update_requests",
    )
    nonce = models.CharField(max_length=32)
    secret_hash = models.CharField(max_length=64, unique=True)
    reply_hash = models.CharField(max_length=64, unique=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    disowned_at = models.DateTimeField(null=True, blank=True)  # «ce n’est pas moi»

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "email"],
                condition=~models.Q(email=""),
                name="comm_request_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """True while its link takes answers."""
        return self.revoked_at is None and self.campaign.is_open

    @property
    def address_hint(self) -> str:
        """Enough of the address for the team to recognise it: «a…@lisiere.example»."""
        local, at, domain = self.email.partition("@")
        return f"{local[:1]}…{at}{domain}" if at else ""


class RequestLine(models.Model):
    """One line of the plan that somebody is asked about, and their last answer.

    ``earlier`` are those that it took the place of, the oldest first: «said», «text», «way», «edit»
    and «at», as text. Taking an answer back gives its place to the one before it.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="lines")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="request_lines")
    position = models.PositiveIntegerField()
    said = models.CharField(max_length=8, choices=Said.choices, blank=True)
    text = models.TextField(blank=True)
    way = models.CharField(
        max_length=5, blank=True, choices=[("link", _("par lien")), ("mail", _("par courriel"))]
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    edit = models.ForeignKey(
        Edit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    earlier = models.JSONField(default=list, blank=True)
    pieces = models.JSONField(default=list, blank=True)  # hashes of what was attached

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "element"], name="comm_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.request}, {self.element_id}"


class ReplyState(models.TextChoices):
    """What became of a reply by mail."""

    PENDING = "pending", _("À confirmer")
    APPLIED = "applied", _("Notée")
    DISMISSED = "dismissed", _("Mise de côté")


class Reply(models.Model):
    """A reply by mail, without what it quotes. ``reason`` says why it waits for a person."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="replies")
    message_id = models.CharField(max_length=300)
    sender = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ReplyState.choices, default=ReplyState.PENDING)
    reason = models.CharField(
        max_length=10,
        blank=True,
        choices=[
            ("which", _("elle ne dit pas de quelle ligne elle parle")),
            ("sender", _("elle vient d’une autre adresse que celle de la demande")),
            ("late", _("elle est arrivée après la fermeture")),
            ("revoked", _("le lien de cette personne est retiré")),
            ("refused", _("elle n’a pas pu être notée telle quelle")),
        ],
    )
    received_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "message_id"], name="comm_reply_once")
        ]

    def __str__(self) -> str:
        return self.text[:80] or self.sender


class ReplyFile(models.Model):
    """What was attached to a reply, until it becomes evidence; handed over, never displayed."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to="replies/%Y/%m/", max_length=300)

    def __str__(self) -> str:
        return self.name
