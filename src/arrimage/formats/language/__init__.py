"""French (and English) phrases of plans → values: levels, people, references, time, targets."""

from .cadences import read_cadences
from .headings import HeadingMark, read_heading, read_number
from .lexicon import Lexicon, LexiconError
from .people import read_people, split_people
from .references import read_references, strip_links
from .text import fold_phrase, normalise
from .timecontext import TimeContext
from .timeframes import is_timeframe, read_timeframes, split_timeframes

__all__ = [
    "HeadingMark",
    "Lexicon",
    "LexiconError",
    "TimeContext",
    "fold_phrase",
    "is_timeframe",
    "normalise",
    "read_cadences",
    "read_heading",
    "read_number",
    "read_people",
    "read_references",
    "read_timeframes",
    "split_people",
    "split_timeframes",
    "strip_links",
]
