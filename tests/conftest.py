"""Settings of the whole suite: its own data folder, fast passwords, files kept apart.

The settings are named here and not in pyproject.toml, so that nothing reads them before the data
folder is set.
"""

import gc
import os
import tempfile

_DATA = tempfile.TemporaryDirectory(prefix="arrimage-tests-")
os.environ["ARRIMAGE_DATA"] = _DATA.name
os.environ.setdefault("ARRIMAGE_SECRET_KEY", "only-for-tests")
os.environ["DJANGO_SETTINGS_MODULE"] = "arrimage.config.settings"

import hypothesis  # noqa: E402 - after the settings
import pytest  # noqa: E402 - after the settings
from django.conf import settings  # noqa: E402 - after the settings
from django.utils import translation  # noqa: E402 - after the settings

# A busy machine is no failure; a landing tries the same examples every time.
hypothesis.settings.register_profile(
    "suite",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("suite")


PAGES = ("screens", "leaks")
EVERY_ADDRESS = "test_permissions.py"


def pytest_configure(config) -> None:
    database = settings.DATABASES["default"]
    if config.getoption("markexpr") == "browser" and "sqlite" in database["ENGINE"]:
        # A file, as in a house: in memory, a reader and a writer at once do not wait but fail.
        database.setdefault("TEST", {})["NAME"] = os.path.join(_DATA.name, "journeys.sqlite3")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def pytest_collection_finish() -> None:
    """As the server does: what is loaded stays until the end, so the collector leaves it alone."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """Whatever opens the database or a browser bears its mark: a run is chosen by marks."""
    for item in items:
        if _is_of_pages(item.path):
            item.add_marker("one_database")
        if "db" in item.fixturenames and not item.get_closest_marker("django_db"):
            item.add_marker("django_db")
        if "browser" in item.fixturenames:
            item.add_marker("browser")


def _is_of_pages(path) -> bool:
    """Tests of what pages say: on one database, but the one that asks every address as everybody."""
    return path.parent.name in PAGES and path.name != EVERY_ADDRESS


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Called before the tables are made: SQLite copies those of a former run."""
    from tests.tables import reuse_tables  # app ready

    reuse_tables()


@pytest.fixture(scope="session")
def _no_static_files(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def _files(tmp_path, settings, _no_static_files):
    """Each test keeps its files apart; those of the pages are found where they stand."""
    settings.STATIC_ROOT = _no_static_files
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _language():
    """Each test starts in French, whatever language the test before it asked for."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _pages():
    """No page that a test built is left for the next one."""
    from arrimage.plans.views.kept import forget_pages  # app ready

    forget_pages()
