"""Forms of the memory of plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arrimage.plans.models import Plan
from arrimage.plans.motives import LONGEST
from arrimage.plans.phrases import PERIOD_ORDER
from arrimage.plans.sharing_models import Reach
from arrimage.plans.starting import Frame

from . import phrases
from .lines import holds_money
from .rolling import next_period, title_for
from .rolling_money import RUNNING, MoneyChoice


def day_field(label: Any, **values: Any) -> forms.DateField:
    """A day, chosen or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **values)


class AdoptForm(forms.Form):
    """When the plan was adopted, by whom, and which of its states is kept."""

    adopted_on = day_field(_("Adopté le"))
    instance = forms.CharField(
        label=_("Par"),
        max_length=300,
        help_text=_(
            "L’instance et sa résolution, en mots : « Conseil d’administration, 2026-14 »."
        ),
    )
    as_then = forms.TypedChoiceField(
        label=_("Ce qui est figé"),
        choices=[
            ("", _("Le plan tel qu’il est maintenant")),
            ("1", _("Le plan tel qu’il était à la fin du jour de l’adoption")),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )

    @classmethod
    def first(cls) -> dict[str, Any]:
        """What the form shows first."""
        return {"adopted_on": timezone.localdate(), "as_then": ""}


class ReasonForm(forms.Form):
    """Why a gesture was made."""

    reason = forms.CharField(
        label=_("Motif de l’amendement"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PaperForm(forms.Form):
    """The file that is wanted."""

    format = forms.ChoiceField(choices=[("docx", "Word"), ("pdf", "PDF")])


class CommentForm(forms.Form):
    """A comment, and who reads it."""

    text = forms.CharField(max_length=4000)
    reach = forms.ChoiceField(choices=Reach.choices)


class RollForm(forms.Form):
    """The plan that carries another one on."""

    title = forms.CharField(label=_("Titre"), max_length=2000)
    starts_on = day_field(_("Premier jour"))
    ends_on = day_field(_("Dernier jour"))
    money = forms.ChoiceField(
        label=_("L’argent"),
        choices=list(phrases.MONEY.items()),
        required=False,
        widget=forms.RadioSelect,
        help_text=phrases.MONEY_STAYS,
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        first, last = next_period(plan.starts_on, plan.ends_on, timezone.localdate())
        shift = first.year - plan.starts_on.year if plan.starts_on else 1
        title = title_for(plan.title, shift)
        self.first_frame = Frame(title, plan.source_organization, first, last)
        initial = {"title": title, "starts_on": first, "ends_on": last, "money": RUNNING}
        super().__init__(*args, initial=initial, **kwargs)
        if not holds_money(plan):
            del self.fields["money"]

    @property
    def frame(self) -> Frame:
        """What was said of the new plan."""
        said = self.cleaned_data
        return Frame(
            said["title"], self.first_frame.organization, said["starts_on"], said["ends_on"]
        )

    @property
    def money_choice(self) -> MoneyChoice:
        """What of the money goes on: what still runs, unless another choice was made."""
        said = self.cleaned_data.get("money") if self.is_bound and self.is_valid() else ""
        return said or RUNNING

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", PERIOD_ORDER)
        return said


class YearForm(forms.Form):
    """The plan year that ends."""

    an = forms.TypedChoiceField(label=_("Année qui se termine"), coerce=int)
    solde = forms.BooleanField(required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = list(plan.years.all())
        choices = [(year.number, str(year)) for year in self.years]
        self.fields["an"].choices = choices  # type: ignore[attr-defined]
        self.fields["an"].initial = self._ending

    @property
    def _ending(self) -> int:
        """The last year that is over, else the one that goes on."""
        today = timezone.localdate()
        over = [year.number for year in self.years if year.ends_on < today]
        return max(over, default=self.years[0].number if self.years else 0)

    @property
    def takes_balance(self) -> bool:
        """True when what was planned and not used goes on with each line."""
        return bool(self.is_bound and self.is_valid() and self.cleaned_data["solde"])

    @property
    def year(self) -> int:
        """The year that was chosen, or the one that ends; 0 when the plan has no years."""
        if self.is_bound and self.is_valid():
            chosen: int = self.cleaned_data["an"]
            return chosen
        return self._ending
