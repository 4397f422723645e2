"""Folding of text for matching; what is shown to people is never folded."""

from __future__ import annotations

import functools
import re
import unicodedata

_REMEMBERED = 20_000  # texts: the same ones are asked again and again while a plan is read
_RAISED = re.compile("[\u00b2\u00b3\u00b9\u2070-\u209c]")
_CHARACTERS = str.maketrans(
    dict.fromkeys("‘’ʼ´`′", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\xa0\u202f\u2007\u2009\u200a\u2002\u2003", " ")
    | {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "\u00ad": "", "\u200b": "", "\ufeff": ""}
)
_PARENTHESES = re.compile(r"\([^()]*\)")
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_WORD = re.compile(r"[^\w#°'-]+")


def kept(text: str) -> str:
    """Without what neither XML nor a database keeps: signs of control, halves of signs."""
    return _UNKEPT.sub("", text)


@functools.lru_cache(maxsize=_REMEMBERED)
def normalise(text: str) -> str:
    """Fold case, accents, apostrophes, dashes and spaces. Raised digits (footnote calls) go."""
    text = _RAISED.sub("", text).translate(_CHARACTERS)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


@functools.lru_cache(maxsize=_REMEMBERED)
def fold_same_length(text: str) -> str:
    """Fold case, accents, apostrophes and dashes one character for one: offsets stay valid."""
    return "".join(_fold_character(c) for c in text)


@functools.lru_cache(maxsize=_REMEMBERED)
def _fold_character(character: str) -> str:
    translated = character.translate(_CHARACTERS)
    if len(translated) != 1:
        return character
    if translated.isspace():
        return translated
    base = unicodedata.normalize("NFD", translated)[:1].lower()
    return base if len(base) == 1 else character


@functools.lru_cache(maxsize=_REMEMBERED)
def fold_phrase(text: str) -> str:
    """Key of a header or level name: normalised, without parentheses, plurals or punctuation."""
    folded = _PARENTHESES.sub(" ", normalise(text))
    words = _NOT_WORD.sub(" ", folded.replace("_", " ")).split()
    return " ".join(filter(None, (_singular(word.strip("'-")) for word in words)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
