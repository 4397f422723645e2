"""Amendments and comparisons as Word and PDF: the same words as on the screen, one table a part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _

from arrimage.formats.draft import Column
from arrimage.formats.wordings import Piece
from arrimage.formats.writers.cells import Line, Mark
from arrimage.formats.writers.composition import (
    Block,
    Cell,
    Composition,
    HeadingBlock,
    TableBlock,
    TextBlock,
)
from arrimage.plans.models import Plan
from arrimage.plans.said import say_day

from . import phrases
from .amendments import Amendment, LineChange
from .comparing import Compared, PlanComparison
from .then import PlanThen
from .wordings import WordingChange

PaperFormat = Literal["docx", "pdf"]
Row = tuple[Cell, ...]


def written(composition: Composition, format: PaperFormat) -> bytes:
    """The bytes of the file."""
    if format == "docx":
        from arrimage.formats.writers.docx import write_docx  # slow import

        return write_docx(composition)
    from arrimage.formats.writers.pdf import write_pdf  # slow import

    return write_pdf(composition)


def plan_paper(then: PlanThen, format: PaperFormat) -> bytes:
    """A plan as it was, in the layout of its source, with its states; dated of that day."""
    from arrimage.formats import writers  # slow import

    label = _("Tel qu’il était le %(day)s") % {"day": say_day(then.day)}
    title = f"{then.draft.title} ({label})"
    return writers.write(replace(then.draft, title=title), format, with_status=True)


def comparison_paper(plan: Plan, comparison: PlanComparison) -> Composition:
    """A comparison, part by part."""
    body: list[Block] = []
    if comparison.frame:
        rows = [_row("", change) for change in comparison.frame]
        body += [_heading(_("Plan"), str(phrases.FRAME_TITLE)), _table(rows)]
    for part in comparison.parts:
        rows = [row for line in part.lines for row in _compared(line, part.key)]
        body += [_heading(part.title, part.counted), _table(rows)]
    if comparison.is_same:
        body.append(TextBlock((Line(_("Rien n’a changé entre ces deux moments.")),)))
    said = {"before": comparison.before.moment.label, "after": comparison.after.moment.label}
    return _paper(plan, _("Ce qui a changé"), _("%(before)s → %(after)s") % said, body)


def amendments_paper(plan: Plan, since: str, amendments: Iterable[Amendment]) -> Composition:
    """The amendments, each under its day, with its reason."""
    body: list[Block] = []
    for amendment in amendments:
        body.append(_heading(say_day(amendment.day), amendment.who or "Arrimage"))
        said = _("Motif\u00a0: %(reason)s") % {"reason": amendment.reason}
        body.append(TextBlock((Line(said if amendment.reason else _("Sans motif")),)))
        rows = [_row("", change) for change in amendment.frame]
        rows += [row for line in amendment.lines for row in _amended(line)]
        body.append(_table(rows))
    if not body:
        body.append(TextBlock((Line(_("Aucun amendement depuis cette adoption.")),)))
    return _paper(plan, _("Amendements"), since, body)


def _paper(plan: Plan, title: str, said: str, body: Iterable[Block]) -> Composition:
    return Composition(
        title=f"{title}, {plan.title}",
        organization=str(plan.organization),
        period=said,
        updated="",
        landscape=True,
        before=(),
        body=tuple(body),
        after=(),
        date=timezone.localdate(),
    )


def _heading(label: str, text: str) -> HeadingBlock:
    return HeadingBlock(1, text, label.replace("\u00a0", " "))


def _table(rows: Iterable[Row]) -> TableBlock:
    columns = (
        Column(_("Ligne"), "action", width=2.2),
        Column(_("Ce qui change"), "note", width=1.0),
        Column(_("Avant"), "result", width=2.4),
        Column(_("Après"), "result", width=2.4),
    )
    every = tuple(rows)
    return TableBlock(columns, every, ("",) * len(every))


def _row(line: str, change: WordingChange) -> Row:
    return (
        Cell((Line(line),) if line else ()),
        Cell((Line(change.label),)),
        Cell(_lines(change.before, "gone")),
        Cell(_lines(change.after, "new")),
    )


def _compared(line: Compared, part: str) -> Iterable[Row]:
    named = f"{line.number} {line.title}".strip()
    if not line.changes:
        under = _("Sous %(line)s") % {"line": line.under} if line.under else ""
        place = Cell((Line(under),) if under else ())
        places = (place, Cell()) if part == "gone" else (Cell(), place)
        yield (Cell((Line(named),)), Cell((Line(line.level),)), *places)
    for rank, change in enumerate(line.changes):
        yield _row("" if rank else named, change)


def _amended(line: LineChange) -> Iterable[Row]:
    named = f"{line.number} {line.title}".strip()
    if not line.changes:
        kind = (Line(str(phrases.LINE_KINDS[line.kind])),)
        yield (Cell((Line(named),)), Cell(kind), Cell(), Cell())
    for rank, change in enumerate(line.changes):
        yield _row("" if rank else named, change)


def _lines(pieces: Iterable[Piece], mark: Mark) -> tuple[Line, ...]:
    """One line for each line of the text, with what differs marked in it."""
    lines: list[list[tuple[str, Mark]]] = [[]]
    for piece in pieces:
        for rank, text in enumerate(piece.text.split("\n")):
            if rank:
                lines.append([])
            if text:
                lines[-1].append((text, mark if piece.is_changed else ""))
    return tuple(Line("".join(text for text, _mark in line), pieces=tuple(line)) for line in lines)
