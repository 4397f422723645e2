"""kill -9 in the middle of sending: the rest leaves, nothing leaves twice, the doubt is said."""

import pytest

from tests.faults.installation import Installation

from .killing import drill, prepare
from .servers import Mailbox, smtp_server

COUNT, KILLS = 120, 3


@pytest.mark.parametrize("database", ["sqlite"])
def test_killed_worker_leaves_no_second_copy_and_no_forgotten_message(tmp_path, database) -> None:
    installation, box = Installation(tmp_path), Mailbox()

    with smtp_server(box) as port:
        prepare(installation, port, COUNT)
        outcome = drill(installation, box, COUNT, KILLS)

    doubtful = outcome.states.get("doubtful", 0)
    assert (outcome.copies, outcome.believed, outcome.unsaid) == (0, 0, 0)
    assert outcome.states.get("sent", 0) + doubtful == COUNT
    assert doubtful <= KILLS
    assert outcome.received == outcome.states["sent"] + outcome.doubtful_received
