"""Processes that start quickly: copies of one that imported what needs no settings.

Each reads its own settings, opens its own database, and dies of a signal like any other.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.faults.preloaded"])


def _become(words: list[str], env: dict[str, str], folder: str, out: str, err: str) -> None:
    """The whole life of a copy: an ``arrimage`` command in a folder."""
    from arrimage.cli import main

    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    for path, number in ((out, 1), (err, 2)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), number)
    sys.argv = ["arrimage", *words]
    main(words)


class Copy:
    """What :class:`subprocess.Popen` says and does."""

    def __init__(
        self, words: list[str], env: dict[str, str], folder: Path, out: Path, err: Path
    ) -> None:
        given = (words, env, str(folder), str(out), str(err))
        self._process = _context.Process(target=_become, args=given)
        self._process.start()
        self.pid: int = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("arrimage", timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)
