"""What a person can do with an import: deposit, correct, accept, undo; and export a plan."""

from ..reading import read_import
from ..rescue import reap_stranded_imports
from .acceptance import WouldLose, accept_import, undo_import
from .columns import forget_column, learn_column, map_columns
from .drafts import (
    change_draft_level,
    decide_issue,
    decide_issues,
    demote_draft,
    drop_draft,
    head_draft,
    merge_draft,
    move_draft,
    note_draft,
    restore_draft,
    retitle_draft,
    reword_draft,
    shift_draft,
    split_draft,
    undo_correction,
    unfold_draft,
    write_draft,
)
from .exports import ExportedFile, ExportFormat, export_plan
from .names import match_draft_names, unmatch_draft_name
from .remedies import (
    rebound_draft,
    refuse_repair,
    relay_draft,
    renumber_draft,
    repair_draft,
    share_cell,
)
from .revisions import accept_revision, undo_revision
from .runs import StaleVersion, WrongState, cancel_import, retry_import, start_import

__all__ = [
    "ExportFormat",
    "ExportedFile",
    "StaleVersion",
    "WouldLose",
    "WrongState",
    "accept_import",
    "accept_revision",
    "cancel_import",
    "change_draft_level",
    "decide_issue",
    "decide_issues",
    "demote_draft",
    "drop_draft",
    "export_plan",
    "forget_column",
    "head_draft",
    "learn_column",
    "map_columns",
    "match_draft_names",
    "merge_draft",
    "move_draft",
    "note_draft",
    "read_import",
    "reap_stranded_imports",
    "rebound_draft",
    "refuse_repair",
    "relay_draft",
    "renumber_draft",
    "repair_draft",
    "restore_draft",
    "retitle_draft",
    "retry_import",
    "reword_draft",
    "share_cell",
    "shift_draft",
    "split_draft",
    "start_import",
    "undo_correction",
    "undo_import",
    "undo_revision",
    "unfold_draft",
    "unmatch_draft_name",
    "write_draft",
]
