"""A disk that is really full: a small one, mounted for the test."""

import os
import subprocess
from contextlib import suppress

import pytest

from .installation import kill_all
from .people import FIRST, SLUG, Server, document
from .promises import orphans

DISK = 48 << 20


@pytest.fixture
def disk(tmp_path):
    """A folder on a disk of 48 MB; what stays free can be taken and given back."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("NOT TESTED: a full disk, this account may not mount a small one")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


class Filler:
    """Takes all that is free on a disk."""

    def __init__(self, folder) -> None:
        self.path = folder / "filler"

    def take(self) -> None:
        with self.path.open("wb", buffering=0) as stream, suppress(OSError):
            while stream.write(bytes(1 << 16)):
                pass

    def give_back(self) -> None:
        self.path.unlink()


@pytest.fixture
def installation(disk, prepared):
    return prepared(disk)


def _edited_until_refused(server, element, title):
    """The refusal, the title that was kept last, and how many edits found room in the journal."""
    for kept in range(60):
        wanted = f"{kept} {'Autre titre ' * 1500}".strip()
        answer = server.edit(1, element, title, wanted)
        if answer[0] != 302:
            return answer, title, kept
        title = wanted
    raise AssertionError("the disk was never full")


def test_a_full_disk_is_said_in_the_browser_and_changes_nothing(installation, disk) -> None:
    filler = Filler(disk)
    process = installation.serve("--no-worker")
    server = Server(installation)
    before = installation.rows("SELECT count(*) FROM audit_entry")
    ((element, title),) = installation.rows(FIRST, 1)

    filler.take()
    deposit = server.send_file(f"/imports/nouveau/{SLUG}/", "plan.md", document(1) * 20)
    edit, title, kept = _edited_until_refused(server, element, title)
    after = installation.rows("SELECT count(*) FROM audit_entry")
    filler.give_back()
    again = server.edit(1, element, title, "Un titre gardé")
    kill_all(process)

    assert (deposit[0], edit[0]) == (422, 507)
    assert "Le serveur n’a pas de place pour ce fichier" in deposit[2].decode()
    assert "disque du serveur est plein" in edit[2].decode()
    assert (after, orphans(installation)) == ([(before[0][0] + kept,)], set())
    assert again[0] == 302
    assert installation.rows(FIRST, 1) == [(element, "Un titre gardé")]


def test_a_full_disk_is_said_by_the_commands_and_leaves_nothing_half_made(
    installation, disk
) -> None:
    filler = Filler(disk)
    assert installation.run("backup", disk / "bonne.tar.gz").returncode == 0
    paper = disk / "gros.md"
    paper.write_bytes(document(1) * 100)
    plans = installation.rows("SELECT count(*) FROM plans_plan")
    before = sorted([*(p.name for p in disk.iterdir()), "filler"])

    filler.take()
    done = {
        "backup": installation.run("backup", disk / "sauvegarde.tar.gz"),
        "export": installation.run("export", 1, "--out", disk / "plan.docx"),
        "import": installation.run("import", paper, "--organization", SLUG, "--accept"),
        "restore": installation.run("restore", disk / "bonne.tar.gz", "--replace"),
        "check": installation.run("check"),
    }
    there = sorted(p.name for p in disk.iterdir())
    filler.give_back()

    for name, answer in done.items():
        assert answer.returncode == 1, (name, answer.stdout)
        assert "plein" in answer.stderr or "pas de place" in answer.stderr, (name, answer.stderr)
        assert "Traceback" not in answer.stderr, answer.stderr
    assert there == before
    assert orphans(installation) == set()
    assert installation.rows("SELECT count(*) FROM plans_plan") == plans
    assert installation.run("restore", disk / "bonne.tar.gz", "--replace").returncode == 0
    assert installation.run("check").returncode == 0
