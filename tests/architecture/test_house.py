"""The rules of the house that a machine can hold."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/arrimage"
SHARED = Path(os.environ.get("ARRIMAGE_SHARED", ROOT.parent / "shared"))
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<style|<script(?![^>]*\bsrc=)""", re.IGNORECASE
)
ELSEWHERE = re.compile(r"""(?:src|href|action|poster)\s*=\s*["']https?://""", re.IGNORECASE)


def tracked(pattern: str) -> list[Path]:
    done = subprocess.run(["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True)
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).exists()]


def test_templates_hold_no_inline_script_or_style_and_ask_nobody_else() -> None:
    templates = list(SOURCE.rglob("*.html"))

    offenders = [
        str(path.relative_to(ROOT))
        for path in templates
        if INLINE.search(text := path.read_text("utf-8")) or ELSEWHERE.search(text)
    ]

    assert len(templates) > 10
    assert offenders == []


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    sheets = list(SOURCE.rglob("static/**/*.css"))

    offenders = [
        p.name for p in sheets if re.search(r"@import|url\(\s*[\"']?(https?:)?//", p.read_text())
    ]

    assert sheets
    assert offenders == []


def test_no_module_is_named_for_nothing() -> None:
    names = {"utils.py", "helpers.py", "common.py", "misc.py"}

    assert [p.name for p in SOURCE.rglob("*.py") if p.name in names] == []


def test_files_stay_under_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        and (lines := len(path.read_text("utf-8").splitlines())) > 400
    }

    assert long == {}


def test_imports_inside_functions_carry_a_reason() -> None:
    reasons = ("# leaf", "# slow import", "# app ready")
    bare = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in SOURCE.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"\s+(from \S+ )?import ", line)
        and not any(r in line for r in reasons)
        and not line.strip().startswith(("import django", "from .", "import arrimage"))
        and "TYPE_CHECKING" not in path.read_text("utf-8")
    ]

    assert bare == []


def test_no_sentence_of_the_samples_stands_in_the_project() -> None:
    seeds = SHARED / "seeds"
    if not seeds.is_dir():
        pytest.skip("NOT TESTED: no folder of samples beside the checkout")
    lines = {
        re.sub(r"\s+", " ", line).strip()
        for seed in seeds.glob("*.txt")
        for line in seed.read_text("utf-8", errors="ignore").splitlines()
    }
    sentences = [line for line in lines if len(line) > 60]

    found = [
        f"{path.relative_to(ROOT)}: {sentence}"
        for path in tracked("*")
        if path.suffix in {".py", ".md", ".html", ".txt", ".json", ".po", ".toml", ".typ", ".csv"}
        for text in [re.sub(r"\s+", " ", path.read_text("utf-8", errors="ignore"))]
        for sentence in sentences
        if sentence in text
    ]

    assert found == []


def test_no_test_takes_the_day_of_greenwich_for_ours() -> None:
    """In the evening here it is tomorrow there: ``timezone.localdate()`` says the product's day."""
    asks = re.compile(r"date\.today\(\)|datetime\.now\(\)")
    texts = {path: path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py")}

    here = Path(__file__)
    assert [path.name for path, text in texts.items() if asks.search(text) and path != here] == []
