"""The migrated tables of SQLite, made once and copied by each process of each run.

Migrating takes seconds; nothing changes while the migrations, the models, the territories and the
libraries stay what they were. Delete ``.pytest_cache`` to make them again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.management.commands.migrate import Command
from django.db import connection

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".pytest_cache" / "tables"
LIBRARIES = ("django", "django-allauth", "django-tasks", "django-tasks-db")


def reuse_tables() -> None:
    """Let the next migration, and only that one, copy the tables that a former one made."""
    real = Command.handle

    def handle(self: Command, *words: Any, **options: Any) -> None:
        Command.handle = real  # type: ignore[method-assign]
        if connection.vendor != "sqlite":
            real(self, *words, **options)
            return
        with _alone() as kept:
            connection.ensure_connection()
            if not kept.exists():
                real(self, *words, **options)
                _copy(connection.connection, kept)
                return
        with closing(sqlite3.connect(kept)) as source:
            source.backup(connection.connection)

    Command.handle = handle  # type: ignore[method-assign]


@contextmanager
def _alone() -> Iterator[Path]:
    """Where the tables are kept, while no other process makes them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield FOLDER / f"{_fingerprint()}.sqlite3"


def _copy(made: sqlite3.Connection, kept: Path) -> None:
    """Whole or not at all; those of other versions are forgotten."""
    for old in FOLDER.glob("*.sqlite3*"):
        old.unlink()
    draft = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(draft)) as target:
        made.backup(target)
    draft.rename(kept)


def _fingerprint() -> str:
    """Of all that the tables and what migrating puts in them come from."""
    source = ROOT / "src" / "arrimage"
    files = {*source.rglob("migrations/*.py"), *source.rglob("*.csv"), *source.rglob("apps.py")}
    files |= {path for path in source.rglob("*.py") if "models.Model" in path.read_text("utf-8")}
    digest = hashlib.sha256(sqlite3.sqlite_version.encode())
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}".encode())
    for path in sorted({*files, source / "config" / "settings.py"}):
        digest.update(f"{path.relative_to(source)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:24]
