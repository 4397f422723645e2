"""Who carries an element, and how what somebody carries passes to somebody else."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arrimage.directory.models import Organization, Person


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Chains for assignments."""

    def current(self, on: dt.date | None = None) -> AssignmentQuerySet:
        """Those that hold on a day, today unless said otherwise; first and last day included."""
        on = on or timezone.localdate()
        begun = models.Q(since=None) | models.Q(since__lte=on)
        return self.filter(begun, models.Q(until=None) | models.Q(until__gte=on))


class Assignment(models.Model):
    """Who carries an element; dated; a name as printed until it is matched to someone.

    At most one of ``person`` and ``organization``. What is over has its last day in ``until``.
    """

    element = models.ForeignKey(
        "plans.Element", on_delete=models.CASCADE, related_name="assignments"
    )
    position = models.PositiveSmallIntegerField(default=0)
    name = models.TextField(_("nom"))
    role = models.CharField(
        max_length=12,
        choices=[("responsible", _("Responsable")), ("collaborator", _("Collaboration"))],
        default="responsible",
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="assignments"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="assignments"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) | models.Q(organization=None),
                name="plans_assignment_one",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None)
                | models.Q(since=None)
                | models.Q(until__gte=models.F("since")),
                name="plans_assignment_order",
            ),
        ]
        indexes = [  # most lines carry a mere name: an index on every row would say nothing
            models.Index(
                fields=["organization"],
                condition=models.Q(organization__isnull=False),
                name="plans_held_by_organization",
            ),
            models.Index(
                fields=["person"],
                condition=models.Q(person__isnull=False),
                name="plans_held_by_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_current(self) -> bool:
        """True while it holds."""
        today = timezone.localdate()
        begun = self.since is None or self.since <= today
        return begun and (self.until is None or self.until >= today)


def _one_of(person: str, organization: str) -> models.Q:
    """Exactly one of two foreign keys is there."""
    some_person = models.Q(**{f"{person}__isnull": False, organization: None})
    return some_person | models.Q(**{person: None, f"{organization}__isnull": False})


class Handover(models.Model):
    """What somebody carried passed to somebody else on a day; undone through its edits.

    ``positions`` remembers the positions of the giver that ended with it, and when they ended
    before: an ISO date, or nothing.
    """

    from_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="handovers_given"
    )
    from_organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="handovers_given",
    )
    to_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="handovers_taken"
    )
    to_organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="handovers_taken",
    )
    on = models.DateField(_("à partir du"))
    edits = models.ManyToManyField("plans.Edit", related_name="handovers")
    positions = models.JSONField(default=dict, blank=True)  # {position ended: its end before}
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=_one_of("from_person", "from_organization"), name="plans_handover_from"
            ),
            models.CheckConstraint(
                condition=_one_of("to_person", "to_organization"), name="plans_handover_to"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}"

    @property
    def giver(self) -> Person | Organization | None:
        """Who carried."""
        return self.from_person or self.from_organization

    @property
    def taker(self) -> Person | Organization | None:
        """Who carries since."""
        return self.to_person or self.to_organization
