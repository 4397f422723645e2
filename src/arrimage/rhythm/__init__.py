"""Time, judged in one place: plan years, expected occurrences, lateness, silence, progress.

Pure functions over dates. Today is always a parameter: the caller knows the day it is in
America/Toronto, this package never looks at a clock.
"""

from .cadence import Expected, Rule, expected, rule_of, silence_of
from .held import Slot, Stretch, Tally, tally
from .lateness import Clock, Facts, Frame, Verdict, clock, judge, nature_of
from .progress import Part, Progress, Step, roll_up, roll_up_all
from .years import Span, fiscal_year, parts, plan_years, seasons, years_start

__all__ = [
    "Clock", "Expected", "Facts", "Frame", "Part", "Progress", "Rule", "Slot", "Span", "Step",
    "Stretch", "Tally", "Verdict", "clock", "expected", "fiscal_year", "judge", "nature_of",
    "parts", "plan_years", "roll_up", "roll_up_all", "rule_of", "seasons", "silence_of", "tally",
    "years_start",
]  # fmt: skip
