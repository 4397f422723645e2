"""What can be done in a round: by the team, by who is asked, by itself."""

from .answers import Answer, answer_request, disown, take_back
from .asking import (
    change_address,
    extend_round,
    remind,
    remind_all,
    revoke_request,
    show_link,
)
from .closing import close_round, export_round
from .preferences import choose_mail
from .replies import (
    Outcome,
    asked_lines,
    confirm_reply,
    dismiss_reply,
    said_in,
    take_in,
)
from .rounds import Round, keep_sender, open_round

__all__ = [
    "Answer",
    "Outcome",
    "Round",
    "answer_request",
    "asked_lines",
    "change_address",
    "choose_mail",
    "close_round",
    "confirm_reply",
    "dismiss_reply",
    "disown",
    "export_round",
    "extend_round",
    "keep_sender",
    "open_round",
    "remind",
    "remind_all",
    "revoke_request",
    "said_in",
    "show_link",
    "take_back",
    "take_in",
]
