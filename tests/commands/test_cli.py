import json
import subprocess
import sys
from pathlib import Path

import pytest

from arrimage.cli import build_parser, main

PLAN = """# Plan d'action 2025-2027

## Orientation 1 : Nourrir les liens

### Objectif 1.1 : Se rencontrer

| Actions | Responsable | Échéancier |
|---|---|---|
| 1.1.1 Tenir deux rencontres par année | Direction | Automne 2025 |
| 1.1.2 Publier un carnet de recettes | Agente de liaison | En continu |
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    return int(ended.value.code or 0)


def test_read_prints_the_outline_and_the_counts(plan, capsys) -> None:
    code = run("read", plan)

    printed = capsys.readouterr().out
    assert code == 0
    assert "1.1.1 Tenir deux rencontres par année" in printed
    assert "2 avec responsable" in printed


def test_read_writes_the_interchange(plan, tmp_path, capsys) -> None:
    out = tmp_path / "plan.json"

    run("read", plan, "--json", out)

    action = json.loads(out.read_text("utf-8"))["orientations"][0]["objectives"][0]["actions"][0]
    assert (action["code"], action["responsibles"]) == ("1.1.1", ["Direction"])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "vide"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 50, "image"),
        (None, "ne peut pas être ouvert"),
    ],
)
def test_read_says_in_one_sentence_what_is_wrong(tmp_path, capsys, content, expected) -> None:
    path = tmp_path / "plan.docx"
    if content is not None:
        path.write_bytes(content)

    code = run("read", path)

    captured = capsys.readouterr()
    assert code == 1
    assert captured.out == ""
    assert expected in captured.err


def test_reading_a_file_does_not_load_django(plan) -> None:
    script = f"import sys; from arrimage.commands import reading; reading.read_plan(__import__('pathlib').Path({str(plan)!r})); print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert done.stdout.strip() == "False", done.stderr


def test_unknown_words_are_refused_with_code_2(capsys) -> None:
    assert run("raconte") == 2


def test_help_of_each_command_is_printed(capsys) -> None:
    for name in ("serve", "worker", "read", "import", "export", "demo", "backup", "restore"):
        assert run(name, "--help") == 0
    assert "Exemple : arrimage serve" in capsys.readouterr().out
    assert build_parser().prog == "arrimage"
