"""What a clause of a logged sentence counts: «6 régions», «42 personnes», «60 %»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .acts import Spot, entry_words, find_act
from .clauses import Signal
from .lexicon import once_per_lexicon
from .quantities import number_pattern, read_count, unit_of
from .weekdays import months_of

_SHARE = re.compile(r"(?<![\w.,/-])([0-9]{1,3})(?:[.,]([0-9]))? ?%")
_OF_THEM = re.compile(r"\s*(?:des|de|du|d'|of)(?!\w)")
_AFTER = re.compile(
    r"\s*(?P<noun>\$|(?:autres?\s+|nouve(?:lles?|aux|au)\s+|new\s+|more\s+)?[a-z][\w'-]*)"
    r"(?P<tail>\s+(?:de\s+|d'|des\s+|of\s+)[a-z][\w-]*)?"
)
_OUT_OF = re.compile(r"\s*(?:sur|/|out of|of|des|de nos|de)\s*[0-9]+(?![\w.,])")
_LABEL = re.compile(r"(?:^|[,;.]\s*)(?P<noun>[a-z][\w' -]{2,40}?)\s*[:=]\s*$")
_NUMBERED = re.compile(r"(?:no|n°|nº|#|numero|phase|etape|version|action|objectif)\.?\s*$")
_DATED = re.compile(r"(?<!\w)(?:le|du|au|the)\s*$")
_TO = re.compile(r"(?<!\w)(?:a|aupres de|par|avec|pour|devant|to|by|with|for)\s*(?:environ\s*)?$")
_JOINS = re.compile(
    r"(?:de|du|des|d'|le|la|les|l'|sur|a|au|aux|en|et|ou|par|pour|avec|dans|depuis|qui|que|in|on|at|of|"
    r"and|or|the|to|with|for|from|since|ont|sont|est|was|were|have|has|is|are)"
)


@dataclass(frozen=True, slots=True)
class Count:
    """«6 régions», «42 personnes»; ``unit`` is folded, ``spot`` where the words stand.

    ``is_people``: who came, rather than what was done. ``is_aside``: whom or what it was done to
    or with («envoyée à 412 abonnés»).
    """

    value: Decimal
    unit: str
    is_people: bool
    spot: Spot
    is_aside: bool = False


def read_counts(
    printed: str, folded: str, spot: Spot, signal: Signal, dated: Sequence[Spot]
) -> Iterator[Count]:
    """The things that a clause counts, and «75 % des régions»: no date, hour, rank or sum."""
    for match in _number().finditer(folded, *spot):
        if any(start <= match.start() < end for start, end in dated):
            continue
        value = read_count(match[0])
        if value is None or _NUMBERED.search(folded, spot[0], match.start()):
            continue
        if count := _counted(printed, folded, spot, match, value, signal.is_held):
            is_aside = bool(_TO.search(folded, spot[0], match.start()))
            is_people = count.is_people and (is_aside or not signal.is_on_people)
            yield replace(count, is_people=is_people, is_aside=is_aside)
    share = _SHARE.search(folded, *spot)
    if share and signal.is_held and _OF_THEM.match(folded, share.end(), spot[1]):
        yield Count(Decimal(share[1]), "%", False, share.span())


def read_share(folded: str, spot: Spot) -> Decimal | None:
    """«60 %» as 0.6, when the clause is about how far the work is, not about who came."""
    match = _SHARE.search(folded, *spot)
    if not match or _OF_THEM.match(folded, match.end(), spot[1]):
        return None
    share = Decimal(f"{match[1]}.{match[2] or 0}") / 100
    return share if share <= 1 else None


def _counted(
    printed: str, folded: str, spot: Spot, match: re.Match[str], value: Decimal, is_held: bool
) -> Count | None:
    end = match.end()
    if out_of := _OUT_OF.match(folded, end, spot[1]):
        end = out_of.end()
    after = _AFTER.match(folded, end, spot[1])
    noun = after["noun"] if after else ""
    if not after or _JOINS.fullmatch(noun) or _is_act(printed, folded, after.span("noun")):
        return _bare(folded, spot, match, value, bool(noun) and is_held)
    if unit_of(noun) or entry_words("others").fullmatch(noun) or months_of(noun):
        return None
    is_people = bool(entry_words("people").fullmatch(noun))
    if match[0] in ("un", "une", "one") and (is_people or not is_held):
        return None
    tail = "" if is_people else after["tail"] or ""
    return Count(value, noun + tail, is_people, (match.start(), after.end("noun") + len(tail)))


def _is_act(printed: str, folded: str, spot: Spot) -> bool:
    """«2 tenues», «4 rencontrés»: what was done, without the name of what it was done to."""
    keys = ("held", "reached", "over")
    acts = (find_act(printed, folded, spot, key) for key in keys)
    return any(act and act.span() == spot for act in acts)


def _bare(
    folded: str, spot: Spot, match: re.Match[str], value: Decimal, is_held: bool
) -> Count | None:
    """«Présences : 42», «2 tenues», «6»: a number after its label, or alone."""
    if not match[0][0].isdigit() or _DATED.search(folded, spot[0], match.start()):
        return None
    if label := _LABEL.search(folded, 0, match.start()):
        words = label["noun"].strip()
        is_people = bool(entry_words("people").fullmatch(words.split()[0]))
        return Count(value, words, is_people, (label.start("noun"), match.end()))
    is_alone = folded[slice(*spot)].strip() == match[0]
    return Count(value, "", False, match.span()) if is_held or is_alone else None


@once_per_lexicon
def _number() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/$-]){number_pattern()}(?![\w%/-]|[.,][0-9]|\s*[%h$](?!\w))")
