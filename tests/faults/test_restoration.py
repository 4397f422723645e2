"""A restoration from one database to the other, and one that is killed on its way."""

import random
import time

import pytest
from scripts.postgres import find_binaries, running_server

from .installation import Installation, kill_all
from .people import FIRST, SLUG, document
from .promises import disagreements

COUNTED = ("plans_element", "plans_assignment", "audit_entry", "accounts_user", "plans_sourcefile")


def _counts(installation: Installation) -> list[int]:
    return [installation.rows(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED]


def test_what_sqlite_saved_postgresql_restores_and_back(tmp_path, prepared) -> None:
    if find_binaries() is None:
        pytest.skip("NOT TESTED: PostgreSQL, no server binaries")
    first = prepared(tmp_path / "un")
    assert first.run("backup", tmp_path / "un.tar.gz").returncode == 0
    paper = tmp_path / "cahier.md"
    paper.write_bytes(document(2))

    with running_server() as url:
        second = Installation(tmp_path / "deux", url)
        second.folder.mkdir()
        done = second.run("restore", tmp_path / "un.tar.gz")
        same = _counts(second) == _counts(first)
        added = second.run("import", paper, "--organization", SLUG, "--accept")
        saved = second.run("backup", tmp_path / "deux.tar.gz")
        expected, story = _counts(second), disagreements(second)
    third = Installation(tmp_path / "trois")
    third.folder.mkdir()
    back = third.run("restore", tmp_path / "deux.tar.gz")

    for answer in (done, added, saved, back):
        assert answer.returncode == 0, answer.stderr
    assert same
    assert (_counts(third), story, disagreements(third)) == (expected, [], [])


def test_a_killed_restoration_leaves_the_former_installation_or_the_restored_one(
    tmp_path, prepared
) -> None:
    installation = prepared(tmp_path)
    archive = tmp_path / "sauvegarde.tar.gz"
    assert installation.run("backup", archive).returncode == 0
    restored = _counts(installation)
    paper = tmp_path / "cahier-2.md"
    paper.write_bytes(document(2))
    assert installation.run("import", paper, "--organization", SLUG, "--accept").returncode == 0
    former = _counts(installation)
    moments = random.Random(3)

    for _ in range(4):
        process = installation.start("restore", archive, "--replace")
        time.sleep(moments.uniform(0.5, 2.5))
        kill_all(process)

        assert _counts(installation) in (former, restored)
        assert disagreements(installation) == []

    assert installation.run("restore", archive, "--replace").returncode == 0
    assert _counts(installation) == restored
    assert installation.rows(FIRST, 1)[0][1] == "Relier les rives"
    assert installation.run("check", "--tidy").returncode == 0
