"""Real processes, a real database, SIGKILL. `make faults` does the same a hundred times."""

import pytest
from scripts.postgres import find_binaries, running_server

from .installation import Installation
from .people import prepare
from .trials import Trials

KILLS = 1


def test_killed_processes_lose_nothing_and_leave_nothing_half_made_on_sqlite(
    tmp_path, prepared
) -> None:
    outcome = Trials(prepared(tmp_path)).run(KILLS)

    assert (outcome.trials, outcome.problems) == (KILLS, [])


def test_killed_processes_lose_nothing_and_leave_nothing_half_made_on_postgresql(tmp_path) -> None:
    if find_binaries() is None:
        pytest.skip("NOT TESTED: PostgreSQL, no server binaries")
    with running_server() as url:
        installation = Installation(tmp_path, url)
        prepare(installation)

        outcome = Trials(installation).run(KILLS)

    assert (outcome.trials, outcome.problems) == (KILLS, [])
