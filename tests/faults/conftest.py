"""One installation prepared once, and copied for each test: tables, a direction, one plan."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from .installation import Installation
from .people import prepare


@pytest.fixture(scope="session")
def model(tmp_path_factory, django_db_setup, django_db_blocker):
    """An installation on SQLite in which nothing runs."""
    made = Installation(tmp_path_factory.mktemp("model"), is_quick=True)
    made.data.mkdir()
    with django_db_blocker.unblock():
        _copy_tables(made.data / "arrimage.sqlite3")
    prepare(made)
    return made


def _copy_tables(path):
    """The empty tables of the suite, which took seconds to make; those of PostgreSQL are no use."""
    from django.db import connection  # app ready

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as file:
            connection.connection.backup(file)


@pytest.fixture
def prepared(model):
    """A copy of it in a folder."""

    def copy(folder):
        shutil.copytree(model.folder, folder, dirs_exist_ok=True)
        return Installation(folder, is_quick=True)

    return copy
