"""``arrimage read``: what a document holds, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from arrimage.core.reasons import reason
from arrimage.formats.doctor import examine
from arrimage.formats.document import UnreadableDocument
from arrimage.formats.draft import ElementDraft, Issue, PlanDraft, Reading
from arrimage.formats.interchange import to_json
from arrimage.formats.language.lexicon import Lexicon, LexiconError
from arrimage.formats.readers import read_document
from arrimage.formats.recognition import recognise


def read(arguments: argparse.Namespace) -> int:
    """Print the outline, the counts and the issues; 1 when the file holds no plan."""
    try:
        reading = read_plan(arguments.file, arguments.lexicon)
    except OSError as error:
        path = error.filename or arguments.file
        return _fail(f"{path} ne peut pas être ouvert ({reason(error)}).")
    except (UnreadableDocument, LexiconError) as error:
        return _fail(str(error))
    if reading.draft is None:
        return _fail(reading.refusal)
    print(outline(reading.draft))
    issues = (*reading.issues, *examine(reading.draft))
    print(issues_text(issues, {e.key: e for e in reading.draft.walk()}))
    return _write(reading.draft, arguments.json) if arguments.json else 0


def _write(draft: PlanDraft, target: Path) -> int:
    text = json.dumps(to_json(draft), ensure_ascii=False, indent=1)
    try:
        target.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        return _fail(f"{target} n’a pas pu être écrit ({reason(error)}) ; nommez un autre fichier.")
    return 0


def read_plan(path: Path, lexicon: Path | None = None) -> Reading:
    """Both stages on one file."""
    words = Lexicon.with_file(lexicon) if lexicon else Lexicon.default()
    return recognise(read_document(path.read_bytes(), path.name), words)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def outline(draft: PlanDraft) -> str:
    """The tree with its numbers, then how much of each there is."""
    head = [draft.title or "(sans titre)", draft.organization, _period(draft)]
    lines = [" · ".join(part for part in head if part), ""]
    lines += [_line(element) for element in draft.walk()]
    return "\n".join([*lines, "", _counts(draft), ""])


def _period(draft: PlanDraft) -> str:
    if draft.period is None:
        return ""
    start, end = draft.period.start, draft.period.end
    return f"{start or '…'} à {end or '…'}"


def _line(element: ElementDraft) -> str:
    title = f"{element.number} {element.title}".strip() or "(sans titre)"
    return "  " * element.level + title


def _counts(draft: PlanDraft) -> str:
    elements = list(draft.walk())
    levels = Counter(element.level for element in elements)
    parts = [f"{levels[rank]} × {level.name}" for rank, level in enumerate(draft.levels)]
    parts += [
        f"{sum(len(e.indicators) for e in elements)} × indicateur",
        f"{sum(len(e.results) for e in elements)} × résultat attendu",
        f"{sum(bool(e.assignments) for e in elements)} avec responsable",
        f"{sum(bool(e.timeframes or e.years_marked) for e in elements)} avec échéance",
    ]
    return ", ".join(parts)


def issues_text(issues: tuple[Issue, ...], elements: dict[str, ElementDraft]) -> str:
    """The issues, one a line, doubts and errors with the element they are about."""
    if not issues:
        return "Aucun doute."
    lines = [f"{len(issues)} à vérifier :"]
    for issue in issues:
        element = elements.get(issue.element)
        about = f"{element.number or element.title[:40]} : " if element else ""
        quote = f" « {issue.quote} »" if issue.quote else ""
        lines.append(f"- {about}{issue.message}{quote}")
    return "\n".join(lines)
