"""French (and English) phrases of plans → values: levels, people, references, time, targets."""

from .headings import HeadingMark, read_heading, read_number
from .lexicon import Lexicon, LexiconError
from .people import read_people, split_people
from .references import read_references, strip_links
from .text import fold_phrase, normalise

__all__ = [
    "HeadingMark",
    "Lexicon",
    "LexiconError",
    "fold_phrase",
    "normalise",
    "read_heading",
    "read_number",
    "read_people",
    "read_references",
    "split_people",
    "strip_links",
]
