"""One installation prepared once, and copied for each test: tables, a direction, one plan."""

import shutil

import pytest

from .installation import Installation
from .people import prepare


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    """An installation on SQLite in which nothing runs."""
    made = Installation(tmp_path_factory.mktemp("model"))
    prepare(made)
    return made


@pytest.fixture
def prepared(model):
    """A copy of it in a folder."""

    def copy(folder):
        shutil.copytree(model.folder, folder, dirs_exist_ok=True)
        return Installation(folder)

    return copy
