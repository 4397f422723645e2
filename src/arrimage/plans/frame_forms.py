"""Forms of what a plan is: its frame, its years, its levels."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import LevelRole, Plan
from .operations import YearBounds
from .phrases import FRAME, YEARS_UNREAD

YEAR_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})\D+?(\d{4}-\d{2}-\d{2})")
FISCAL = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, show_hidden_initial=True)


def _text(label: Any, rows: int = 1, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(
        label=label, required=False, widget=widget, help_text=hint, show_hidden_initial=True
    )


class FrameForm(forms.Form):
    """What a plan says of itself; it remembers what was shown, to tell what was changed."""

    title = _text(FRAME["title"], 2)
    starts_on = _day(FRAME["starts_on"])
    ends_on = _day(FRAME["ends_on"])
    updated_on = _day(FRAME["updated_on"])
    fiscal_year_start = _text(FRAME["fiscal_year_start"], hint=_("Mois et jour : « 04-01 »."))
    mission = _text(FRAME["mission"], 3)
    vision = _text(FRAME["vision"], 3)
    values = _text(FRAME["values"], 3, _("Une par ligne."))
    general_objective = _text(FRAME["general_objective"], 3)

    @classmethod
    def first(cls, plan: Plan) -> dict[str, Any]:
        """What the form shows first."""
        said = {name: getattr(plan, name) for name in cls.base_fields}
        return said | {"values": "\n".join(plan.values)}

    def clean_fiscal_year_start(self) -> str:
        """Empty, or a month and a day."""
        text: str = self.cleaned_data["fiscal_year_start"]
        if text and not FISCAL.match(text):
            raise forms.ValidationError(_("Écrivez le mois et le jour, par exemple « 04-01 »."))
        return text

    @property
    def said(self) -> dict[str, Any]:
        """What was sent, as the plan keeps it."""
        return self._kept(dict(self.cleaned_data))

    @property
    def shown(self) -> dict[str, Any]:
        """What stood in the form when it was opened."""
        return self._kept({name: self._initial(name) for name in self.fields})

    def _initial(self, name: str) -> Any:
        text = str(self.data.get(self.add_initial_prefix(name), ""))
        field = self.fields[name]
        return field.to_python(text) if isinstance(field, forms.DateField) else text.strip()

    @staticmethod
    def _kept(said: dict[str, Any]) -> dict[str, Any]:
        lines = [line.strip() for line in said["values"].splitlines()]
        texts = {k: v.replace("\r\n", "\n") for k, v in said.items() if isinstance(v, str)}
        return said | texts | {"values": [line for line in lines if line]}

    def against(self, plan: Plan) -> FrameForm:
        """The same words again, to be compared with those of the plan now."""
        data = self.data.copy()
        for name, value in self.first(plan).items():
            data[self.add_initial_prefix(name)] = value if value is not None else ""
        return FrameForm(data)


class YearsForm(forms.Form):
    """The years of a plan, one a line: first and last day."""

    years = forms.CharField(
        label=_("Années du plan"),
        help_text=_("Une par ligne, premier et dernier jour : « 2026-04-01 2027-03-31 »."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @staticmethod
    def first(plan: Plan) -> dict[str, str]:
        """The years as they are."""
        return {"years": "\n".join(f"{y.starts_on} {y.ends_on}" for y in plan.years.all())}

    def clean_years(self) -> list[YearBounds]:
        """Two days on each line."""
        found = []
        for line in filter(str.strip, self.cleaned_data["years"].splitlines()):
            days = YEAR_LINE.fullmatch(line.strip())
            try:
                bounds = [dt.date.fromisoformat(day) for day in days.groups()] if days else []
            except ValueError:
                bounds = []
            if not bounds:
                raise forms.ValidationError(YEARS_UNREAD % {"line": line.strip()[:60]})
            found.append(YearBounds(*bounds))
        return found


class LevelNameForm(forms.Form):
    """The name of a level."""

    name = forms.CharField(label=_("Nom du niveau"), max_length=80)


class NewLevelForm(LevelNameForm):
    """A level that is not there yet."""

    role = forms.ChoiceField(label=_("Son rôle"), choices=LevelRole.choices, initial="step")
    rank = forms.TypedChoiceField(label=_("Où"), coerce=int)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [level.name for level in plan.levels.all()]
        places = [(0, _("Tout en haut"))]
        places += [(rank, _("Sous « %(name)s »") % {"name": n}) for rank, n in enumerate(names, 1)]
        self.fields["rank"].choices = places
        self.fields["rank"].initial = len(names)
