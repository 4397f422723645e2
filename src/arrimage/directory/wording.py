"""The words by which people, organisations and functions are told apart, folded for matching.

A function is the same whether the document names the work or who does it, a woman or a man:
«direction générale», «directrice générale» and «DG» have the same words.
"""

from __future__ import annotations

import re

from arrimage.formats.language.text import normalise

_NOT_WORD = re.compile(r"[\W_]+")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu)'")
_GRAVE_A = re.compile(r"\b[àÀ]\b")
_CIVILITIES = {
    *("m", "mm", "mr", "mme", "mmes", "mlle", "dr", "dre", "me", "monsieur", "madame"),
    *("mrs", "ms"),
}
_EMPTY_WORDS = {
    *("au", "aux", "ce", "de", "des", "du", "en", "et", "la", "le", "les", "pour"),
    *("sur", "un", "une", "the", "of", "and", "for", "in"),
}
_CODE = re.compile(r"\b[A-ZÀ-Þ][A-ZÀ-Þ0-9&.-]{1,11}\b")
# From the work to who does it, and from what is written short.
_WORK = {
    "direction": "directeur",
    "dir": "directeur",
    "director": "directeur",
    "coordination": "coordonnateur",
    "coordinateur": "coordonnateur",
    "coordo": "coordonnateur",
    "coordinator": "coordonnateur",
    "presidence": "president",
    "vice-presidence": "vice-president",
    "tresorerie": "tresorier",
    "secretariat": "secretaire",
    "animation": "animateur",
    "officer": "agent",
}
_SHORT = {
    "dg": ("directeur", "general"),
    "da": ("directeur", "adjoint"),
    "pdg": ("president", "directeur", "general"),
}
# Endings of the feminine, then of the masculine; the first that fits is taken.
_ENDINGS = (
    ("trice", "teur"),
    ("euse", "eur"),
    ("iere", "ier"),
    ("llere", "ller"),
    ("enne", "en"),
    ("onne", "on"),
    ("elle", "el"),
    ("ale", "al"),
    ("ive", "if"),
    ("nte", "nt"),
    ("ee", "e"),
)


def _split(text: str) -> list[str]:
    """Folded words; an elided article goes, an initial stays."""
    folded = _ELIDED.sub(" ", normalise(_GRAVE_A.sub(" ", text)))
    return _NOT_WORD.sub(" ", folded).split()


def name_words(text: str) -> tuple[str, ...]:
    """Words of a name in order, without civility, articles or punctuation."""
    words = _split(text)
    if len(words) > 1 and words[0] in _CIVILITIES:
        words = words[1:]
    kept = tuple(word for word in words if word not in _EMPTY_WORDS)
    return kept or tuple(words)


def title_words(text: str) -> tuple[str, ...]:
    """Words of a function, without gender, number or the difference of work and worker."""
    found: list[str] = []
    for word in _split(text):
        if word not in _EMPTY_WORDS and not word.isdigit():
            found.extend(_SHORT.get(word) or (_worker(word),))
    return tuple(found)


def _worker(word: str) -> str:
    if len(word) > 3 and word[-1] in "sx":
        word = word[:-1]
    if word in _WORK:
        return _WORK[word]
    for feminine, masculine in _ENDINGS:
        if len(word) > len(feminine) + 1 and word.endswith(feminine):
            word = word.removesuffix(feminine) + masculine
            break
    return _WORK.get(word, word)


def codes_in(text: str) -> set[str]:
    """Acronyms written in capitals inside a text, folded."""
    if text.upper() == text and " " in text:
        return set()  # all in capitals: nothing stands out
    return {normalise(code).replace(".", "") for code in _CODE.findall(text)}


def initials_of(name: str) -> str:
    """First letters of the telling words of a name: «Réseau de la Lisière» gives «rl»."""
    return "".join(word[0] for word in name_words(name))
