"""French (and English) phrases of plans → values: levels, people, references, time, targets."""

from .acronyms import read_acronym
from .cadences import read_cadences
from .entries import EntryContext, EntryReading, read_entry
from .headings import HeadingMark, read_heading, read_number
from .lexicon import Lexicon, LexiconError
from .people import read_people, split_people
from .periods import read_fiscal_year_start, read_period, read_plan_years, read_update_date
from .references import read_references, strip_links
from .statuses import read_status
from .targets import read_target
from .text import fold_phrase, normalise
from .timecontext import TimeContext
from .timeframes import is_timeframe, read_timeframes, runs_backwards, split_timeframes

__all__ = [
    "EntryContext",
    "EntryReading",
    "HeadingMark",
    "Lexicon",
    "LexiconError",
    "TimeContext",
    "fold_phrase",
    "is_timeframe",
    "normalise",
    "read_acronym",
    "read_cadences",
    "read_entry",
    "read_fiscal_year_start",
    "read_heading",
    "read_number",
    "read_people",
    "read_period",
    "read_plan_years",
    "read_references",
    "read_status",
    "read_target",
    "read_timeframes",
    "read_update_date",
    "runs_backwards",
    "split_people",
    "split_timeframes",
    "strip_links",
]
