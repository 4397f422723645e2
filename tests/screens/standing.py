"""The world of the screens, made once in each process and put back for each test.

Making it takes hundreds of gestures; its rows and files as they ended are the same for every test.
"""

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

from tests.screens.addresses import World, make_world

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Standing:
    """What a world left in the tables and in the folder of files."""

    pickled: bytes
    rows: dict[str, Rows]
    files: dict[str, bytes]


_standing: list[Standing] = []


def standing_world() -> World:
    """The world of :func:`make_world`, in an empty base; nothing of one test reaches another."""
    if not _standing:
        _standing.append(_made())
    else:
        _put_back(_standing[0])
    world: World = pickle.loads(_standing[0].pickled)
    return world


def _made() -> Standing:
    before = _rows()
    world = make_world()
    after = {table: _more(rows, before[table]) for table, rows in _rows().items()}
    folder = Path(settings.MEDIA_ROOT)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return Standing(pickle.dumps(world), {t: rows for t, rows in after.items() if rows}, files)


def _more(rows: Rows, known: Rows) -> Rows:
    return [row for row in rows if row not in known]


def _columns() -> dict[str, list[str]]:
    """The columns that are written, of each table that a model names."""
    return {
        model._meta.db_table: [f.column for f in model._meta.local_concrete_fields]
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


def _quoted(columns: list[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


def _rows() -> dict[str, Rows]:
    found = {}
    with connection.cursor() as cursor:
        for table, columns in _columns().items():
            cursor.execute(f"SELECT {_quoted(columns)} FROM {_quoted([table])}")
            found[table] = cursor.fetchall()
    return found


def _put_back(standing: Standing) -> None:
    columns = _columns()
    with connection.cursor() as cursor:
        for table, rows in standing.rows.items():
            places = ", ".join(["%s"] * len(columns[table]))
            into = f"{_quoted([table])} ({_quoted(columns[table])})"
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", rows)
    for name, content in standing.files.items():
        path = Path(settings.MEDIA_ROOT, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
