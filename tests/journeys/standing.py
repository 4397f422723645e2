"""What many journeys begin with is made once; its base and its files are put back for each.

Reading a real document takes seconds, putting a base back a few milliseconds.
"""

import pickle
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

_FOLDER = tempfile.TemporaryDirectory(prefix="arrimage-standing-")


@dataclass(frozen=True)
class Standing:
    """A base as it was left, what the journey holds of it, and the folder of its files."""

    pickled: bytes
    base: sqlite3.Connection
    files: Path


_standing: dict[str, Standing] = {}


def standing(name: str, make: Callable[[], Any]) -> Any:
    """What ``make`` gives in an empty base; the next time, the same without making it again."""
    if name in _standing:
        _put_back(_standing[name])
        return pickle.loads(_standing[name].pickled)
    made = make()
    connection.ensure_connection()
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(copy)
    files = Path(_FOLDER.name, name)
    if Path(settings.MEDIA_ROOT).is_dir():
        shutil.copytree(settings.MEDIA_ROOT, files)
    _standing[name] = Standing(pickle.dumps(made), copy, files)
    return made


def _put_back(kept: Standing) -> None:
    connection.ensure_connection()
    kept.base.backup(connection.connection)
    ContentType.objects.clear_cache()
    if kept.files.is_dir():
        shutil.copytree(kept.files, settings.MEDIA_ROOT, dirs_exist_ok=True)
