"""A plan: its named levels, one tree of elements, and what each element carries.

Source wording is immutable beside the working wording. Everything that a document does not say is
null or empty, never a default that looks like an answer.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.directory.models import Organization

from .assignments import Assignment as Assignment
from .assignments import Handover as Handover
from .audiences import Audience, PlanQuerySet
from .edit_models import Edit as Edit
from .live_plans import LivePlans
from .saved_models import SavedView as SavedView
from .sharing_models import Remark as Remark
from .sharing_models import ShareLink as ShareLink
from .states import Status as Status
from .states import book_of
from .tags import ElementTerritory as ElementTerritory
from .tags import ElementTheme as ElementTheme
from .timing_models import Cadence as Cadence
from .timing_models import Timeframe as Timeframe


class LevelRole(models.TextChoices):
    """What a level is for, whatever the plan calls it."""

    AXIS = "axis", _("Axe")
    ORIENTATION = "orientation", _("Orientation")
    OBJECTIVE = "objective", _("Objectif")
    ACTION = "action", _("Action")
    STEP = "step", _("Étape")


class SourceFile(models.Model):
    """A document as it was received; kept, never changed. ``sha256`` is of the bytes."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="source_files"
    )
    name = models.CharField(_("nom du fichier"), max_length=255)
    format = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="sources/%Y/%m/", max_length=300)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name


class Plan(models.Model):
    """A plan d'action owned by an organisation."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="plans")
    title = models.TextField(_("titre"))
    source = models.ForeignKey(
        SourceFile, null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    starts_on = models.DateField(_("début"), null=True, blank=True)
    ends_on = models.DateField(_("fin"), null=True, blank=True)
    period_precision = models.CharField(max_length=5, default="year")
    period_text = models.TextField(blank=True)  # the document's own words
    source_organization = models.TextField(blank=True)  # as the document names it
    fiscal_year_start = models.CharField(max_length=5, blank=True)  # «07-01»
    updated_on = models.DateField(_("mise à jour du document"), null=True, blank=True)
    mission = models.TextField(_("mission"), blank=True)
    vision = models.TextField(_("vision"), blank=True)
    values = models.JSONField(_("valeurs"), default=list, blank=True)
    general_objective = models.TextField(_("objectif général"), blank=True)
    acronyms = models.JSONField(default=list, blank=True)  # [[acronym, meaning]]
    footnotes = models.JSONField(default=list, blank=True)  # [[mark, text]]
    notes = models.JSONField(default=list, blank=True)  # [{title, text, anchor}]
    layout = models.JSONField(default=dict, blank=True)  # formats.draft.Layout as a dict
    states = models.JSONField(default=list, blank=True)  # states.State; empty for the default ones
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.PRIVATE)
    public_slug = models.SlugField(max_length=80, null=True, blank=True, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)  # in the bin of plans

    objects = LivePlans()
    everything = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "title"]
        base_manager_name = "everything"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The plan as a document."""
        return reverse("plans:plan_detail", args=[self.pk])


class PlanYear(models.Model):
    """An n of a plan; bounds inclusive."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="years")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_planyear_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="plans_planyear_order"
            ),
        ]

    def __str__(self) -> str:
        return f"An {self.number}"


class Level(models.Model):
    """A level of the plan's tree with the plan's own name; ``rank`` 0 is the top."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="levels")
    rank = models.PositiveSmallIntegerField()
    name = models.TextField(_("nom"))
    role = models.CharField(max_length=12, choices=LevelRole.choices)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "rank"], name="plans_level_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Removal(models.TextChoices):
    """Why an element is not in its plan any more. Nothing is destroyed."""

    BIN = "bin", _("À la corbeille")
    ARCHIVE = "archive", _("Archivé")


class LiveElements(models.Manager["Element"]):
    """Elements that are in their plan; ``Element.everything`` adds those taken out of it."""

    def get_queryset(self) -> models.QuerySet[Element]:
        """Without what is in the bin or in the archive."""
        return super().get_queryset().filter(removal="")


class Element(models.Model):
    """One line of the tree. ``position`` orders the whole plan in reading order.

    ``number`` is the official number as printed: text, possibly repeated. ``source_title``,
    ``source`` and ``anchor`` are what the document says, which document and where; a newer version
    of the document is the only thing that changes them. ``status`` repeats the
    latest :class:`StatusUpdate`, empty while nothing is known. ``version`` grows with each new
    wording. What comes from a document has no maximum length: nothing is cut.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="elements")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="elements")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    position = models.PositiveIntegerField()
    number = models.TextField(_("numéro"), blank=True)
    title = models.TextField(_("libellé"), blank=True)
    source_title = models.TextField(blank=True, editable=False)
    title_variants = models.JSONField(default=list, blank=True, editable=False)
    kind = models.CharField(
        max_length=10,
        blank=True,
        choices=[("principal", _("Principal")), ("secondary", _("Secondaire"))],
    )
    group = models.TextField(blank=True)
    sub_items = models.JSONField(default=list, blank=True)
    timeframe_text = models.TextField(_("échéancier"), blank=True)
    years_marked = models.JSONField(default=list, blank=True)
    quarters_marked = models.JSONField(default=list, blank=True)
    cost = models.TextField(_("coût"), blank=True)
    priority = models.TextField(_("priorité"), blank=True)
    notes = models.JSONField(default=list, blank=True)
    extra = models.JSONField(default=list, blank=True)  # [[column header, text]]
    status = models.CharField(_("état"), max_length=12, blank=True)  # of the plan's dictionary
    status_text = models.TextField(blank=True)  # the document's own words, or the last sentence
    status_basis = models.CharField(max_length=8, blank=True)  # StatusDraft.basis, or «person»
    source = models.ForeignKey(
        SourceFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    anchor = models.JSONField(default=dict, blank=True, editable=False)
    confidence = models.FloatField(default=1.0, editable=False)
    doubts = models.JSONField(default=list, blank=True)  # [{code, message, quote}] kept at accept
    version = models.PositiveIntegerField(default=1)
    weight = models.DecimalField(  # in the progress of the plan; 1 while nobody said
        _("poids"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    removal = models.CharField(max_length=8, blank=True, choices=Removal.choices, editable=False)
    is_confidential = models.BooleanField(default=False, editable=False)
    is_withheld = models.BooleanField(default=False, editable=False)  # it is, or one above it

    objects = LiveElements()
    everything = models.Manager()

    class Meta:
        ordering = ["position"]
        base_manager_name = "everything"
        indexes = [models.Index(fields=["plan", "position"], name="plans_element_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_status_display(self) -> str:
        """The word of its state in the dictionary of its plan."""
        return book_of(self.plan).label(self.status)

    def get_absolute_url(self) -> str:
        """The element, opened in its place in the plan."""
        return reverse("plans:element_detail", args=[self.plan_id, self.pk])


class ExpectedResult(models.Model):
    """What should come out, possibly in one plan year."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    source_text = models.TextField(blank=True, editable=False)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    sub_items = models.JSONField(default=list, blank=True)
    target = models.JSONField(null=True, blank=True)  # formats.draft.TargetDraft as a dict

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class Indicator(models.Model):
    """An indicator and its target, stored as read; the engine that measures stands above."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    source_text = models.TextField(blank=True, editable=False)
    nature = models.CharField(
        max_length=2, blank=True, choices=[("MO", _("Mise en œuvre")), ("R", _("Résultat"))]
    )
    target = models.JSONField(null=True, blank=True)  # formats.draft.TargetDraft as a dict

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class Reference(models.Model):
    """«lien 1.6»: the printed number, and the element of this plan it was resolved to, if any."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="references")
    number = models.TextField()
    text = models.TextField(blank=True)
    target = models.ForeignKey(
        Element, null=True, blank=True, on_delete=models.SET_NULL, related_name="referred_by"
    )

    def __str__(self) -> str:
        return self.number


class StatusUpdate(models.Model):
    """A dated state with its author; the history of an element."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="status_updates")
    status = models.CharField(max_length=12, blank=True)
    text = models.TextField(blank=True)
    basis = models.CharField(
        max_length=8,
        choices=[
            ("document", _("lu dans le document")),
            ("person", _("noté par une personne")),
            ("carried", _("reconduit du plan d’avant")),
        ],
        default="person",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=200, blank=True)  # who has no account
    on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.status}".strip()

    def get_status_display(self) -> str:
        """The word of the state in the dictionary of its plan."""
        return book_of(self.element.plan).label(self.status)


class Evidence(models.Model):
    """A note, a link or a file that shows what was done."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(_("titre"), max_length=300)
    text = models.TextField(_("note"), blank=True)
    url = models.URLField(_("lien"), blank=True, max_length=500)
    file = models.FileField(upload_to="evidence/%Y/%m/", blank=True, max_length=300)
    by_name = models.CharField(max_length=200, blank=True)  # who has no account
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title
