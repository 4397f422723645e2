"""What a person can do with the memory of a plan."""

from .adoption import adopt_plan, withdraw_baseline
from .comments import add_comment, see_mention
from .reasons import give_reason
from .rolling import marked_years, next_plan, roll_plan, roll_year, undo_roll

__all__ = [
    "add_comment",
    "adopt_plan",
    "give_reason",
    "marked_years",
    "next_plan",
    "roll_plan",
    "roll_year",
    "see_mention",
    "undo_roll",
    "withdraw_baseline",
]
