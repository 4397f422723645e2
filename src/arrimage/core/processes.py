"""Which process is alive, and ending with the one that started us. No Django here."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from pathlib import Path

PARENT = "ARRIMAGE_PARENT"  # the process that must outlive us; set by «arrimage serve»
GRACE = 3  # seconds between asking to end and ending


def own_mark() -> str:
    """A name for this process that no other one will bear: machine, number, start."""
    return f"{_machine()}.{os.getpid()}.{_started_at(os.getpid())}"


def is_dead(mark: str) -> bool:
    """True when the process so marked ran on this machine and does not any more.

    Of another machine, or of a mark that is not ours, nothing is known: false.
    """
    machine, _, rest = mark.rpartition(".")[0].rpartition(".")
    if machine != _machine() or not rest.isdecimal():
        return False
    return _started_at(int(rest)) != mark.rpartition(".")[2] or not _exists(int(rest))


def _machine() -> str:
    """This machine; in a container, its own table of processes too."""
    try:
        table = "".join(c for c in os.readlink("/proc/self/ns/pid") if c.isdecimal())
    except OSError:
        table = ""
    return f"{socket.gethostname()[:30]}.{table}"


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _started_at(pid: int) -> str:
    """When the process started, in ticks since the machine did; empty where nobody can say."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]


def end_with_parent() -> None:
    """From now on, end soon after the process named by ARRIMAGE_PARENT, however it ends."""
    parent = int(os.environ.get(PARENT, "0"))
    if parent:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.3)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
