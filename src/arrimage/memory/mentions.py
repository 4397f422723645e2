"""Names after an «@» in a comment, and who they are among those who may read it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from arrimage.formats.language.text import normalise

_AT = re.compile(r"(?<![\w.])@(?=\w)")
MOST_WORDS = 6  # of a name
Who = TypeVar("Who")


def named_after_at(text: str) -> tuple[str, ...]:
    """What follows each «@», as far as a name may go, as it is compared."""
    found = []
    for match in _AT.finditer(text):
        words = re.split(r"\s+", text[match.end() :].split("@")[0].split("\n")[0].strip())
        found.append(normalise(" ".join(words[:MOST_WORDS])))
    return tuple(found)


def mentioned(text: str, people: Iterable[tuple[str, Who]]) -> tuple[Who, ...]:
    """The people whose whole name follows an «@», each once; the longest name wins.

    Two people of the same name are both meant: nothing tells them apart.
    """
    known = sorted(
        ((normalise(name), who) for name, who in people if name.strip()),
        key=lambda pair: -len(pair[0]),
    )
    found: list[Who] = []
    for said in named_after_at(text):
        longest = next((name for name, _who in known if _begins(said, name)), None)
        found += [who for name, who in known if name == longest]
    return tuple(dict.fromkeys(found))


def _begins(said: str, name: str) -> bool:
    rest = said[len(name) : len(name) + 1]
    return said.startswith(name) and not (rest.isalnum() if rest else False)
