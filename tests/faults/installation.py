"""A real installation: its own folder and database, its own processes, and how to kill them."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from .nursery import Copy

ROOT = Path(__file__).parents[2]
PATIENCE = 240  # seconds before a process that should answer is called dead, on a busy machine


class Installation:
    """``url`` names a PostgreSQL database; without it, SQLite in ``folder``.

    Its commands are new processes; ``is_quick`` makes them copies of one that imported much already.
    """

    def __init__(self, folder: Path, url: str = "", *, is_quick: bool = False) -> None:
        self.folder, self.url, self.is_quick = folder, url, is_quick
        self.data = folder / "data"
        self.port = free_port()
        self.env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
            "ARRIMAGE_DATA": str(self.data),
            "ARRIMAGE_SECRET_KEY": "only-for-tests",
            "ARRIMAGE_DEBUG": "0",
            "ARRIMAGE_LOG": "ERROR",
            "DJANGO_SETTINGS_MODULE": "arrimage.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        if url:
            self.env["DATABASE_URL"] = url

    def start(self, *words: object) -> subprocess.Popen[str] | Copy:
        """An ``arrimage`` process; what it prints goes to ``output.txt``."""
        path, said = self.folder / "output.txt", [*map(str, words)]
        if self.is_quick:
            return Copy(said, self.env, self.folder, path, path)
        with path.open("a") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "arrimage", *said],
                env=self.env,
                cwd=self.folder,
                stdout=output,
                stderr=output,
                text=True,
            )

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """An ``arrimage`` command, to its end."""
        if not self.is_quick:
            return self.python("-m", "arrimage", *words)
        said = [*map(str, words)]
        with tempfile.TemporaryDirectory(prefix="arrimage-said-") as name:
            out, err = Path(name, "out"), Path(name, "err")
            code = Copy(said, self.env, self.folder, out, err).wait(PATIENCE)
            return subprocess.CompletedProcess(said, code, out.read_text(), err.read_text())

    def python(self, *words: object) -> subprocess.CompletedProcess[str]:
        """A Python process with the settings of this installation."""
        return subprocess.run(
            [sys.executable, *map(str, words)],
            env=self.env,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def serve(self, *words: object) -> subprocess.Popen[str] | Copy:
        """``arrimage serve``, once it answers."""
        process = self.start("serve", "--port", self.port, *words)
        wait_until(lambda: self._answers() or process.poll() is not None)
        if process.poll() is not None:
            raise AssertionError((self.folder / "output.txt").read_text())
        return process

    def _answers(self) -> bool:
        try:
            address = f"http://127.0.0.1:{self.port}/compte/login/"
            return urllib.request.urlopen(address, timeout=5).status == 200
        except (urllib.error.URLError, OSError):
            return False

    def rows(self, statement: str, *values: object) -> list[tuple]:
        """What the database holds, asked beside the product."""
        if self.url:
            import psycopg

            escaped = statement.replace("%", "%%").replace("?", "%s")
            with psycopg.connect(self.url) as connection:
                return connection.execute(escaped, values).fetchall()
        connection = sqlite3.connect(self.data / "arrimage.sqlite3", timeout=20)
        try:
            return connection.execute(statement, values).fetchall()
        finally:
            connection.close()

    def settle_database(self) -> None:
        """Wait until the database noticed that its clients are dead."""
        if self.url:
            others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            wait_until(lambda: self.rows(others + " AND pid <> pg_backend_pid()") == [(0,)])


def kill_all(*processes: subprocess.Popen[str] | Copy) -> None:
    """SIGKILL the processes and all their children at once, and wait for their end."""
    doomed = [pid for process in processes for pid in family(process.pid)]
    for pid in doomed:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for process in processes:
        process.wait()
    wait_until(lambda: not any(is_running(pid) for pid in doomed))


def family(pid: int) -> list[int]:
    """The process, its children and theirs."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [pid]
    for member in found:
        found += children.get(member, [])
    return found


def is_running(pid: int) -> bool:
    """False for a process that ended, even when nobody asked how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def free_port() -> int:
    """A port that nobody listens to now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def wait_until(is_true) -> None:
    """Look every few hundredths of a second; fail when patience ends."""
    end = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
