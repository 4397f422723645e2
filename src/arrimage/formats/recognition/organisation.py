"""Whose plan it is: a label, a line of the cover, a sentence, and only then an acronym."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..document import SourceDocument
from ..language.text import normalise
from .lines import squeeze
from .metadata import PLAN_WORDS, Surroundings

_KINDS = (
    r"r[ée]seau|table|consortium|regroupement|corporation|centre|association|ville|municipalit[ée]|"
    r"mrc|conseil|f[ée]d[ée]ration|coalition|comit[ée]|organisme|carrefour|fondation|soci[ée]t[ée]|"
    r"coop[ée]rative|institut|alliance|maison|concertation|collectif|union|d[ée]marche|office|"
    r"minist[èe]re|commission|partenariat|biblioth[èe]ques?|coll[èe]ge|c[ée]gep|universit[ée]|"
    r"agence|club|mouvement|forum|syndicat|c(?:iu)?sss|h[ôo]pital|clinique|mus[ée]e|coop|"
    r"network|council|board|foundation|association|society|coalition"
)
_STARTS = re.compile(rf"^(?:l[ae]s? |l['’]|the )?(?:{_KINDS})\b", re.I)
_ENDS = re.compile(
    r"\b(?:network|council|board|foundation|association|society|coalition|alliance)$", re.I
)
_AFTER_TITLE = re.compile(
    rf"(?:\b(?:de l[ae] |de l['’]|du |des |of the )|\s[—–|:-]\s+)"
    rf"(?P<name>(?:{_KINDS})\b[^,;:()—–|]{{3,70}}?)"
    r"(?=\s*(?:[,;:(—–|]|\b(?:19|20)\d\d|$))",
    re.I,
)
_BEFORE_TITLE = re.compile(
    r"^(?P<name>[A-ZÀ-Ý].{3,70}?)(?:'s)?\s*[—–|:,-]?\s*"
    r"(?=\b(?:plans? (?:d['’]action|de |strat|tri|an)|(?:action|work|strategic) plan))",
    re.I,
)
_IN_SENTENCE = re.compile(
    rf"\b(?:par|de|with|by) l[ae] (?P<name>(?:{_KINDS})\b[^,.;:()\n]{{3,70}}?)"
    r"(?= (?:depuis|est|a|sont|ont|qui|pour|vise|entend|since|is|has)\b|[,.;:(])",
    re.I,
)
_ACRONYM = re.compile(r"\b(?:du|le|au|la|de la|membres? d[eu]|the)\s+(?P<name>[A-Z]{3,8})\b")
_LABELS = re.compile(
    r"^(?:organisations?|organismes?|nom de l'organis(?:me|ation)|organization|"
    r"organi[sz]ation name)$"
)
_LONGEST = 12  # words
_TOP = 14  # passages of a cover


def find_organisation(document: SourceDocument, around: Surroundings, title: str) -> str:
    """The organisation as the document names it, or ""."""
    for label, value, _ in around.pairs:
        if _LABELS.match(normalise(label)) and len(value.split()) <= _LONGEST:
            return squeeze(value)
    return (
        _in_full(_in_title(title), around)
        or _on_the_cover(around)
        or _in_a_sentence(around)
        or _in_properties(document)
    )


def _in_title(title: str) -> str:
    """«Plan d'action 2024-2026 du Réseau …», «Table … : plan de travail», «… Network Work Plan»."""
    if before := _BEFORE_TITLE.match(title):
        name = before["name"].strip()
        if _STARTS.match(name) or _ENDS.search(name):
            return name
    match = _AFTER_TITLE.search(title)
    return match["name"].strip() if match and match["name"][0].isupper() else ""


def _in_full(name: str, around: Surroundings) -> str:
    """The name, as a line of the cover gives it whole."""
    longer = (text for text in around.cover[:_TOP] if name and text.startswith(f"{name} "))
    return next((text for text in longer if len(text.split()) <= _LONGEST), name)


def _on_the_cover(around: Surroundings) -> str:
    top = around.cover[:_TOP]
    for index, text in enumerate(top):
        is_name = (_STARTS.match(text) or _ENDS.search(text)) and len(text.split()) <= _LONGEST
        if not is_name or text.endswith((".", ":", ";")) or PLAN_WORDS.search(normalise(text)):
            continue
        name = text
        for following in top[index + 1 : index + 4]:
            if not re.match(r"^(?:de|du|des|en|pour|d['’]|of)\b", following) or len(following) > 60:
                break
            name = f"{name} {following}"
        return name
    return ""


def _in_a_sentence(around: Surroundings) -> str:
    for text in around.cover[:_TOP]:
        if match := _IN_SENTENCE.search(text):
            return match["name"].strip()
    return ""


def _in_properties(document: SourceDocument) -> str:
    """The company of the file, or its author when that is plainly no person."""
    properties = dict(document.properties)
    if company := properties.get("company", ""):
        return squeeze(company)
    author = squeeze(properties.get("creator") or properties.get("author", ""))
    return author if _STARTS.match(author) or re.fullmatch(r"[A-Z]{3,10}", author) else ""


def infer_acronym(texts: Iterable[str]) -> str:
    """The acronym a plan keeps speaking of («les membres du …»), if one stands out."""
    counts = Counter(name for text in texts for name in set(_ACRONYM.findall(text)))
    if not counts:
        return ""
    (best, count), *others = counts.most_common(2)
    return best if count >= 3 and (not others or count >= 2 * others[0][1]) else ""
