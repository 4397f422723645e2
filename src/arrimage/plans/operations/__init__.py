"""What a person can do with a plan and its elements."""

from ..edits import EditConflict, undo_edit
from .bulk import BulkChange, edit_elements, lines_of, preview_elements
from .elements import WrittenMeanwhile, add_evidence, change_status, edit_element
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
    "MadeLink",
    "WrittenMeanwhile",
    "add_element",
    "add_evidence",
    "change_level",
    "change_status",
    "choices_of",
    "create_link",
    "create_plan_from_draft",
    "delete_plan",
    "edit_element",
    "edit_elements",
    "lines_of",
    "move_element",
    "preview_elements",
    "remove_elements",
    "revise_plan",
    "revoke_link",
    "set_confidential",
    "share_plan",
    "shift_element",
    "undo_edit",
    "what_is_below",
    "what_would_be_lost",
]
