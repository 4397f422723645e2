"""One archive of the database and the files, made while the product runs.

The archive is a ``.tar.gz``: ``rows.jsonl`` (one serialised object a line, in an order that
respects foreign keys), ``files/`` and, last, ``manifest.json`` (version, migrations, counts,
SHA-256 of each member). It does not depend on the database: what SQLite saved, PostgreSQL
restores. :mod:`arrimage.core.restoration` is the way back.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from arrimage import __version__

from .files import PART, PREFIX, named_files, written_whole
from .reasons import reason

FORMAT = 1
NOT_KEPT = {"contenttypes.contenttype", "auth.permission", "sessions.session"}
TRIES = 3


class BackupError(Exception):
    """The archive cannot be made or restored; the message is a complete French sentence."""


class _FileGone(Exception):
    """A file was erased after the rows were read: they are read again."""


@dataclass(frozen=True)
class BackupSummary:
    """What an archive holds: rows per model label, number of files, names of those missing."""

    rows: dict[str, int]
    files: int
    missing: tuple[str, ...] = ()

    @property
    def row_count(self) -> int:
        """Rows in all."""
        return sum(self.rows.values())


def kept_models() -> list[type[models.Model]]:
    """Every concrete model that is saved, parents before what refers to them."""
    chosen = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in NOT_KEPT
    ]
    return serializers.sort_dependencies(_by_app(chosen), allow_cycles=True)


def _by_app(chosen: list[type[models.Model]]) -> list[tuple[object, list[type[models.Model]]]]:
    grouped: dict[str, list[type[models.Model]]] = {}
    for model in chosen:
        if not model._meta.auto_created:
            grouped.setdefault(model._meta.app_label, []).append(model)
    return [(apps.get_app_config(label), group) for label, group in grouped.items()]


@contextmanager
def _snapshot() -> Iterator[None]:
    """One consistent view of the database, without stopping those who write."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def make_backup(archive: Path) -> BackupSummary:
    """Write ``archive``; it appears whole or not at all, and only its owner can read it.

    Rows and files are of one moment. A file that rows name and that is not there is told in the
    summary: the rest is worth keeping.
    """
    try:
        _forget_interrupted(archive.parent)
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=archive.parent) as folder:
            rows, names, missing = _collect(Path(folder))
            with written_whole(archive, 0o600) as stream:
                _pack(stream, Path(folder), rows, names)
    except OSError as error:
        raise BackupError(
            f"La sauvegarde {archive} n’a pas pu être écrite ({reason(error)}). Rien n’a été "
            "changé ; vérifiez le dossier, ses droits et l’espace libre, puis recommencez."
        ) from error
    return BackupSummary(rows, len(names), missing)


def _forget_interrupted(folder: Path) -> None:
    """Erase what backups that were killed left beside the archives, a day ago or more."""
    limit = time.time() - 86_400
    for path in folder.glob(f"{PREFIX}*"):
        if path.is_dir() and path.stat().st_mtime < limit:
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.endswith(PART) and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)


def _collect(folder: Path) -> tuple[dict[str, int], list[str], tuple[str, ...]]:
    """Rows and files of one moment, in ``folder``; again when a file was erased meanwhile."""
    for tries in range(1, TRIES + 1):
        shutil.rmtree(folder / "files", ignore_errors=True)
        with _snapshot():
            names = sorted(named_files())
            missing = [name for name in names if not _pin(name, folder / "files")]
            if missing and tries < TRIES:
                continue
            counts = _write_rows(folder / "rows.jsonl")
        return counts, [name for name in names if name not in missing], tuple(missing)
    raise AssertionError("unreachable")


def _pin(name: str, folder: Path) -> bool:
    """Keep a file where it can be packed at leisure, even if it is erased meanwhile."""
    source, target = Path(settings.MEDIA_ROOT) / name, folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        return False
    except OSError:  # another disk, or one without links
        shutil.copyfile(source, target)
    return True


def _write_rows(path: Path) -> dict[str, int]:
    counts: Counter[str] = Counter()
    with path.open("w", encoding="utf-8") as stream:
        for model in kept_models():
            rows = model._default_manager.order_by("pk").iterator(chunk_size=500)
            for row in rows:
                stream.write(serializers.serialize("jsonl", [row]).strip() + "\n")
                counts[model._meta.label_lower] += 1
    return dict(counts)


def _pack(stream: IO[bytes], folder: Path, rows: dict[str, int], names: list[str]) -> None:
    members = ["rows.jsonl", *(f"files/{name}" for name in names)]
    with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6) as tar:
        hashes = {}
        for member in members:
            hashes[member] = digest(folder / member)
            tar.add(folder / member, member, recursive=False, filter=_anonymous)
        _add_manifest(tar, rows, hashes)


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _add_manifest(tar: tarfile.TarFile, rows: dict[str, int], hashes: dict[str, str]) -> None:
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "version": __version__,
        "made_at": timezone.now().isoformat(),
        "migrations": sorted(".".join(key) for key in applied_migrations()),
        "rows": rows,
        "sha256": hashes,
    }
    data = json.dumps(manifest, indent=1).encode()
    info = tarfile.TarInfo("manifest.json")
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


def applied_migrations() -> set[tuple[str, str]]:
    """The changes of tables that the database went through, as (application, name)."""
    return set(MigrationRecorder(connection).applied_migrations())
