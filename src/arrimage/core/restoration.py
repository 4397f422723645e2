"""Putting an archive back, in an order that leaves no moment with half an installation.

1. The archive is unpacked beside the files and every digest is verified. 2. The files are added,
never over a file that holds something else. 3. The rows are replaced in one transaction. 4. Files
that no row names any more are erased. Interrupted before the end of 3, the installation is the
former one; after it, the restored one.
"""

from __future__ import annotations

import json
import re
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import FileField

from .backup import FORMAT, BackupError, BackupSummary, digest, kept_models
from .files import PREFIX, named_files
from .reasons import is_full, reason

Manifest = dict[str, Any]
Renamed = dict[str, str]
CHUNK = 1 << 20
MEMBER = re.compile(r"files/\S.*|rows\.jsonl|manifest\.json")


def restore_backup(archive: Path, *, replace: bool = False) -> BackupSummary:
    """Put an archive back, all or nothing; refuses a database in use unless ``replace``."""
    media = Path(settings.MEDIA_ROOT)
    try:
        media.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=media.parent) as name:
            manifest = _unpack(archive, Path(name))
            _require_known(archive, manifest)
            call_command("migrate", verbosity=0)
            _require_free(replace)
            _replace_all(archive, manifest, Path(name))
    except OSError as error:
        raise BackupError(
            f"{archive} n’a pas pu être remise en place ({reason(error)}). Rien n’a été changé ; "
            "vérifiez l’archive, les droits du dossier et l’espace libre, puis recommencez."
        ) from error
    return BackupSummary(manifest["rows"], len(manifest["sha256"]) - 1)


def _unpack(archive: Path, folder: Path) -> Manifest:
    """Only plain files under the names that we write, verified before anything is touched."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for info in tar:
                _unpack_member(tar, info, folder)
        manifest: Manifest = json.loads((folder / "manifest.json").read_text())
        hashes: dict[str, str] = manifest["sha256"]
        whole = "rows.jsonl" in hashes and all(
            digest(folder / member) == value for member, value in hashes.items()
        )
        count = sum(manifest["rows"].values())
    except (EOFError, tarfile.TarError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(archive) from error
    except OSError as error:
        if error.errno is not None and (is_full(error) or error.filename == str(archive)):
            raise
        raise _damaged(archive) from error
    if not whole or count != sum(1 for _ in (folder / "rows.jsonl").open(encoding="utf-8")):
        raise BackupError(
            f"La sauvegarde {archive} est abîmée : une partie ne correspond pas à son empreinte. "
            "Rien n’a été changé ; essayez une sauvegarde plus ancienne."
        )
    return manifest


def _unpack_member(tar: tarfile.TarFile, info: tarfile.TarInfo, folder: Path) -> None:
    path = PurePosixPath(info.name)
    is_ours = MEMBER.fullmatch(info.name) and ".." not in path.parts and "\0" not in info.name
    content = tar.extractfile(info) if info.isreg() and is_ours else None
    if content is None:
        raise tarfile.TarError(f"unexpected member {info.name!r}")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        while chunk := content.read(CHUNK):
            stream.write(chunk)


def _damaged(archive: Path) -> BackupError:
    return BackupError(
        f"{archive} n’est pas une sauvegarde d’Arrimage, ou elle est abîmée. "
        "Rien n’a été changé ; essayez une sauvegarde plus ancienne."
    )


def _require_known(archive: Path, manifest: Manifest) -> None:
    """Refuse what a later version wrote: this one would lose a part of it."""
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    unknown = set(manifest.get("migrations", ())) - known
    if manifest.get("format") != FORMAT or unknown:
        raise BackupError(
            f"{archive} a été faite par Arrimage {manifest.get('version', '?')}, plus récent que "
            "celui-ci. Rien n’a été changé ; installez cette version, puis recommencez."
        )


def _require_free(replace: bool) -> None:
    if not replace and apps.get_model("accounts.User")._default_manager.exists():
        raise BackupError(
            "La base contient déjà des comptes. Rien n’a été changé ; ajoutez --replace "
            "pour la remplacer par la sauvegarde."
        )


def _replace_all(archive: Path, manifest: Manifest, folder: Path) -> None:
    before = named_files()
    members = [PurePosixPath(m) for m in manifest["sha256"] if m.startswith("files/")]
    added: list[str] = []
    try:
        renamed = dict(_add_files(members, folder, added))
        with transaction.atomic():
            _empty()
            _load(folder / "rows.jsonl", renamed)
    except BaseException as error:
        _erase(set(added) - before)
        if isinstance(error, DatabaseError) and not is_full(error):
            raise BackupError(_refused_by_database(archive, error)) from error
        if isinstance(error, DeserializationError | ValueError):
            raise _damaged(archive) from error
        raise
    _erase(before - named_files())


def _refused_by_database(archive: Path, error: DatabaseError) -> str:
    first = str(error).strip().splitlines()[0]
    return (
        f"La base n’a pas accepté {archive} : {first}. Rien n’a été changé ; vérifiez que le "
        "service est arrêté, ou essayez une sauvegarde plus ancienne."
    )


def _add_files(
    members: list[PurePosixPath], folder: Path, added: list[str]
) -> Iterator[tuple[str, str]]:
    """Add the files to those that are there; the name wanted and the name given."""
    for member in members:
        name = member.relative_to("files").as_posix()
        if _holds(name, folder / member):
            yield name, name
            continue
        with (folder / member).open("rb") as stream:
            given = default_storage.save(name, File(stream))
        added.append(given)
        yield name, given


def _holds(name: str, file: Path) -> bool:
    return default_storage.exists(name) and digest(Path(default_storage.path(name))) == digest(file)


def _erase(names: set[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _empty() -> None:
    for model in reversed([*kept_models(), apps.get_model("sessions.Session")]):
        model._base_manager.all()._raw_delete(connection.alias)


def _load(rows: Path, renamed: Renamed) -> None:
    with connection.constraint_checks_disabled(), rows.open(encoding="utf-8") as stream:
        for found in _objects(stream):
            _rename(found, renamed)
            found.save()
    connection.check_constraints()
    statements = connection.ops.sequence_reset_sql(no_style(), kept_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _objects(stream: IO[str]) -> Iterator[DeserializedObject]:
    return serializers.deserialize("jsonl", stream)


def _rename(found: DeserializedObject, renamed: Renamed) -> None:
    """A file whose name was taken by another one is named as it was stored."""
    for field in found.object._meta.concrete_fields:
        if isinstance(field, FileField):
            name = getattr(found.object, field.name).name
            setattr(found.object, field.name, renamed.get(name, name))
