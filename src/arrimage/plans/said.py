"""What Arrimage read in the words of an échéancier, said back in a sentence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from arrimage.formats.draft import CadenceDraft, TimeframeDraft
from arrimage.formats.language import TimeContext, read_cadences, read_timeframes

KINDS: dict[str, Any] = {
    "continuous": gettext_lazy("en continu"),
    "on-demand": gettext_lazy("sur demande"),
    "conditional": gettext_lazy("sous condition"),
    "event": gettext_lazy("selon un événement"),
}
PERIODS: dict[str, Any] = {
    "day": gettext_lazy("%(count)s par jour"),
    "week": gettext_lazy("%(count)s par semaine"),
    "month": gettext_lazy("%(count)s par mois"),
    "quarter": gettext_lazy("%(count)s par trimestre"),
    "year": gettext_lazy("%(count)s par année"),
    "period": gettext_lazy("%(count)s pour la durée du plan"),
}

EVERY: dict[str, Any] = {
    "day": gettext_lazy("%(count)s tous les %(every)s jours"),
    "week": gettext_lazy("%(count)s toutes les %(every)s semaines"),
    "month": gettext_lazy("%(count)s tous les %(every)s mois"),
    "quarter": gettext_lazy("%(count)s tous les %(every)s trimestres"),
    "year": gettext_lazy("%(count)s tous les %(every)s ans"),
}
RANKS: dict[int, Any] = {
    1: gettext_lazy("le premier %(day)s du mois"),
    2: gettext_lazy("le deuxième %(day)s du mois"),
    3: gettext_lazy("le troisième %(day)s du mois"),
    4: gettext_lazy("le quatrième %(day)s du mois"),
    5: gettext_lazy("le cinquième %(day)s du mois"),
    -1: gettext_lazy("le dernier %(day)s du mois"),
}


def read_back(text: str, context: TimeContext) -> tuple[str, ...]:
    """What is read in an échéancier, one sentence an échéance or a rhythm; none when unknown."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    frames = [said for line in lines for f in read_timeframes(line, context) if (said := _when(f))]
    rhythms = [_how_often(cadence) for line in lines for cadence in read_cadences(line)]
    return tuple(dict.fromkeys([*frames, *rhythms]))


def _when(frame: TimeframeDraft) -> str:
    if frame.start and frame.end and frame.start != frame.end:
        return _("du %(start)s au %(end)s") % {
            "start": say_day(frame.start),
            "end": say_day(frame.end),
        }
    if day := frame.start or frame.end:
        return _open_or_exact(frame) % {"day": say_day(day)}
    return str(KINDS.get(frame.kind, ""))


def _open_or_exact(frame: TimeframeDraft) -> str:
    if frame.start:
        return _("le %(day)s") if frame.end else _("à partir du %(day)s")
    return _("jusqu’au %(day)s") if frame.kind == "recurring" else _("au plus tard le %(day)s")


def _how_often(cadence: CadenceDraft) -> str:
    return _in_months(_on_a_day(cadence) or _so_many(cadence), cadence.months)


def _so_many(cadence: CadenceDraft) -> str:
    amount = _("au moins %(count)s") if cadence.at_least else "%(count)s"
    count = f"{amount % {'count': _number(cadence.count)}} {cadence.unit}".strip()
    said = EVERY[cadence.per] if cadence.every > 1 else PERIODS[cadence.per]
    return str(said) % {"count": count, "every": cadence.every}


def _on_a_day(cadence: CadenceDraft) -> str:
    """«Le dernier mercredi du mois», or "" when no day is named."""
    if cadence.weekday is None or cadence.count != 1:
        return ""
    named = {"day": str(WEEKDAYS[cadence.weekday]), "every": cadence.every}
    if cadence.nth:
        return str(RANKS[cadence.nth]) % named
    if cadence.every > 1:
        return _("un %(day)s sur %(every)s") % named
    return _("chaque %(day)s") % named


def _in_months(said: str, months: tuple[int, ...]) -> str:
    """The same with its months: first and last when they follow each other."""
    if not months:
        return said
    firsts = [month for month in months if (month - 2) % 12 + 1 not in months]
    if len(firsts) == 1 and len(months) > 1:
        last = str(MONTHS[(firsts[0] + len(months) - 2) % 12 + 1])
        named = {"rhythm": said, "first": str(MONTHS[firsts[0]]), "last": last}
        return _("%(rhythm)s (%(first)s à %(last)s)") % named
    return f"{said} ({', '.join(str(MONTHS[month]) for month in months)})"


def say_day(day: dt.date) -> str:
    """A day in words: «1er avril 2026»."""
    return _first(day, date_format(day, "DATE_FORMAT"))


def say_day_of(day: dt.date, year: int) -> str:
    """A day in words for whoever lives in that year: «1er juillet», «31 décembre 2014»."""
    return say_day(day) if day.year != year else _first(day, date_format(day, "MONTH_DAY_FORMAT"))


def _first(day: dt.date, text: str) -> str:
    is_first = day.day == 1 and (get_language() or "").startswith("fr")
    return f"1er{text.removeprefix('1')}" if is_first else text


def _number(value: Decimal) -> str:
    return number_format(value.normalize() if value % 1 else int(value))
