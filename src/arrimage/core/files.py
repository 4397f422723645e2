"""Stored files: written whole or not at all, and compared with the rows that name them."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.db import models

PREFIX = ".arrimage-"  # the beginning of the name of anything that is not finished
PART = ".part"  # the end of the name of a file that is being written


class WholeFileStorage(FileSystemStorage):
    """Under its name, a file is whole: it is written beside, then takes its place in one step."""

    def _save(self, name: str, content: File[Any]) -> str:
        part = str(PurePosixPath(name).with_name(_part_name()))
        try:
            super()._save(part, content)
            _settle(Path(self.path(part)))
            while not _reserve(self.path(name)):
                name = self.get_available_name(name)
            os.replace(self.path(part), self.path(name))
        except BaseException:
            Path(self.path(part)).unlink(missing_ok=True)
            raise
        return name.replace("\\", "/")


def _part_name() -> str:
    return f"{PREFIX}{secrets.token_hex(8)}{PART}"


def _settle(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _reserve(path: str) -> bool:
    """Take a free name with an empty file; false when somebody was faster."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o644))
    except FileExistsError:
        return False
    return True


@contextmanager
def written_whole(target: Path, mode: int = 0o666) -> Iterator[IO[bytes]]:
    """A stream whose bytes appear at ``target`` when the block ends well, and never in part."""
    part = target.with_name(_part_name())
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode)
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def file_fields() -> Iterator[tuple[type[models.Model], models.FileField]]:
    """Every field of every table that names a stored file."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                yield model, field


def named_files() -> set[str]:
    """The names of all files that rows name."""
    return {
        name
        for model, field in file_fields()
        for name in model._default_manager.exclude(**{field.name: ""}).values_list(
            field.name, flat=True
        )
    }


def missing_files() -> list[str]:
    """Names that rows give to files that are not there, in order."""
    media = Path(settings.MEDIA_ROOT)
    return sorted(name for name in named_files() if not (media / name).is_file())


def forgotten_files(age: dt.timedelta = dt.timedelta(days=1)) -> list[Path]:
    """What a deposit cut short left behind: files older than ``age`` that no row names."""
    media = Path(settings.MEDIA_ROOT)
    folders = {str(field.upload_to).partition("/")[0] for _, field in file_fields()}
    limit = time.time() - age.total_seconds()
    there = [p for folder in sorted(folders) for p in (media / folder).rglob("*") if p.is_file()]
    old = [path for path in there if path.stat().st_mtime < limit]  # before the rows are asked
    named = named_files()
    return [path for path in old if path.relative_to(media).as_posix() not in named]
