"""One archive of the database and the files, made while the product runs; and back.

The archive is a ``.tar.gz``: ``manifest.json`` (version, counts, SHA-256 of each member),
``rows.jsonl`` (one serialised object a line, in an order that respects foreign keys) and
``files/``. It does not depend on the database: what SQLite saved, PostgreSQL restores.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from arrimage import __version__

FORMAT = 1
NOT_KEPT = {"contenttypes.contenttype", "auth.permission", "sessions.session"}
CHUNK = 1 << 20


class BackupError(Exception):
    """The archive cannot be made or restored; the message is a complete French sentence."""


@dataclass(frozen=True)
class BackupSummary:
    """What an archive holds: rows per model label, and number of files."""

    rows: dict[str, int]
    files: int

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


def _write_rows(path: Path) -> dict[str, int]:
    counts: Counter[str] = Counter()
    with path.open("w", encoding="utf-8") as stream, _snapshot():
        for model in kept_models():
            rows = model._default_manager.order_by("pk").iterator(chunk_size=500)
            for line in _lines(rows):
                stream.write(line + "\n")
                counts[model._meta.label_lower] += 1
    return dict(counts)


def _lines(rows: Iterator[models.Model]) -> Iterator[str]:
    for row in rows:
        yield serializers.serialize("jsonl", [row]).strip()


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def make_backup(archive: Path) -> BackupSummary:
    """Write ``archive``; it appears whole or not at all."""
    media = Path(settings.MEDIA_ROOT)
    partial = archive.with_name(archive.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
            rows = Path(folder) / "rows.jsonl"
            counts = _write_rows(rows)
            files = sorted(p for p in media.rglob("*") if p.is_file()) if media.is_dir() else []
            members = {"rows.jsonl": rows} | {
                f"files/{p.relative_to(media).as_posix()}": p for p in files
            }
            with tarfile.open(partial, "w:gz", compresslevel=6) as tar:
                hashes = {}
                for name, path in members.items():
                    hashes[name] = _digest(path)
                    tar.add(path, name, recursive=False)
                _add_manifest(tar, counts, hashes)
        partial.replace(archive)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise BackupError(
            f"La sauvegarde {archive} n’a pas pu être écrite ({error.strerror}). "
            "Rien n’a été changé ; vérifiez l’espace libre et les droits du dossier."
        ) from error
    return BackupSummary(counts, len(files))


def _add_manifest(tar: tarfile.TarFile, counts: dict[str, int], hashes: dict[str, str]) -> None:
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "made_at": timezone.now().isoformat(),
        "rows": counts,
        "sha256": hashes,
    }
    data = json.dumps(manifest, indent=1).encode()
    info = tarfile.TarInfo("manifest.json")
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


def restore_backup(archive: Path, *, replace: bool = False) -> BackupSummary:
    """Put an archive back, all or nothing; refuses a database in use unless ``replace``."""
    call_command("migrate", verbosity=0)
    if not replace and apps.get_model("accounts.User")._default_manager.exists():
        raise BackupError(
            "La base contient déjà des comptes. Rien n’a été changé ; ajoutez --replace "
            "pour la remplacer par la sauvegarde."
        )
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=media.parent) as name:
        folder = Path(name)
        manifest = _extract(archive, folder)
        with transaction.atomic():
            _empty()
            _load(folder / "rows.jsonl")
        _place_files(folder / "files", media)
    return BackupSummary(manifest["rows"], len(manifest["sha256"]) - 1)


def _extract(archive: Path, folder: Path) -> dict[str, dict[str, int]]:
    """Unpack and verify; any damage is refused before the database is touched."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        manifest = json.loads((folder / "manifest.json").read_text())
        hashes = manifest["sha256"]
        whole = manifest["format"] == FORMAT and all(
            _digest(folder / PurePosixPath(member)) == value for member, value in hashes.items()
        )
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError) as error:
        raise BackupError(
            f"{archive} n’est pas une sauvegarde d’Arrimage, ou elle est abîmée. "
            "Rien n’a été changé ; essayez une sauvegarde plus ancienne."
        ) from error
    if not whole:
        raise BackupError(
            f"La sauvegarde {archive} est abîmée : une partie ne correspond pas à son empreinte. "
            "Rien n’a été changé ; essayez une sauvegarde plus ancienne."
        )
    return manifest  # type: ignore[no-any-return]


def _empty() -> None:
    for model in reversed(kept_models()):
        model._base_manager.all()._raw_delete(connection.alias)


def _load(rows: Path) -> None:
    with connection.constraint_checks_disabled(), rows.open(encoding="utf-8") as stream:
        for found in serializers.deserialize("jsonl", stream):
            found.save()
    connection.check_constraints()
    statements = connection.ops.sequence_reset_sql(no_style(), kept_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _place_files(source: Path, media: Path) -> None:
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        target = media / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
