"""Many at once on SQLite: writers never hear of locks, one acceptance wins, a backup agrees."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from .installation import Installation, kill_all, wait_until
from .people import SLUG, Server, document
from .promises import disagreements

WRITERS, EDITS = 5, 8


def _edit_own(server: Server, element: int, title: str) -> list[int]:
    """Several edits of one element, one after the other; the codes of the answers."""
    titles = [title, *(f"Reprise {number} de {element}" for number in range(EDITS))]
    return [server.edit(1, element, *pair)[0] for pair in pairwise(titles)]


def test_five_writers_and_a_backup_never_meet_a_locked_database(tmp_path, prepared) -> None:
    installation = prepared(tmp_path)
    process = installation.serve()
    server = Server(installation)
    elements = installation.rows("SELECT id, title FROM plans_element WHERE number LIKE ?", "1.1._")
    archive = tmp_path / "sauvegarde.tar.gz"

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        backup = pool.submit(installation.run, "backup", archive)
        codes = list(pool.map(lambda row: _edit_own(server, *row), elements[:WRITERS]))
    kill_all(process)
    restored = Installation(tmp_path / "ailleurs")
    restored.folder.mkdir()
    put_back = restored.run("restore", archive)

    assert codes == [[302] * EDITS] * WRITERS
    assert backup.result().returncode == 0, backup.result().stderr
    assert put_back.returncode == 0, put_back.stderr
    assert disagreements(installation) == disagreements(restored) == []
    assert restored.run("check").stdout == "Tout est en ordre.\n"


def test_two_people_who_accept_at_once_get_one_plan(tmp_path, prepared) -> None:
    installation = prepared(tmp_path)
    process = installation.serve()
    server = Server(installation)
    run = server.send_file(f"/imports/nouveau/{SLUG}/", "plan.md", document(1))[1]
    wait_until(lambda: server.get(run)[1] == f"{run}verifier/")
    barrier = threading.Barrier(4)

    def accept(_: int) -> str:
        barrier.wait()
        return server.post(f"{run}accepter/", {})[1]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(accept, range(4)))
    kill_all(process)

    assert answers == ["/plans/2/"] * 4
    assert installation.rows("SELECT count(*) FROM plans_plan") == [(2,)]
    assert disagreements(installation) == []
