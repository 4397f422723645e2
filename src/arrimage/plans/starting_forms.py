"""Forms of a new plan: its frame, then its lines or the plan that they come from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arrimage.directory.models import Organization
from arrimage.formats.draft import PlanDraft
from arrimage.formats.outline import OutlineError

from .starting import MAX_YEARS, Frame, Starter, copied, outlined


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FrameForm(forms.Form):
    """What every new plan says of itself."""

    title = forms.CharField(label=_("Titre du plan"), max_length=300)
    starts_on = forms.DateField(label=_("Premier jour"), widget=_day())
    ends_on = forms.DateField(label=_("Dernier jour"), widget=_day())

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        self.organization = organization
        start = timezone.localdate().replace(month=4, day=1)
        end = start.replace(year=start.year + 3) - dt.timedelta(1)
        first = {"title": _("Plan d’action"), "starts_on": start, "ends_on": end}
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The plan ends after it starts, at most ten years later; its lines make a plan."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and not 0 < (end - start).days < 366 * MAX_YEARS:
            self.add_error(
                "ends_on", _("Le plan finit après son premier jour, dix ans plus tard au plus.")
            )
        if not self.errors:
            try:
                self.draft = self.make()
            except OutlineError as problem:
                self.add_error(self.lines_field, str(problem))
        return cleaned

    @property
    def frame(self) -> Frame:
        """The frame, once the form is valid."""
        said = self.cleaned_data
        return Frame(said["title"], str(self.organization), said["starts_on"], said["ends_on"])


class OutlineForm(FrameForm):
    """A plan typed, pasted, or begun from a model."""

    lines_field = "outline"
    levels = forms.CharField(
        label=_("Niveaux"),
        help_text=_("Du plus grand au plus petit, un par ligne, avec vos mots."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    outline = forms.CharField(
        label=_("Lignes du plan"),
        help_text=_(
            "Une par ligne, en retrait sous ce qu’elle précise. Collez-les de Word si elles y sont."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true", "class": "outline-text"}),
    )
    numbered = forms.BooleanField(label=_("Numéroter les lignes"), required=False)

    def __init__(self, *args: Any, starter: Starter | None = None, **kwargs: Any) -> None:
        levels = starter.levels if starter else (_("Orientation"), _("Objectif"), _("Action"))
        kwargs["initial"] = {
            "levels": "\n".join(map(str, levels)),
            "outline": starter.outline if starter else "",
            "numbered": True,
        }
        super().__init__(*args, **kwargs)

    def make(self) -> PlanDraft:
        """The draft of what was written."""
        said = self.cleaned_data
        names = said["levels"].splitlines()
        return outlined(self.frame, names, said["outline"], numbered=said["numbered"])

    @property
    def first_draft(self) -> PlanDraft | None:
        """What the form holds before anything is sent."""
        if self.is_bound or not self.initial["outline"]:
            return None
        frame = Frame("", "", self.initial["starts_on"], self.initial["ends_on"])
        names = self.initial["levels"].splitlines()
        return outlined(frame, names, self.initial["outline"], numbered=True)


class CopyForm(FrameForm):
    """A plan that takes the lines of another one."""

    lines_field = "title"
    with_people = forms.BooleanField(label=_("Garder les responsables"), required=False)
    with_aims = forms.BooleanField(
        label=_("Garder les résultats attendus et les indicateurs"), required=False
    )

    def __init__(self, *args: Any, model: PlanDraft, **kwargs: Any) -> None:
        self.model = model
        kwargs["initial"] = {"title": model.title, "with_people": True, "with_aims": True}
        super().__init__(*args, **kwargs)

    def make(self) -> PlanDraft:
        """The draft of the copy."""
        said = self.cleaned_data
        return copied(
            self.frame, self.model, with_people=said["with_people"], with_aims=said["with_aims"]
        )

    @property
    def first_draft(self) -> PlanDraft:
        """The lines that will be copied."""
        return self.model
