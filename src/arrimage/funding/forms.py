"""Forms of the budget: money is typed as people write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from arrimage.core.uploads import UploadField
from arrimage.formats import exact
from arrimage.formats.draft import AmountDraft, EnvelopeDraft
from arrimage.formats.language.money import read_money
from arrimage.plans.models import Plan

from . import phrases
from .models import Nature
from .said import money_text

SALT = "funding.shown"
Money = AmountDraft | EnvelopeDraft


class MoneyField(forms.CharField):
    """An amount as people write it: «12 500,50», «5 k$», «$4,000»."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "money"})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """The amount, ``None`` when nothing is typed; a refusal in words otherwise."""
        words = super().clean(value)
        if not words:
            return None
        read = read_money(words)
        if len(read) != 1:
            raise forms.ValidationError(phrases.UNREAD_AMOUNT % {"words": words})
        return read[0].amount

    def prepare_value(self, value: Any) -> Any:
        """Two places, as the language of the screen writes them."""
        return money_text(value) if isinstance(value, Decimal) else value


def _year(plan: Plan) -> list[tuple[Any, Any]]:
    whole = (("", _("Toute la période")),)
    return [
        *whole,
        *((y.number, f"{y} ({y.starts_on:%Y}-{y.ends_on:%Y})") for y in plan.years.all()),
    ]


class _Row(forms.Form):
    """A row of a table of money; without an amount, it is no row."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = _year(plan)
        self.empty_permitted, self.use_required_attribute = True, False

    @property
    def is_written(self) -> bool:
        """True when the row holds an amount."""
        return bool(self.cleaned_data.get("amount"))


def _year_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("Année"), coerce=int, empty_value=None, required=False)


def _text(label: Any, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, required=False, max_length=200, widget=widget)


class AmountForm(_Row):
    """An amount of a line."""

    nature = forms.ChoiceField(label=_("Nature"), choices=Nature.choices)
    amount = MoneyField(label=_("Montant"), required=False)
    year = _year_field()
    source = _text(_("Source de fonds"), list="sources", autocomplete="off")
    on = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = _text(_("Note"))

    def draft(self) -> AmountDraft:
        """What was typed."""
        said = self.cleaned_data
        values = (said["amount"], said["year"], said["source"].strip(), said["on"])
        return AmountDraft(said["nature"], *values, note=said["note"].strip())


class EnvelopeForm(_Row):
    """What an agreement gives."""

    source = _text(_("Source de fonds"), list="sources", autocomplete="off")
    amount = MoneyField(label=_("Montant"), required=False)
    year = _year_field()
    agreement = _text(_("Entente"))

    def draft(self) -> EnvelopeDraft:
        """What was typed."""
        said = self.cleaned_data
        source, agreement = said["source"].strip(), said["agreement"].strip()
        return EnvelopeDraft(source, said["amount"], said["year"], agreement)


class MoneyTable:
    """A table of rows to fill, and what it showed when it was opened.

    ``data`` is what was sent, ``None`` before. A few rows are always free.
    """

    FREE = 3

    def __init__(
        self, kind: type[_Row], plan: Plan, held: Sequence[Money], data: Any = None
    ) -> None:
        factory = forms.formset_factory(kind, extra=self.FREE, max_num=200, absolute_max=200)
        initial = [_initial(part) for part in held]
        self.formset = factory(data, initial=initial, form_kwargs={"plan": plan}, prefix="m")
        self.errors: list[Any] = []
        self.seal = signing.dumps([exact.encode(p) for p in held], salt=SALT, compress=True)
        self._sent_seal = data.get("seal", "") if data is not None else ""
        self._part = EnvelopeDraft if kind is EnvelopeForm else AmountDraft

    def is_valid(self) -> bool:
        """True when every row was read."""
        return bool(self.formset.is_bound and self.formset.is_valid())

    @property
    def parts(self) -> list[Any]:
        """The rows that hold an amount."""
        return [form.draft() for form in self.formset if form.has_changed() and form.is_written] + [
            form.draft() for form in self.formset if not form.has_changed() and form.initial
        ]

    @property
    def shown(self) -> list[Any]:
        """What the table showed; nothing when its seal was tampered with: then it cannot win."""
        try:
            stored = signing.loads(self._sent_seal, salt=SALT)
        except signing.BadSignature:
            return []
        return list(exact.decode_parts(stored, self._part))

    def refuse(self, problems: Iterable[Any]) -> None:
        """Say why nothing was written."""
        self.errors += problems

    @property
    def status(self) -> int:
        """422 when what was sent was refused."""
        return (
            422 if self.errors or (self.formset.is_bound and not self.formset.is_valid()) else 200
        )


def _initial(part: Money) -> dict[str, Any]:
    values = {name: getattr(part, name) for name in type(part).__dataclass_fields__}
    return {name: value for name, value in values.items() if value is not None}


class BudgetFileForm(forms.Form):
    """The budget as a file, changed elsewhere."""

    file = UploadField(
        label=_("Fichier du budget"),
        help_text=_("Le fichier Excel ou CSV exporté d’ici, avec les mêmes colonnes."),
    )


def day_text(day: dt.date | None) -> str:
    """A day for a file: «2026-09-03»."""
    return day.isoformat() if day else ""
