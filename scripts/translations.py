"""Every sentence marked in code and templates has its English, and nothing is fuzzy.

The French is in the code; gettext's tools are not needed: sentences are found by Django's own
template lexer and by Python's parser.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path("src/arrimage")
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "gettext_noop"}


def in_code(source: str) -> Iterator[str]:
    """First plain string of each call that marks a sentence."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[1 if name == "pgettext" and len(node.args) > 1 else 0]
            if name in MARKERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def sentences() -> set[str]:
    found: set[str] = set()
    for path in ROOT.rglob("*.py"):
        if "migrations" not in path.parts:
            found.update(in_code(path.read_text(encoding="utf-8")))
    for path in ROOT.rglob("*.html"):
        found.update(in_template(path.read_text(encoding="utf-8")))
    return found


def in_template(source: str) -> Iterator[str]:
    """Django turns a template into lines of calls; each line is read alone."""
    for line in templatize(source).splitlines():
        for start in (i for i in range(len(line)) if line.startswith(("gettext(", "ngettext(", "pgettext("), i)):
            yield from _call_at(line, start)


def _call_at(line: str, start: int) -> Iterator[str]:
    for end in (i + 1 for i, char in enumerate(line) if char == ")" and i > start):
        try:
            tree = ast.parse(line[start:end].replace("u'", "'").strip())
        except SyntaxError:
            continue
        yield from in_code(ast.unparse(tree))
        return


def main() -> int:
    known = {e.msgid: e for e in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    wanted = {s.strip("\n") for s in sentences()}
    missing = sorted(s for s in wanted if s not in known or not (known[s].translated()))
    fuzzy = sorted(s for s, e in known.items() if e.fuzzy)
    for sentence in missing:
        print(f"no English: {sentence!r}")
    for sentence in fuzzy:
        print(f"fuzzy: {sentence!r}")
    return 1 if missing or fuzzy else 0


sys.exit(main())
