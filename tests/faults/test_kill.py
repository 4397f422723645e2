"""Real processes, a real database, SIGKILL. `make faults` does the same a hundred times."""

from .trials import Trials

KILLS = 1


def test_killed_processes_lose_nothing_and_leave_nothing_half_made_on_sqlite(
    tmp_path, prepared
) -> None:
    outcome = Trials(prepared(tmp_path)).run(KILLS)

    assert (outcome.trials, outcome.problems) == (KILLS, [])
