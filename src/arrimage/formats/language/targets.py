"""Numeric targets in indicators and results: «Taux de 75 %», «8 rencontres annuelles»."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Literal

from ..draft import TargetDraft
from .cadences import Frequency, find_frequencies
from .moments import find_moments
from .quantities import Per, number_pattern, read_count, unit_of, unit_pattern
from .text import fold_same_length
from .timecontext import TimeContext

Direction = Literal[">=", "<=", "="]

_GROWTH = (
    r"(?:hausses?|augment\w*|accroiss\w*|accroitre|croissance|progression|increas\w*|growth|grow)"
)
_DECLINE = r"(?:baisses?|baisser|diminution|diminuer|reduction|reduire|decrease|decline)"
_CHANGE = re.compile(rf"(?<!\w)(?:(?P<up>{_GROWTH})|(?P<down>{_DECLINE}))(?!\w)")
_MOST = re.compile(
    r"(?:au plus|un maximum de|maximum(?: de)?|moins de|pas plus de|tout au plus|inferieure?s? a|"
    r"maximale?s? de|at most|no more than|less than|under|<|<=|≤)\s*$"
)
_LEAST = re.compile(
    r"(?:au moins|un minimum de|minimum(?: de)?|minimale?s? de|plus de|superieure?s? a|"
    r"a minimum of|at least|more than|cible\s*:|target\s*:|>|>=|≥|=|:)\s*$"
)
_ORDINAL_WORDS = (
    r"(?:etape|phase|niveau|version|article|annexe|volet|chapitre|section|page|tome|axe|orientation|"
    r"objectif|objective|action|activite|mesure|moyen|point|lien|ref|code|an|annee|year|no|n°|step|phase|"
    r"table|salle|route|chantier|aga|ags|covid)"
)
_NAMED = re.compile(rf"(?<!\w){_ORDINAL_WORDS}\.?\s*$")
_GENERIC = r"(?:nombre|le nombre|la quantite|quantite|niveau|number|the number)"
_AFTER = re.compile(r"\s*(?:%|pour cent|percent|p\. ?100)")
_STOP = (
    r"(?:a|au|aux|du|de|des|d|et|ou|la|le|les|l|est|sont|ont|en|par|pour|sur|dans|qui|que|avec|sans|of|and|"
    r"or|the|to|is|are|in|on|for|by|er|e|eme|h|heures?|min|minutes?|hours?|dernieres?|derniers?|prochaines?|"
    r"prochains?|premieres?|premiers?|last|next|first)"
)
_NOUN = re.compile(rf"\s*(?:\$|(?:{_STOP})(?!\w)|(?P<noun>[a-z][\w'’-]*))")
_UNIT_END = re.compile(
    r"[,;:.!?()=]|(?<!\w)(?:par|per|chaque|annuel\w*|mensuel\w*|est|sont|ont|a|au cours|d'ici|"
    r"lors|durant|entre|participent|seront|is|are|qui|chacune?|every|each|avant|before|by|/)(?!\w)"
)
_FRAGMENT = re.compile(
    r"(?:une?|one)(?! m[ai][xn]im)(?: (?!(?:est|sont|a|is)\b)[^\W\d][\w'-]+){1,3}"
)
_DEFINITE = re.compile(r"(?<!\w)(?:les|des|aux|ces|ses|nos|leurs|the|these|our)\s*$")


def read_target(text: str) -> TargetDraft | None:
    """The target a sentence states, or ``None`` when it states none.

    An unqualified number is a minimum. «Nombre de …», dates, codes and ordinals are not targets.
    A growth without a number has no ``value``; a rhythm in words («trimestriel») is ``derived``.
    """
    folded = fold_same_length(text)
    return (
        _percentage(text, folded)
        or _count(text, folded)
        or _growth(text, folded)
        or _derived(text, folded)
    )


def _percentage(text: str, folded: str) -> TargetDraft | None:
    pattern = (
        rf"(?<![\w.,/])(?P<sign>[+-]\s*)?(?P<number>{number_pattern()})(?:\s*(?:a|-|et)\s*[0-9]+)?"
    )
    for match in re.finditer(rf"{pattern}(?={_AFTER.pattern})", folded):
        value = read_count(match["number"])
        if value is None:
            continue
        change = _CHANGE.search(folded, 0, match.start())
        is_down = bool(change and change["down"]) or (match["sign"] or "").startswith("-")
        is_growth = bool(change) or bool(match["sign"])
        direction: Direction = "<=" if is_down else _direction(folded, match.start())
        return TargetDraft(
            -value if is_down and is_growth else value,
            "%",
            direction,
            _per(folded) if is_growth or re.search(r"(?:par|/)\s*an", folded) else None,
            growth=is_growth,
            by=_deadline(text),
            text=text,
        )
    return None


def _count(text: str, folded: str) -> TargetDraft | None:
    if alone := re.fullmatch(
        rf"\W*(?P<number>{number_pattern()})\s*(?:\+|et plus|ou plus)?\W*", folded
    ):
        return _alone(text, folded, alone)
    rhythm = next((f for f in find_frequencies(text) if not f.is_derived), None)
    dated = _dated_spans(text)
    for match in re.finditer(rf"(?<![\w.,/-])(?:{number_pattern()})", folded):
        value = read_count(match[0])
        if value is None or not _is_counted(folded, match, rhythm, dated):
            continue
        per = rhythm.per if rhythm and rhythm.start <= match.start() < rhythm.end else None
        return TargetDraft(
            value,
            _unit(text, folded, match.end()),
            _direction(folded, match.start()),
            per or _per(folded[match.end() :]),
            growth=_is_change_by(folded, match.start()),
            by=_deadline(text),
            text=text,
        )
    return None


def _alone(text: str, folded: str, match: re.Match[str]) -> TargetDraft | None:
    value = read_count(match["number"])
    if value is None or re.fullmatch(r"(?:19|20)[0-9]{2}", match["number"]):
        return None
    if not match["number"][0].isdigit():
        return None
    unit = "$" if "$" in text else ""
    return TargetDraft(value, unit, _direction(folded, match.start("number")), text=text)


def _is_counted(
    folded: str,
    match: re.Match[str],
    rhythm: Frequency | None,
    dated: list[tuple[int, int]],
) -> bool:
    """True when this number counts things, rather than dating, naming or numbering something."""
    before, after = folded[: match.start()], folded[match.end() :]
    qualified = bool(_LEAST.search(before) or _MOST.search(before))
    noun = _NOUN.match(re.sub(rf"^\s*(?:a|ou|-|to|or)\s*{number_pattern()}", "", after))
    in_rhythm = bool(rhythm and rhythm.start <= match.start() < rhythm.end)
    has_noun = bool(noun and (noun["noun"] or noun[0].strip() == "$"))
    if any(start <= match.start() < end for start, end in dated) or _NAMED.search(before):
        return False
    if re.match(rf"\s*{unit_pattern()}", after) and not in_rhythm:
        return False
    if re.fullmatch(r"(?:19|20)[0-9]{2}", match[0]) and not qualified:
        return False
    if match[0] in ("un", "une", "one"):
        return _is_one(folded, match, rhythm) or (qualified and has_noun)
    if not match[0][0].isdigit() and _DEFINITE.search(before):
        return False
    if re.match(rf"\W*{_GENERIC}(?!\w)", folded) and not qualified:
        return False
    return in_rhythm or has_noun or (qualified and not re.match(r"\s*[\w°]", after))


def _is_one(folded: str, match: re.Match[str], rhythm: Frequency | None) -> bool:
    """True when «une» is a number («Une rencontre par mois», «Une entrevue»), not an article."""
    if rhythm and rhythm.start <= match.start() < rhythm.end and rhythm.count == 1:
        between = folded[match.end() : rhythm.end]
        return not re.search(r"(?<!\w)(?:est|sont|is|annuel\w*)(?!\w)", between)
    return bool(_FRAGMENT.fullmatch(folded.strip(" .")))


def _dated_spans(text: str) -> list[tuple[int, int]]:
    moments = find_moments(text, TimeContext())
    return [(moment.start, moment.end) for moment in moments if moment.kind != "recurring"]


def _growth(text: str, folded: str) -> TargetDraft | None:
    if change := re.match(
        rf"\W*(?:(?:une?|la|l')\s*)?(?:(?P<up>{_GROWTH})|{_DECLINE})(?!\w)", folded
    ):
        direction: Direction = ">=" if change["up"] else "<="
        return TargetDraft(None, "", direction, growth=True, by=_deadline(text), text=text)
    return None


def _derived(text: str, folded: str) -> TargetDraft | None:
    """«Rappel trimestriel» → 4 per year. A yearly rhythm alone is not a target."""
    if re.match(rf"\W*{_GENERIC}(?!\w)", folded):
        return None
    for found in find_frequencies(text):
        is_each = folded[found.start :].startswith(("chaque", "a chaque", "each"))
        if found.is_derived and not is_each:
            count, per = _in_a_year(found)
            if per != "year" or count > 1:
                return TargetDraft(
                    count, "", ">=", per, derived=True, by=_deadline(text), text=text
                )
    return None


def _in_a_year(found: Frequency) -> tuple[Decimal, Per]:
    if found.every > 1 or found.per in ("quarter", "month"):
        return found.in_a_year, "year"
    return found.count, found.per


def _per(folded: str) -> Per | None:
    before = (
        r"(?:(?<!\w)(?:par|per|chaque|each|every|(?:au cours de )?(?<!a )l'|an? (?=[dwmqy]))|/)"
    )
    if match := re.search(rf"{before}\s*(?P<unit>{unit_pattern()})(?!\s*[0-9])", folded):
        return unit_of(match["unit"])
    for found in find_frequencies(folded):
        if found.is_derived and found.count == found.every == 1:
            return found.per
    return None


def _direction(folded: str, position: int) -> Direction:
    return "<=" if _MOST.search(folded[:position]) else ">="


def _is_change_by(folded: str, position: int) -> bool:
    """«Augmentation de 20 membres», «+ 5 membres»: the number itself is the increase."""
    before = folded[:position]
    return bool(
        re.search(rf"(?<!\w){_GROWTH}\s+(?:de|of|d'au moins|d'environ|by)\s*$|\+\s*$", before)
    )


def _unit(text: str, folded: str, position: int) -> str:
    start = re.compile(rf"\s*(?:(?:a|ou|-|to|or)\s*{number_pattern()}\s*)?").match(folded, position)
    begin = start.end() if start else position
    end = _UNIT_END.search(folded, begin)
    if folded[begin : begin + 1] == "$":
        return "$"
    words = text[begin : end.start() if end else len(text)].split()
    return " ".join(words[:6])


def _deadline(text: str) -> dt.date | None:
    """The date of «d'ici juin 2026», «avant le 30 juin 2026»."""
    for moment in find_moments(text, TimeContext()):
        if moment.effect in ("until", "before") and moment.high:
            is_day = moment.precision == "day" or moment.effect == "until"
            return moment.high if is_day else moment.low
    return None
