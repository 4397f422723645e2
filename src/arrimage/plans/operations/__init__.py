"""What a person can do with a plan and its elements."""

from ..edits import EditConflict, undo_edit
from .bulk import BulkChange, edit_elements, lines_of, preview_elements
from .elements import WrittenMeanwhile, add_evidence, change_status, edit_element
from .frame import (
    FrameWrittenMeanwhile,
    YearBounds,
    add_level,
    change_frame,
    change_years,
    levels_in_use,
    remove_level,
    remove_plan,
    rename_level,
    restore_plan,
)
from .plans import create_plan_from_draft, delete_plan, what_would_be_lost
from .revision import choices_of, revise_plan
from .sharing import MadeLink, create_link, revoke_link, set_confidential, share_plan
from .structure import (
    add_element,
    change_level,
    move_element,
    remove_elements,
    shift_element,
    what_is_below,
)

__all__ = [
    "BulkChange",
    "EditConflict",
    "FrameWrittenMeanwhile",
    "MadeLink",
    "WrittenMeanwhile",
    "YearBounds",
    "add_element",
    "add_evidence",
    "add_level",
    "change_frame",
    "change_level",
    "change_status",
    "change_years",
    "choices_of",
    "create_link",
    "create_plan_from_draft",
    "delete_plan",
    "edit_element",
    "edit_elements",
    "levels_in_use",
    "lines_of",
    "move_element",
    "preview_elements",
    "remove_elements",
    "remove_level",
    "remove_plan",
    "rename_level",
    "restore_plan",
    "revise_plan",
    "revoke_link",
    "set_confidential",
    "share_plan",
    "shift_element",
    "undo_edit",
    "what_is_below",
    "what_would_be_lost",
]
