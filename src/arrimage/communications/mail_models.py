"""What leaves by mail, who writes, and who asked not to be written to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arrimage.directory.models import Organization


class MessageKind(models.TextChoices):
    """What a message is."""

    REQUEST = "request", _("Demande de nouvelles")
    REMINDER = "reminder", _("Rappel")
    DIGEST = "digest", _("Résumé")


class Category(models.TextChoices):
    """What a person may stop receiving."""

    UPDATES = "updates", _("Demandes de nouvelles et rappels")
    DIGESTS = "digests", _("Résumés de mon travail")
    ALL = "all", _("Tous ces courriels")


class MessageState(models.TextChoices):
    """Where a message stands; see docs/decisions/0010-courrier.md."""

    QUEUED = "queued", _("En file")
    SENDING = "sending", _("En train de partir")
    SENT = "sent", _("Remis au serveur")
    FAILED = "failed", _("Refusé")
    WITHDRAWN = "withdrawn", _("Retiré avant de partir")
    DOUBTFUL = "doubtful", _("Peut-être parti")


class Message(models.Model):
    """One mail to one person. ``key`` says what it is for, and lets it be queued only once.

    ``text`` and ``html`` hold the secret of a link: they are forgotten once the message left.
    ``lease_until`` and ``worker`` say who has it in hand. What is ``sending`` may have been
    accepted by the server; nobody sends it again.
    """

    key = models.CharField(max_length=120, unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="mail")
    request = models.ForeignKey(
        "communications.Request",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mail",
    )
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    category = models.CharField(max_length=10, choices=Category.choices)
    email = models.EmailField(_("courriel"))
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="fr")
    sender_name = models.CharField(max_length=200)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    unsubscribe = models.URLField(max_length=600, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(
        max_length=10, choices=MessageState.choices, default=MessageState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=models.Q(state="queued"),
                name="comm_message_waiting",
            ),
            models.Index(
                fields=["worker"],
                condition=models.Q(state="sending"),
                name="comm_message_flying",
            ),
            models.Index(fields=["email", "queued_at"], name="comm_message_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=MessageState.values), name="comm_message_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
                name="comm_message_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.subject}"


class Departure(models.Model):
    """Somebody asked not to be written to any more about something. It outlives every list."""

    email = models.EmailField()  # in small letters
    category = models.CharField(max_length=10, choices=Category.choices)
    at = models.DateTimeField(auto_now_add=True)
    way = models.CharField(
        max_length=10,
        choices=[
            ("page", _("par la page")),
            ("one_click", _("par le bouton du courriel")),
            ("account", _("par son compte")),
        ],
        default="page",
    )

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["email", "category"], name="comm_departure_once")
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_category_display()}"


class Sender(models.Model):
    """Who an organisation is in its mail: the law asks for a name, an address, a contact."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="sender"
    )
    name = models.CharField(_("nom de l’expéditeur"), max_length=150)
    postal_address = models.TextField(_("adresse postale"), max_length=500)
    contact = models.CharField(_("pour nous joindre"), max_length=200)

    def __str__(self) -> str:
        return self.name


class Rhythm(models.TextChoices):
    """How often somebody wants a digest."""

    NEVER = "never", _("Jamais")
    DAILY = "daily", _("Chaque matin")
    WEEKLY = "weekly", _("Le lundi matin")


class Preference(models.Model):
    """What a person with an account wants to receive; nothing until it is chosen."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preference"
    )
    digest = models.CharField(
        _("résumé de mon travail"), max_length=8, choices=Rhythm.choices, default=Rhythm.NEVER
    )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_digest_display()}"


class Beat(models.Model):
    """Something that happens at its hour, once, whatever the number of workers."""

    name = models.CharField(max_length=60, unique=True)
    done_for = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}, {self.done_for:%Y-%m-%d %H:%M}"
