"""Every sentence marked in code and templates has its English, and nothing is stale.

The French is in the code. Sentences are found by Python's parser and by Django's template lexer:
gettext's own tools are not needed. After editing a `.po`, run this with `--compile`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1] / "src/arrimage"
ENGLISH = ROOT / "locale/en/LC_MESSAGES/django.po"
FRENCH = ROOT / "locale/fr/LC_MESSAGES/django.po"  # for plurals: in French, zero is singular
MARKER = re.compile(r"_|(n?)(p?)gettext(?:_lazy|_noop)?")
CALL = re.compile(r"(?<!\w)(?:_|n?p?gettext)\(")


class Sentence(NamedTuple):
    context: str | None
    text: str
    plural: str | None = None


class Unreadable(Exception):
    """A marked sentence is not written as one plain string."""


def in_code(source: str) -> Iterator[Sentence]:
    """Sentences marked by a call: `_("…")`, `ngettext("…", "…", n)`, `pgettext("…", "…")`."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if marker := MARKER.fullmatch(name):
            yield from _marked(node, plural=bool(marker[1]), context=bool(marker[2]))


def _marked(call: ast.Call, *, plural: bool, context: bool) -> Iterator[Sentence]:
    wanted = call.args[: 1 + plural + context]
    if any(isinstance(arg, ast.JoinedStr | ast.BinOp) for arg in wanted):
        raise Unreadable(f"line {call.lineno}: {ast.unparse(call)}")
    words = [arg.value for arg in wanted if isinstance(arg, ast.Constant)]
    if len(words) == 1 + plural + context:  # else a variable, marked where it is written
        where = words.pop(0) if context else None
        yield Sentence(where, *words)


def in_template(source: str) -> Iterator[Sentence]:
    """Django turns a template into calls with masked text between them; each call is read alone."""
    text = templatize(source)
    for start in (match.start() for match in CALL.finditer(text)):
        yield from in_code(_call_at(text, start))


def _call_at(text: str, start: int) -> str:
    """The shortest readable call that starts here: a sentence may hold parentheses."""
    for end in (match.end() for match in re.finditer(r"\)", text[start:])):
        call = text[start : start + end]
        try:
            ast.parse(call)
        except SyntaxError:
            continue
        return call
    raise Unreadable(text[start : start + 80])


def sentences() -> dict[Sentence, str]:
    """Each sentence, and the first file that shows it."""
    found: dict[Sentence, str] = {}
    for path in sorted([*ROOT.rglob("*.py"), *ROOT.rglob("*.html"), *ROOT.rglob("*.txt")]):
        if "migrations" in path.parts or not {"templates", path.suffix} & {"templates", ".py"} & {
            *path.parts,
            path.suffix,
        }:
            continue
        read = in_code if path.suffix == ".py" else in_template
        for sentence in read(path.read_text(encoding="utf-8")):
            found.setdefault(sentence, str(path.relative_to(ROOT)))
    return found


def catalogue(path: Path) -> dict[tuple[str | None, str], polib.POEntry]:
    return {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path))}
