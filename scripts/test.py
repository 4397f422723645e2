"""All tests: SQLite, PostgreSQL, then journeys in a browser. Says loudly what was not tested.

python scripts/test.py [sqlite] [postgresql] [browser]      without a word: everything
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from postgres import find_binaries, running_server

ROOT = Path(__file__).parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-q"]
PARALLEL = ["-n", str(max(2, os.cpu_count() or 2)), "--dist", "worksteal"]
# Modules are compiled once for all the processes of a run, even where the shell forbids it.
SURROUNDINGS = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
MOST_ASKED_AGAIN = 6  # journeys: a browser that waits for a busy machine may be late once
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Part:
    """What one part of the tests said. ``untested`` says why it did not run; else empty."""

    name: str
    untested: str = ""
    code: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    skips: Counter[str] = field(default_factory=Counter)
    late: list[str] = field(default_factory=list)  # passed, but only when asked again
    seconds: float = 0.0
    processor: float = 0.0  # seconds, of all its processes that ended

    @property
    def summary(self) -> str:
        return ", ".join(f"{number} {said}" for said, number in self.counts.items()) or "nothing"


def pytest(name: str, *words: str, **environment: str) -> Part:
    """Run pytest and read its own report of every test; what it says is printed when it ends."""
    began = time.monotonic()
    print(f"── {name}: begins", flush=True)
    with tempfile.TemporaryDirectory(prefix="arrimage-report-") as folder:
        report, said = Path(folder, "report.xml"), Path(folder, "said.txt")
        command = [*PYTEST, *words, f"--junitxml={report}", "-o", "junit_family=xunit1"]
        with said.open("wb") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, env=SURROUNDINGS | environment, stdout=out, stderr=out
            )
            _pid, status, used = os.wait4(process.pid, 0)
        part = Part(name, code=os.waitstatus_to_exitcode(status))
        part.seconds, part.processor = time.monotonic() - began, used.ru_utime + used.ru_stime
        if report.is_file():
            _read_report(part, report)
        print(f"{said.read_text('utf-8', 'replace')}── {name}: {part.summary}", flush=True)
    return part


def _read_report(part: Part, report: Path) -> None:
    for case in ElementTree.parse(report).iter("testcase"):
        child = next((c for c in case if c.tag in ("failure", "error", "skipped")), None)
        verdict = "passed" if child is None else child.tag.replace("failure", "failed")
        part.counts[verdict] += 1
        if verdict == "skipped":
            part.skips[(child.get("message") or "").removeprefix("NOT TESTED: ")] += 1
        elif verdict != "passed":
            file = case.get("file") or case.get("classname")
            part.failures.append(f"{verdict.upper()} {file}::{case.get('name')}")


def on_sqlite() -> Part:
    return pytest(f"SQLite {sqlite3.sqlite_version}", *PARALLEL, "-m", "not browser")


def on_postgresql() -> Part:
    if find_binaries() is None:
        why = "no server binaries and no wheel for this platform"
        return Part("PostgreSQL", untested=why)
    with running_server() as url:
        # Whatever opens the database, less what is not about it: see docs/developper/gestes.md.
        chosen = "django_db and not browser and not one_database"
        return pytest("PostgreSQL", *PARALLEL, "-m", chosen, DATABASE_URL=url)


def find_chromium() -> str | None:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found or not shutil.which("apt-get") or os.getuid() != 0:
        return found
    for words in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        subprocess.run(["apt-get", *words], check=False, stdout=subprocess.DEVNULL)
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def in_browser() -> Part:
    chromium = find_chromium()
    if chromium is None:
        return Part("browser", untested="no Chromium, and this system does not let us install it")
    part = pytest("browser", "-m", "browser", ARRIMAGE_CHROMIUM=chromium)
    asked = [line.partition(" ")[2] for line in part.failures]
    if asked and len(asked) <= MOST_ASKED_AGAIN and all("::test_" in name for name in asked):
        again = pytest("browser", "-m", "browser", *asked, ARRIMAGE_CHROMIUM=chromium)
        part.late = sorted({*asked} - {line.partition(" ")[2] for line in again.failures})
        part.code, part.failures = again.code, again.failures
        part.counts = Counter(passed=part.counts["passed"], skipped=part.counts["skipped"])
        part.counts += again.counts
        part.seconds += again.seconds
        part.processor += again.processor
    return part


DATABASES = ("sqlite", "postgresql")
STEPS: dict[str, Callable[[], Part]] = {
    "sqlite": on_sqlite,
    "postgresql": on_postgresql,
    "browser": in_browser,
}


def run(asked: list[str]) -> list[Part]:
    """The parts asked for: both databases at once, since each waits for the other's disk at times;
    then the browser, which wants the machine for itself."""
    with ThreadPoolExecutor(len(DATABASES)) as pool:
        parts = list(pool.map(lambda step: _part(step, asked), DATABASES))
    return [*parts, _part("browser", asked)]


def _part(step: str, asked: list[str]) -> Part:
    return STEPS[step]() if step in asked else Part(step, untested="not asked for")


def untested(parts: list[Part]) -> list[str]:
    """Everything that these tests did not look at, and why."""
    lines = [f"{part.name}: {part.untested}" for part in parts if part.untested]
    for part in parts:
        lines += [f"{part.name}: {number} × {why}" for why, number in part.skips.items()]
    beside = ROOT.parent / "shared"
    if not beside.is_dir() and not os.environ.get("ARRIMAGE_SHARED"):
        lines.append("the real plans: no folder of samples beside the checkout")
    return lines


def conclude(parts: list[Part], seconds: float) -> int:
    """Print what was run, what failed and what was not tested; 1 if anything failed."""
    ran = [part for part in parts if not part.untested]
    print(f"\n── summary: Python {platform.python_version()}, {os.cpu_count()} processors")
    for part in ran:
        times = f"{part.seconds:.0f} s, {part.processor:.0f} s of processor"
        print(f"{part.name}: {part.summary} in {times}")
    for part in ran:
        for line in part.failures:
            print(f"{line} ({part.name})")
        if part.code and not part.failures:
            print(f"FAILED {part.name}: pytest ended with code {part.code}")
    for line in (line for part in ran for line in part.late):
        print(f"!! PASSED ONLY WHEN ASKED AGAIN: {line}")
    for line in untested(parts):
        print(f"!! NOT TESTED: {line}")
    total = sum((part.counts for part in ran), Counter[str]())
    print(f" {Part('', counts=total).summary} in {seconds:.2f}s ".center(80, "="), flush=True)
    return 1 if not ran or any(part.code for part in ran) else 0


def main(asked: list[str]) -> int:
    unknown = [word for word in asked if word not in STEPS]
    if unknown:
        print(f"{unknown[0]} is none of: {', '.join(STEPS)}", file=sys.stderr)
        return 2
    began = time.monotonic()
    return conclude(run(asked or list(STEPS)), time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
