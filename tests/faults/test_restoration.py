"""A restoration that is killed on its way."""

import random
import time

from .installation import kill_all
from .people import FIRST, SLUG, document
from .promises import counts, disagreements


def test_a_killed_restoration_leaves_the_former_installation_or_the_restored_one(
    tmp_path, prepared
) -> None:
    installation = prepared(tmp_path)
    archive = tmp_path / "sauvegarde.tar.gz"
    assert installation.run("backup", archive).returncode == 0
    restored = counts(installation)
    paper = tmp_path / "cahier-2.md"
    paper.write_bytes(document(2))
    assert installation.run("import", paper, "--organization", SLUG, "--accept").returncode == 0
    former = counts(installation)
    moments = random.Random(3)

    for _ in range(4):
        process = installation.start("restore", archive, "--replace")
        time.sleep(moments.uniform(0.2, 2.0))
        kill_all(process)

        assert counts(installation) in (former, restored)
        assert disagreements(installation) == []

    assert installation.run("restore", archive, "--replace").returncode == 0
    assert counts(installation) == restored
    assert installation.rows(FIRST, 1)[0][1] == "Relier les rives"
    assert installation.run("check", "--tidy").returncode == 0
