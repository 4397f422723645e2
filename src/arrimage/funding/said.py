"""Money in words: what a person reads on a screen, in a comparison and in a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arrimage.formats.draft import AmountDraft, EnvelopeDraft
from arrimage.plans.said import say_day

from .ledger import Line, Totals, total
from .models import Nature

NBSP = "\u00a0"
NATURES = [nature.value for nature in Nature]


def money_text(amount: Decimal) -> str:
    """«12 500» or «12 500,50»: cents only where there are some."""
    return number_format(
        amount, 0 if amount == amount.to_integral_value() else 2, force_grouping=True
    )


def say_dollars(amount: Decimal | None) -> str:
    """«12 500 $» in French, «$12,500» in English; nothing where nothing is known."""
    if amount is None:
        return ""
    text = money_text(abs(amount))
    sign = "\u2212" if amount < 0 else ""  # a true minus
    if (get_language() or "").startswith("en"):
        return f"{sign}${text}"
    return f"{sign}{text}{NBSP}$"


def year_label(year: int | None) -> str:
    """«An 2», or the whole period."""
    return _("An %(n)s") % {"n": year} if year else _("Toute la période")


def say_amounts(amounts: Iterable[AmountDraft]) -> str:
    """One line for each amount: «Prévu, An 2, Fondation des Aulnes : 12 500 $»."""
    return "\n".join(_amount(amount) for amount in sorted(amounts, key=_rank))


def _rank(amount: AmountDraft) -> tuple[object, ...]:
    when = (amount.on or dt.date.min, amount.amount, amount.note)
    return (NATURES.index(amount.nature), amount.year or 1000, amount.source, *when)


def _amount(amount: AmountDraft) -> str:
    day = say_day(amount.on) if amount.on else ""
    what = (Nature(amount.nature).label, year_label(amount.year), amount.source, day, amount.note)
    return _line(", ".join(str(part) for part in what if part), amount.amount)


def say_envelopes(envelopes: Iterable[EnvelopeDraft]) -> str:
    """One line for each agreement: «Ministère du Lien, An 1, entente 2026-14 : 40 000 $»."""
    what = ((e, (e.source, year_label(e.year), e.agreement)) for e in envelopes)
    return "\n".join(_line(", ".join(filter(None, parts)), e.amount) for e, parts in what)


def say_totals(amounts: Iterable[AmountDraft]) -> str:
    """The sums by nature, one line each; nothing without an amount."""
    sums = total_of(amounts)
    every = ((nature.label, getattr(sums, nature.value)) for nature in Nature)
    return "\n".join(_line(str(label), amount) for label, amount in every if amount is not None)


def total_of(amounts: Iterable[AmountDraft]) -> Totals:
    """The sums of amounts that are parts of drafts."""
    return total(Line(0, amount.nature, amount.amount) for amount in amounts)


def _line(what: str, amount: Decimal) -> str:
    return _("%(what)s\u00a0: %(amount)s") % {"what": what, "amount": say_dollars(amount)}
