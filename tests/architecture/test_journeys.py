"""The table of the journeys names journeys that are played."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_journey_of_the_table_is_played():
    told = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/developper/parcours.md").read_text()))
    files = list((ROOT / "tests" / "journeys").glob("test_*.py"))
    played = {
        name for file in files for name in re.findall(r"^def (test_\w+)", file.read_text(), re.M)
    }

    assert told - played - {file.stem for file in files} - {"test_seeds_"} == set()
