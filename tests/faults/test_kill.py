"""Real processes, a real database, SIGKILL. `make faults` does the same a hundred times."""

import pytest
from scripts.postgres import find_binaries, running_server

from .trials import Trials

KILLS = 1


def _killed(folder, url: str = "") -> None:
    trials = Trials(folder, url)
    trials.prepare()

    outcome = trials.run(KILLS)

    assert (outcome.trials, outcome.problems) == (KILLS, [])


def test_killed_processes_lose_nothing_and_leave_nothing_half_made_on_sqlite(tmp_path) -> None:
    _killed(tmp_path)


def test_killed_processes_lose_nothing_and_leave_nothing_half_made_on_postgresql(tmp_path) -> None:
    if find_binaries() is None:
        pytest.skip("NOT TESTED: PostgreSQL, no server binaries")
    with running_server() as url:
        _killed(tmp_path, url)
