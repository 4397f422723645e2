"""What SQLite saved, PostgreSQL restores, keeps when processes are killed, and gives back."""

import shutil

import pytest
from scripts.postgres import find_binaries, running_server

from .installation import Installation
from .people import SLUG, document
from .promises import counts, disagreements
from .test_kill import KILLS
from .trials import Trials


@pytest.fixture(scope="module")
def archive(tmp_path_factory, model):
    """What the commands save of the prepared installation, which does not change by it."""
    folder = tmp_path_factory.mktemp("saved")
    shutil.copytree(model.folder, folder / "copy")
    saved = Installation(folder / "copy", is_quick=True).run("backup", folder / "un.tar.gz")
    assert saved.returncode == 0, saved.stderr
    return folder / "un.tar.gz"


@pytest.fixture(scope="module")
def restored(tmp_path_factory, archive):
    """An empty database in which the archive was restored."""
    if find_binaries() is None:
        pytest.skip("NOT TESTED: PostgreSQL, no server binaries")
    with running_server() as url:
        installation = Installation(tmp_path_factory.mktemp("restored"), url, is_quick=True)
        done = installation.run("restore", archive)
        assert done.returncode == 0, done.stderr
        yield installation


@pytest.fixture
def installation(restored, tmp_path, request):
    """A copy of it, with its own database."""
    import psycopg

    restored.settle_database()
    name = request.node.name[-40:]
    server, _, model = restored.url.rpartition("/")
    with psycopg.connect(f"{server}/template1", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"')
    shutil.copytree(restored.folder, tmp_path / "copy")
    return Installation(tmp_path / "copy", f"{server}/{name}", is_quick=True)


def test_what_sqlite_saved_is_restored_whole(restored, model) -> None:
    assert counts(restored) == counts(model)
    assert disagreements(restored) == []


def test_what_postgresql_saved_sqlite_restores(installation, tmp_path, prepared) -> None:
    paper, archive = tmp_path / "cahier.md", tmp_path / "deux.tar.gz"
    paper.write_bytes(document(2))

    added = installation.run("import", paper, "--organization", SLUG, "--accept")
    saved = installation.run("backup", archive)
    back = prepared(tmp_path / "trois")
    done = back.run("restore", archive, "--replace")

    for answer in (added, saved, done):
        assert answer.returncode == 0, answer.stderr
    assert counts(back) == counts(installation) != counts(prepared(tmp_path / "quatre"))
    assert (disagreements(installation), disagreements(back)) == ([], [])


def test_killed_processes_lose_nothing_and_leave_nothing_half_made(installation) -> None:
    outcome = Trials(installation).run(KILLS)

    assert (outcome.trials, outcome.problems) == (KILLS, [])
