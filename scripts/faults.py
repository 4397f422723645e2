"""Kill -9 a hundred times on each database, while people work; the table of what held.

python scripts/faults.py [KILLS] [SEED]
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from postgres import find_binaries, running_server

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.faults.installation import Installation
from tests.faults.people import prepare
from tests.faults.trials import GESTURES, Trials

NAMES = ("reading", *GESTURES)


def main(kills: int = 100, seed: int = 1) -> int:
    head = " | ".join(f"{name}: done, cut" for name in NAMES)
    tail = "broken promises | files left, then erased | slowest return | seconds"
    print(f"| database | kills | {head} | {tail} |")
    print("|---" * (len(NAMES) + 6) + "|", flush=True)
    failed = []
    for database in ("SQLite", "PostgreSQL"):
        if database == "PostgreSQL" and find_binaries() is None:
            print("!! NOT MEASURED: PostgreSQL, no server binaries")
            continue
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="arrimage-faults-"))
            url = stack.enter_context(running_server()) if database == "PostgreSQL" else ""
            failed += measured(database, Path(folder), url, kills, seed)
    print(*failed, sep="\n")
    return 1 if failed else 0


def measured(database: str, folder: Path, url: str, kills: int, seed: int) -> list[str]:
    started = time.monotonic()
    installation = Installation(folder, url)
    prepare(installation)
    outcome = Trials(installation, seed).run(kills)
    cells = " | ".join(
        f"{outcome.done.get(name, '')}, {outcome.cut.get(name, 0)}".strip(", ") for name in NAMES
    )
    seconds = time.monotonic() - started
    print(
        f"| {database} | {outcome.trials} | {cells} | {len(outcome.problems)} | "
        f"{outcome.orphans} | {outcome.slowest_settling:.1f} s | {seconds:.0f} |",
        flush=True,
    )
    return [f"{database}: {problem}" for problem in outcome.problems]


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
