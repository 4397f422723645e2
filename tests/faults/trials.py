"""Kill -9 at a random moment, again and again, and ask each time whether the promises hold."""

import os
import random
import subprocess
import time
from dataclasses import dataclass, field

from .installation import Installation, kill_all, wait_until
from .nursery import Copy
from .people import FIRST, SECOND, SLUG, Memory, People, document
from .promises import broken, orphans

GESTURES = ("deposit", "accept", "edit", "take_back", "revise", "undo", "export")
WAITING = "SELECT count(*) FROM exchange_importrun WHERE state IN ('queued', 'reading')"


@dataclass
class Outcome:
    """What happened in all trials of one database."""

    trials: int = 0
    cut: dict[str, int] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    orphans: int = 0
    slowest_settling: float = 0.0


class Trials:
    """One installation that is killed and started again."""

    def __init__(self, installation: Installation, seed: int = 1) -> None:
        self.installation = installation
        self.random = random.Random(seed)
        self.memory, self.outcome = Memory(), Outcome()
        self.cut = self.outcome.cut
        self.paper = installation.folder / "cahier.md"
        self.paper.write_bytes(document(0))
        ((self.plan,),) = installation.rows("SELECT id FROM plans_plan")
        done = installation.run("import", self.paper, "--organization", SLUG, "--accept")
        assert done.returncode == 0, done.stderr
        ((self.revised,),) = installation.rows("SELECT max(id) FROM plans_plan")
        self.people = People(installation, self.memory, self.plan, self.revised)

    def run(self, count: int) -> Outcome:
        """So many kills; the last start must settle everything."""
        for number in range(count):
            self._one(number)
        self._last()
        self.outcome.trials = count
        self.outcome.done = self.memory.done | {"cut": sum(self.cut.values())}
        self.outcome.problems += self.memory.refused
        return self.outcome

    def _one(self, number: int) -> None:
        server = self.installation.serve()
        self._settle()
        threads = self.people.work()
        aside = self._command(number)
        time.sleep(self.random.uniform(0.1, 2.0))
        self._note_jobs()
        kill_all(server, aside)
        self.people.stopping.set()
        for thread in threads:
            thread.join()
        self._check(f"kill {number}")

    def _settle(self) -> None:
        """The worker takes up each reading that was cut, and ends it."""
        started = time.monotonic()
        wait_until(lambda: self.installation.rows(WAITING) == [(0,)])
        seconds = time.monotonic() - started
        self.outcome.slowest_settling = max(self.outcome.slowest_settling, seconds)

    def _tidy(self) -> None:
        """What cut deposits left is found and erased; all that was promised stays."""
        left = orphans(self.installation)
        self.outcome.orphans = len(left)
        for name in left:
            os.utime(self.installation.data / "files" / name, (0, 0))
        done = self.installation.run("check", "--tidy")
        self._check("tidy")
        left = orphans(self.installation)
        if done.returncode or left:
            self.outcome.problems.append(f"check --tidy: {done.stdout}{done.stderr} {left}")

    def _command(self, number: int) -> subprocess.Popen[str] | Copy:
        """A command that works beside the server and dies with it."""
        folder = self.installation.folder
        words = [
            ("import", self.paper, "--organization", SLUG, "--accept"),
            ("export", self.plan, "--format", "docx", "--out", folder / "made.docx"),
            ("backup", folder / "made.tar.gz"),
        ]
        return self.installation.start(*words[number % len(words)])

    def _note_jobs(self) -> None:
        if self.installation.rows(WAITING) != [(0,)]:
            self.cut["reading"] = self.cut.get("reading", 0) + 1

    def _check(self, when: str) -> None:
        self.installation.settle_database()
        found = broken(self.installation, self.memory, self.plan, self.revised)
        self.outcome.problems += [f"{when}: {problem}" for problem in found]
        for statement in (FIRST, SECOND):
            ((element, title),) = self.installation.rows(statement, self.plan)
            self.memory.titles[element] = self.memory.wanted[element] = title

    def _last(self) -> None:
        """A last start takes up every reading that was cut."""
        for name, count in self.memory.cut.items():
            self.cut[name] = count
        server = self.installation.serve()
        self._settle()
        kill_all(server)
        self._check("end")
        self._tidy()
        states = self.installation.rows(
            "SELECT id, state, message FROM exchange_importrun WHERE state NOT IN"
            " ('review', 'accepted', 'undone')"
        )
        self.outcome.problems += [f"import {pk} ended {state}: {m}" for pk, state, m in states]
