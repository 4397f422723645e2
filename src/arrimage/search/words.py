"""Words as they are compared: without case, accents, elisions or inflections.

A text becomes tokens, each with a *form* (folded: «régionaux» → «regionaux») and *stems* (Snowball
for French, then folded: «regional»). Words typed without accents, and plurals, may stem differently
(«securite», «sécurité»; «ateliers», «atelier»): all are kept, so that either finds the other.

What the database searches is one line of tokens, told apart by their first character:
``0`` + stem for the title, stems as they are for everything, ``1`` + form in the order of the
text (phrases, beginnings of words), ``9`` between two fields. Numbers («1.1.2», «2026») have no
stem; their form begins with ``2`` and «x» stands for their dots.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

TITLE, FORM, NUMBER, BOUNDARY = "0", "1", "2", "9"
LONGEST_WORD = 60
SHORTEST_PLURAL = 3
LONGEST_LINE = 200_000  # characters of one entry: PostgreSQL refuses a vector above 1 MB
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|(?:[^\W\d_]\.){2,}|[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "\u00ad": "", "\u200b": ""})
_stemmers = threading.local()  # a stemmer is not safe between threads

# Words without which a search means the same; folded. Single letters come from elisions.
STOP = frozenset(
    {
        *"abcdefghijklmnopqrstuvwxyz",
        *("le", "la", "les", "un", "une", "des", "du", "de", "au", "aux", "et", "ou", "en", "dans"),
        *("par", "pour", "sur", "avec", "sans", "sous", "ce", "cet", "cette", "ces", "se", "si"),
        *("son", "sa", "ses", "leur", "leurs", "notre", "nos", "votre", "vos", "il", "ils", "elle"),
        *("elles", "on", "nous", "vous", "qui", "que", "qu", "dont", "ne", "pas", "plus", "est"),
        *("sont", "etre", "lors", "afin", "ainsi", "entre", "vers", "chez", "jusqu", "lorsqu"),
        *("puisqu", "the", "of", "and", "to", "in", "for", "with", "on", "by", "an"),
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands, and how it is compared."""

    start: int
    end: int
    form: str
    stems: tuple[str, ...]

    @property
    def is_stop(self) -> bool:
        """Whether it says nothing by itself."""
        return self.form in STOP


def clean(text: str) -> str:
    """The text as it is kept to be shown: composed characters, no invisible ones."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u200b", "")
    return text.replace("\x00", "")


def fold(text: str) -> str:
    """Without case, accents or ligatures."""
    text = text.casefold().translate(_LIGATURES)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, in order; the text is composed (see :func:`clean`)."""
    for match in _TOKEN.finditer(text):
        form, stems = _compared(match[0][:LONGEST_WORD])
        if form:
            yield Token(match.start(), match.end(), form, stems)


@lru_cache(maxsize=100_000)
def _compared(word: str) -> tuple[str, tuple[str, ...]]:
    if word[0].isdigit():
        form = NUMBER + "".join(c if c.isalnum() else "x" for c in fold(word))
        return form, (form,)
    lower = word.replace(".", "").casefold()
    form = "".join(c for c in fold(lower) if c.isalnum())
    if not form:
        return "", ()
    stems = (fold(_stemmer().stemWord(word)) for word in _spellings(lower, form))
    return form, tuple(dict.fromkeys("".join(filter(str.isalnum, stem)) for stem in stems))


def _spellings(lower: str, form: str) -> Iterator[str]:
    """With and without accents, and without the mark of the plural.

    Snowball takes «atelier» for a verb («ateli») and not «ateliers» («atelier»).
    """
    yield from (lower, form)
    if len(form) > SHORTEST_PLURAL and form[-1] in "sx":
        yield from (lower[:-1], form[:-1])


def _stemmer() -> Stemmer.Stemmer:
    if not hasattr(_stemmers, "french"):
        _stemmers.french = Stemmer.Stemmer("french", 0)
    found: Stemmer.Stemmer = _stemmers.french
    return found


def line_of(number: str, title: str, texts: Iterable[str]) -> str:
    """The tokens under which something is found, as one line."""
    head = list(tokens(f"{number} {title}"))
    fields = [head, *(list(tokens(text)) for text in texts)]
    titled = dict.fromkeys(TITLE + stem for token in head for stem in token.stems)
    stems = dict.fromkeys(
        stem for field in fields for token in field if not token.is_stop for stem in token.stems
    )
    forms = (form for field in fields for form in (*(FORM + t.form for t in field), BOUNDARY))
    line = " ".join((*titled, BOUNDARY, *stems, BOUNDARY, *forms))
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE].rpartition(" ")[0]
