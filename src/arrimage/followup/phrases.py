"""Sentences of the follow-up: why a line is late or silent, what a rhythm says of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from arrimage.plans.said import say_day
from arrimage.rhythm.cadence import Tally

LATE = gettext_lazy("En retard")
SILENT = gettext_lazy("Silencieux")
SOON = gettext_lazy("Bientôt")
OVER_BY: Mapping[str, Any] = {
    "by_date": gettext_lazy("Le plan dit « %(words)s »\u00a0: c’était le %(day)s."),
    "by_month": gettext_lazy("Le plan dit « %(words)s »\u00a0: ce mois s’est terminé le %(day)s."),
    "by_season": gettext_lazy(
        "Le plan dit « %(words)s »\u00a0: cette saison s’est terminée le %(day)s au plus tard."
    ),
    "by_quarter": gettext_lazy(
        "Le plan dit « %(words)s »\u00a0: ce trimestre s’est terminé le %(day)s."
    ),
    "by_year": gettext_lazy(
        "Le plan dit « %(words)s »\u00a0: cette année s’est terminée le %(day)s."
    ),
    "by_plan_year": gettext_lazy(
        "Le plan la prévoit dans une année qui s’est terminée le %(day)s."
    ),
    "by_range": gettext_lazy("Le plan dit « %(words)s »\u00a0: ce délai s’est terminé le %(day)s."),
    "by_event": gettext_lazy("Le plan dit « %(words)s »\u00a0: c’était le %(day)s au plus tard."),
}
DUE_BY = gettext_lazy("Le plan dit « %(words)s »\u00a0: le dernier jour est le %(day)s.")
DUE = gettext_lazy("Le dernier jour que le plan lui donne est le %(day)s.")
ENDED = gettext_lazy("Le dernier jour que le plan lui donnait était le %(day)s.")
QUIET_RHYTHM = gettext_lazy(
    "Rien n’est consigné depuis le %(day)s. À son rythme, « %(words)s », une nouvelle était "
    "attendue au plus tard le %(awaited)s."
)
QUIET = gettext_lazy(
    "Rien n’est consigné depuis le %(day)s. Un travail sans date est silencieux "
    "après six mois sans nouvelle."
)
FUTURE_OCCURRENCE = gettext_lazy(
    "Ce qui est tenu l’est aujourd’hui ou à une date passée. Rien n’a été consigné."
)
OTHER_CADENCE = gettext_lazy("Cette fréquence est celle d’une autre ligne. Rien n’a été consigné.")
STATE_SAID = gettext_lazy("L’état noté est « %(state)s ».")
STATE_UNKNOWN = gettext_lazy("Aucun état n’est noté.")


@dataclass(frozen=True, slots=True)
class ClockWords:
    """What the sentences about a clock need: its days, and the words of the plan."""

    reason: str
    due_on: dt.date | None
    heard_on: dt.date | None
    silent_from: dt.date | None
    timeframe: str
    rhythm: str
    state: str


def why_late(words: ClockWords) -> str:
    """Why a line is late, in two sentences."""
    assert words.due_on  # noqa: S101 - what is late had a last day
    return f"{_ended(words, OVER_BY.get(words.reason, ENDED))} {_state(words)}"


def why_soon(words: ClockWords) -> str:
    """Why a line is due soon."""
    return _ended(words, DUE_BY, DUE)


def why_silent(words: ClockWords) -> str:
    """Why a line is silent."""
    assert words.heard_on and words.silent_from  # noqa: S101 - silence counts from a day
    if not words.rhythm:
        return str(QUIET) % {"day": say_day(words.heard_on)}
    awaited = words.silent_from - dt.timedelta(days=1)
    return str(QUIET_RHYTHM) % {
        "day": say_day(words.heard_on), "words": words.rhythm, "awaited": say_day(awaited),
    }  # fmt: skip


def _ended(words: ClockWords, sentence: Any, bare: Any = ENDED) -> str:
    """The sentence that quotes the plan, or the one that does not when it has no words."""
    assert words.due_on  # noqa: S101 - only what has a last day
    form = str(sentence)
    if "%(words)s" in form and not words.timeframe:
        form = str(bare)
    return form % {"words": words.timeframe, "day": say_day(words.due_on)}


def _state(words: ClockWords) -> str:
    return str(STATE_SAID) % {"state": words.state} if words.state else str(STATE_UNKNOWN)


def say_tally(tally: Tally) -> str:
    """«3 sur 4 tenues; il en manque 1 avant le 30 juin 2027.»"""
    if not tally.expected:
        return _("Rien n’est attendu cette année.")
    counts = {"held": tally.held, "expected": tally.expected, "missing": tally.missing}
    if not tally.missing:
        return ngettext("%(held)s sur %(expected)s tenue.", "%(held)s sur %(expected)s tenues.",
                        tally.expected) % counts  # fmt: skip
    if tally.until is None:
        return (
            ngettext(
                "%(held)s sur %(expected)s tenue\u00a0; il en a manqué %(missing)s.",
                "%(held)s sur %(expected)s tenues\u00a0; il en a manqué %(missing)s.",
                tally.expected,
            )
            % counts
        )
    return ngettext(
        "%(held)s sur %(expected)s tenue\u00a0; il en manque %(missing)s avant le %(day)s.",
        "%(held)s sur %(expected)s tenues\u00a0; il en manque %(missing)s avant le %(day)s.",
        tally.expected,
    ) % (counts | {"day": say_day(tally.until)})
