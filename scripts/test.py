"""All tests: SQLite, PostgreSQL, then journeys in a browser. Says loudly what was not tested."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from postgres import find_binaries, running_server

PYTEST = [sys.executable, "-m", "pytest", "-q"]
PARALLEL = ["-n", str(max(2, os.cpu_count() or 2))]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def pytest(*words: str, **environment: str) -> int:
    return subprocess.run([*PYTEST, *words], env=os.environ | environment, check=False).returncode


def on_postgres() -> int | str:
    if find_binaries() is None:
        return "PostgreSQL: no server binaries and no wheel for this platform"
    with running_server() as url:
        return pytest(*PARALLEL, "-m", "django_db and not browser", DATABASE_URL=url)


def find_chromium() -> str | None:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found or not shutil.which("apt-get") or os.getuid() != 0:
        return found
    for words in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        subprocess.run(["apt-get", *words], check=False, stdout=subprocess.DEVNULL)
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def in_browser() -> int | str:
    chromium = find_chromium()
    if chromium is None:
        return "browser journeys: no Chromium, and this system does not let us install it"
    return pytest("-m", "browser", ARRIMAGE_CHROMIUM=chromium)


def main() -> int:
    steps: list[tuple[str, Callable[[], int | str]]] = [
        ("SQLite", lambda: pytest(*PARALLEL, "-m", "not browser")),
        ("PostgreSQL", on_postgres),
        ("browser", in_browser),
    ]
    failed, untested = [], []
    for name, step in steps:
        print(f"── {name}", flush=True)
        result = step()
        if isinstance(result, str):
            untested.append(result)
        elif result:
            failed.append(name)
    beside = Path(__file__).parents[2] / "shared"
    if not beside.is_dir() and not os.environ.get("ARRIMAGE_SHARED"):
        untested.append("the real plans: no folder of samples beside the checkout")
    for line in untested:
        print(f"!! NOT TESTED: {line}")
    print(f"{'FAILED: ' + ', '.join(failed) if failed else 'All tests passed.'}")
    return 1 if failed else 0


sys.exit(main())
