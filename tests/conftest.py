"""Settings of the whole suite: its own data folder, fast passwords, files kept apart.

The settings are named here and not in pyproject.toml, so that nothing reads them before the data
folder is set.
"""

import os
import tempfile

os.environ["ARRIMAGE_DATA"] = tempfile.mkdtemp(prefix="arrimage-tests-")
os.environ.setdefault("ARRIMAGE_SECRET_KEY", "only-for-tests")
os.environ["DJANGO_SETTINGS_MODULE"] = "arrimage.config.settings"

import pytest
from django.conf import settings


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _files(tmp_path, settings):
    """Each test keeps its files apart."""
    settings.MEDIA_ROOT = tmp_path / "files"
