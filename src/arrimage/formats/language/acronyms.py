"""Lines of a list of acronyms: «TDS : Table de développement social»."""

from __future__ import annotations

import re

from .text import normalise

_LINE = re.compile(
    r"^\s*[-–•·▪*]?\s*(?P<acronym>[^\W\d_][\w&.'’-]{1,11})\s*(?::|=|–|—|\t|\s-\s)\s*(?P<words>\S.*?)\s*$"
)
_LONGEST = 16  # words


def read_acronym(line: str) -> tuple[str, str] | None:
    """The acronym and its words, when the letters of one begin or follow in the other."""
    found = _LINE.match(line)
    if not found:
        return None
    acronym, words = found["acronym"], found["words"].rstrip(" .;,")
    letters = normalise("".join(filter(str.isalpha, acronym)))
    if sum(map(str.isupper, acronym)) < 2 or acronym[-2:].islower():
        return None
    if not 2 <= len(words.split()) <= _LONGEST or not _abbreviates(letters, normalise(words)):
        return None
    return acronym, words


def _abbreviates(letters: str, words: str) -> bool:
    """True when the letters are taken in order from the words, most of them beginning one."""
    initials = "".join(word[0] for word in re.findall(r"[a-z]+", words))
    if _is_inside(letters, initials):
        return True
    begins_alike = initials[:1] == letters[:1]
    is_inside = _is_inside(letters, re.sub(r"[^a-z]", "", words))
    return begins_alike and is_inside and 2 * _common(letters, initials) >= len(letters)


def _is_inside(letters: str, text: str) -> bool:
    position = iter(text)
    return all(letter in position for letter in letters)


def _common(letters: str, initials: str) -> int:
    """Letters found in order among the initials, skipping those that are not there."""
    count, position = 0, 0
    for letter in letters:
        found = initials.find(letter, position)
        if found >= 0:
            count, position = count + 1, found + 1
    return count
