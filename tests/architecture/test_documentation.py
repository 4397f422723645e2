"""Every setting and command is documented, in the file a person would open."""

import argparse
import re
from pathlib import Path

from arrimage.cli import build_parser

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "src/arrimage/config/env.py", ROOT / "src/arrimage/config/settings.py"]


def test_every_setting_is_documented() -> None:
    settings = {
        name
        for path in SOURCES
        for name in re.findall(r'"(ARRIMAGE_[A-Z_]+|DATABASE_URL)"', path.read_text("utf-8"))
    }
    documented = (ROOT / "docs/administrer/reglages.md").read_text("utf-8")

    missing = sorted(name for name in settings if f"`{name}`" not in documented)

    assert len(settings) > 5
    assert missing == []


def test_every_command_is_documented_and_has_help_and_an_example() -> None:
    documented = (ROOT / "docs/administrer/commandes.md").read_text("utf-8")
    subparsers = next(
        action
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )

    for name, parser in subparsers.choices.items():
        assert parser.description and parser.description.endswith("."), name
        assert parser.epilog and parser.epilog.startswith(f"Exemple\u00a0: arrimage {name}"), name
        assert f"## `arrimage {name}`" in documented, name


def test_every_slot_is_documented() -> None:
    templates = (ROOT / "src/arrimage").rglob("*.html")
    printed = {
        name
        for path in templates
        for name in re.findall(r'{% slot "([a-z_.]+)"', path.read_text("utf-8"))
    }
    documented = (ROOT / "docs/developper/places.md").read_text("utf-8")

    missing = sorted(name for name in printed if f"| `{name}` |" not in documented)

    assert printed
    assert missing == []


def test_every_dependency_says_what_it_is_for() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    block = project.split("dependencies = [", 1)[1].split("\n]", 1)[0]
    names = [
        re.match(r"[A-Za-z0-9-]+", line.strip(' "'))[0]
        for line in block.splitlines()
        if line.strip().startswith('"')
    ]
    documented = (ROOT / "docs/developper/dependances.md").read_text("utf-8")

    missing = [name for name in names if f"| {name} |" not in documented]

    assert missing == []
