"""Every sentence marked in code and templates has its English, and nothing is stale.

The French is in the code. Sentences are found by Python's parser and by Django's template lexer:
gettext's own tools are not needed. After editing a `.po`, run this with `--compile`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1] / "src/arrimage"
ENGLISH = ROOT / "locale/en/LC_MESSAGES/django.po"
FRENCH = ROOT / "locale/fr/LC_MESSAGES/django.po"  # for plurals: in French, zero is singular
MARKER = re.compile(r"_|(n?)(p?)gettext(?:_lazy|_noop)?")
CALL = re.compile(r"(?<!\w)(?:_|n?p?gettext)\(")
BREAKABLE = re.compile(r"(?<=\S) [;:?!»]|« ")  # French holds these together with U+00A0


class Sentence(NamedTuple):
    context: str | None
    text: str
    plural: str | None = None


class Unreadable(Exception):
    """A marked sentence is not written as one plain string."""


def in_code(source: str) -> Iterator[Sentence]:
    """Sentences marked by a call: `_("…")`, `ngettext("…", "…", n)`, `pgettext("…", "…")`."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if marker := MARKER.fullmatch(name):
            yield from _marked(call, plural=bool(marker[1]), context=bool(marker[2]))


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
        with suppress(SyntaxError):
            ast.parse(call)
            return call
    raise Unreadable(text[start : start + 80])


def sentences() -> dict[Sentence, str]:
    """Each sentence, and the first file that shows it."""
    found: dict[Sentence, str] = {}
    for path in sorted([*ROOT.rglob("*.py"), *ROOT.rglob("templates/**/*.*")]):
        if "migrations" in path.parts:
            continue
        read = in_code if path.suffix == ".py" else in_template
        try:
            for sentence in read(path.read_text(encoding="utf-8")):
                found.setdefault(sentence, str(path.relative_to(ROOT)))
        except Unreadable as error:
            sys.exit(f"{path.relative_to(ROOT)}: not one plain string: {error}")
    return found


def problems(wanted: dict[Sentence, str]) -> Iterator[str]:
    """What a person must do before both languages are complete, one line each."""
    for (_context, *texts), file in wanted.items():
        for text in filter(BREAKABLE.search, filter(None, texts)):
            yield f"fr: a space that may break a line: {text!r} ({file})"
    for path in (ENGLISH, FRENCH):
        language = path.parts[-3]
        entries = polib.pofile(str(path))
        known = {(e.msgctxt, e.msgid): e for e in entries}
        for (context, text, plural), file in wanted.items():
            entry = known.get((context, text))
            if path == FRENCH and not plural:
                continue
            if entry is None or not entry.translated():
                yield f"{language}: not translated: {text!r} ({file})"
            elif plural and entry.msgid_plural != plural:
                yield f"{language}: another plural: {plural!r} ({file})"
        yield from (f"{language}: fuzzy: {e.msgid!r}" for e in entries if e.fuzzy)
        if path == ENGLISH:  # the French file also holds sentences of libraries
            asked = {(sentence.context, sentence.text) for sentence in wanted}
            yield from (
                f"{language}: stale: {text!r}" for _, text in sorted(known.keys() - asked, key=str)
            )
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != entries.to_binary():
            yield f"{language}: django.mo is not django.po: run translations.py --compile"


def main(arguments: list[str]) -> int:
    if "--compile" in arguments:
        for path in (ENGLISH, FRENCH):
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    found = list(problems(sentences()))
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
