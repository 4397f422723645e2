"""Sentences of the follow-up: why a line is late or silent, what a rhythm says of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from arrimage.plans.said import say_day
from arrimage.rhythm.held import Tally

LONG, MONTH = 61, 30  # days: from two months on, a span is told in months
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
    """«3 sur 4 tenues; il en manque 1 avant le 30 juin 2027.», and what of the year it is for."""
    if not tally.expected:
        return _("Rien n’est attendu cette année.")
    return " ".join(filter(None, [_say_count(tally), _say_stretches(tally)]))


def _say_stretches(tally: Tally) -> str:
    """When the rhythm changes, begins or ends within the year: what is asked of each part."""
    if len(tally.stretches) > 1:
        parts = (
            _("%(n)s d’ici le %(day)s") % {"n": part.expected, "day": say_day(part.span.end)}
            for part in tally.stretches
        )
        return _("Le rythme change pendant l’année\u00a0: %(parts)s.") % {"parts": ", ".join(parts)}
    for part in tally.stretches:
        days = {"start": say_day(part.span.start), "end": say_day(part.span.end)}
        return _("La fréquence ne vaut que du %(start)s au %(end)s.") % days
    return ""


def _say_count(tally: Tally) -> str:
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


def why_awaited(words: str, tally: Tally, rank: int, on: dt.date) -> str:
    """Why a rhythm asks for something soon: the occurrence of this rank is awaited by then."""
    if tally.slots[0].expected.of < tally.expected:  # counted in several windows, one after another
        form = _("Au rythme « %(words)s », une fois est attendue d’ici le %(day)s.")
    else:
        form = _(
            "Au rythme « %(words)s », il en faut %(rank)s sur %(of)s d’ici le %(day)s ; "
            "tenues à ce jour : %(held)s."
        )
    return form % {
        "words": " ".join(words.split()), "rank": rank, "of": tally.expected,
        "day": say_day(on), "held": tally.held,
    }  # fmt: skip


def why_guessed(state: str, words: str) -> str:
    """Why a state read in the document is to be confirmed."""
    said = " ".join(words.split())
    form = (
        _("L’état « %(state)s » a été deviné d’après le document, qui dit « %(words)s ».")
        if said
        else _("L’état « %(state)s » a été deviné d’après le document, sans mot pour le dire.")
    )
    return form % {"state": state, "words": said}


def why_unknown(starts_on: dt.date | None) -> str:
    """Why an unknown state is asked for."""
    if starts_on is None:
        return str(STATE_UNKNOWN)
    return _("Le plan la fait commencer le %(day)s et aucun état n’est noté.") % {
        "day": say_day(starts_on)
    }


def say_nearness(group: str, on: dt.date | None) -> str:
    """«il y a 20 jours», «il y a 14 mois», «dans 7 jours»: how far a day is."""
    if on is None:
        return ""
    days = (on - timezone.localdate()).days
    if group == "silent":
        return say_silence(-days)
    if days == 0:
        return _("aujourd’hui")
    if days > 0:
        return ngettext("demain", "dans %(n)s jours", days) % {"n": days}
    if -days >= LONG:
        return _("il y a %(n)s mois") % {"n": -days // MONTH}
    return ngettext("hier", "il y a %(n)s jours", -days) % {"n": -days}


def say_silence(days: int) -> str:
    """«20 jours sans nouvelle»; in months when there are many."""
    if days >= LONG:
        return _("%(n)s mois sans nouvelle") % {"n": days // MONTH}
    return ngettext("un jour sans nouvelle", "%(n)s jours sans nouvelle", days) % {"n": days}


GROUPS = {
    "late": (LATE, gettext_lazy("Une date écrite au plan est passée.")),
    "soon": (SOON, gettext_lazy("Dans les trente prochains jours.")),
    "silent": (
        SILENT,
        gettext_lazy("En continu ou sans date\u00a0: rien n’a été consigné depuis longtemps."),
    ),
    "confirm": (
        gettext_lazy("À confirmer"),
        gettext_lazy(
            "Un état inconnu ou deviné d’après le document, une réponse à lire\u00a0: "
            "vous tranchez."
        ),
    ),
}
GESTURES = {
    "done": gettext_lazy("Fait"),
    "active": gettext_lazy("En cours"),
    "held": gettext_lazy("Tenue"),
    "same": gettext_lazy("Rien de neuf"),
}
CONFIRM = gettext_lazy("Confirmer")
NOTHING_NEW_SAID = gettext_lazy("Rien de neuf.")


def title_of_work(total: int) -> str:
    """«9 gestes, environ 20 minutes»: two minutes each, to the next five."""
    if not total:
        return _("Rien ne vous attend")
    minutes = max(-(-total * 2 // 5) * 5, 5)
    return ngettext(
        "Un geste, environ %(minutes)s minutes", "%(n)s gestes, environ %(minutes)s minutes", total
    ) % {"n": total, "minutes": minutes}


def said_of(line: str, gesture: str) -> str:
    """What a tap did: «1.1.3 est notée : Fait.»"""
    return _("%(line)s\u00a0: c’est noté, «\u00a0%(gesture)s\u00a0».") % {
        "line": line, "gesture": GESTURES[gesture],
    }  # fmt: skip


LINES_MISSING = gettext_lazy(
    "Choisissez au moins une ligne, et trente au plus. Rien n’a été consigné."
)
NOTHING_TOLD = gettext_lazy(
    "Écrivez ce qui s’est passé, ou choisissez un état. Rien n’a été consigné."
)
LOGGED_BEFORE = gettext_lazy("C’était déjà consigné ; rien n’a été écrit deux fois.")
KEEP_STATE = gettext_lazy("Ne change pas")


def said_logged(count: int) -> str:
    """What logging did."""
    return ngettext("C’est consigné.", "C’est consigné sur %(n)s lignes.", count) % {"n": count}


def say_reading(words: Iterable[str]) -> str:
    """The words of a sentence that decided the suggestion."""
    return _("D’après : %(words)s.") % {"words": ", ".join(f"« {w} »" for w in words)}


def say_step(held: int, expected: int, more: int) -> str:
    """What an occurrence would change in a rhythm: «Le rythme passera de 3 à 4 sur 4.»"""
    return _("Le rythme passera de %(held)s à %(next)s sur %(expected)s.") % {
        "held": held, "next": held + more, "expected": expected,
    }  # fmt: skip
