"""From the lines of one cell to the values of one element."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ..draft import AssignmentDraft, Column, IndicatorDraft, ResultDraft, TargetDraft
from ..language import read_target
from ..language.lexicon import Lexicon
from ..language.people import read_people
from ..language.references import read_references, strip_links
from ..language.text import normalise
from ..language.timeframes import is_timeframe
from .doubts import doubt_about
from .lines import Line, join_wrapped, visible
from .marks import years_in_words
from .nodes import Node
from .numbering import split_code
from .plain_model import is_unfinished

_NATURE = re.compile(r"^(?P<nature>MO|R)\s*[=:]\s*", re.I)
_YEAR_LABEL = re.compile(r"^(?P<label>ans?[ \u00a0]\d(?:\s*(?:et|ou|à|-|,)\s*\d)?)\s*:\s*\S", re.I)
_BEGINS = re.compile(r"^(?:date (?:de |du )?)?(?:debut|start|from)\b")
_ENDS = re.compile(
    r"^(?:date (?:de |du |d')?|target |planned )?(?:fin|end|to|due|completion|deadline|echeance)\b"
)
_LABEL_WORDS = 3
_NAME_WORDS = 6
_GROUP_INSIDE = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<inside>[^()]+)\)$")


def fill(node: Node, column: Column, lines: Sequence[Line], lexicon: Lexicon) -> None:
    """Add what the lines of a column say to an element."""
    kept = visible(lines)
    if not kept:
        return
    field = column.field
    if field in ("responsible", "collaborator"):
        add_people(node, kept, field)
    elif field == "timeframe":
        _add_times(node, kept, column)
    elif field == "result":
        _add_results(node, kept, column, lexicon)
    elif field in ("indicator", "target"):
        if field == "indicator" or not _add_targets(node, kept):
            _add_indicators(node, kept)
    else:
        _add_plain(node, column, kept)
    _add_references(node, " ".join(line.text for line in kept))


def _add_plain(node: Node, column: Column, lines: Sequence[Line]) -> None:
    text = "\n".join(line.text for line in lines)
    if column.field == "cost":
        node.cost = _joined(node.cost, text)
    elif column.field == "priority":
        node.priority = _joined(node.priority, text)
    elif column.field == "kind":
        node.kind = node.kind or _kind(text)
        if not node.kind:
            node.extra.append((column.header, text))
    elif column.field == "note":
        node.notes.append(text)
    elif column.field == "reference":
        _add_references(node, f"voir {text}")
    elif column.field == "unknown":
        node.extra.append((column.header, text))


def _joined(known: str, text: str) -> str:
    return f"{known}\n{text}" if known and text != known else text


def _kind(text: str) -> str:
    folded = normalise(text)
    if folded.startswith("princip") or folded == "p":
        return "principal"
    return "secondary" if folded.startswith("second") or folded == "s" else ""


def _add_references(node: Node, text: str) -> None:
    for reference in read_references(text):
        if all(reference.number != known.number for known in node.references):
            node.references.append(reference)


def add_references(node: Node, text: str) -> None:
    """Add the references found in a text to an element."""
    _add_references(node, text)


# ------------------------------------------------------------------ people


def add_people(
    node: Node, lines: Sequence[Line], role: Literal["responsible", "collaborator"]
) -> None:
    """Add the names of a cell; one line is one name unless it is plainly a list."""
    for text in _names_by_line(lines):
        people, times = part_times(_people(text))
        node.timeframe_lines += times
        for person in people:
            draft = replace(person, role="collaborator") if role == "collaborator" else person
            if all(normalise(draft.name) != normalise(known.name) for known in node.assignments):
                node.assignments.append(draft)


def part_times(
    people: Sequence[AssignmentDraft],
) -> tuple[list[AssignmentDraft], list[str]]:
    """The people, and the dates written among them: «Léa, février 2027»."""
    dated = [any(c.isdigit() for c in p.name) and is_timeframe(p.name) for p in people]
    times = [person.name for person, is_time in zip(people, dated, strict=True) if is_time]
    return [p for p, is_time in zip(people, dated, strict=True) if not is_time], times


def _names_by_line(lines: Sequence[Line]) -> list[str]:
    """One text per line, a line that plainly ends in mid-phrase joined to the next."""
    texts: list[str] = []
    for line in lines:
        if texts and is_unfinished(texts[-1]) and not texts[-1].rstrip().endswith(","):
            texts[-1] = f"{texts[-1]} {line.text}"
        else:
            texts.append(line.text)
    return texts


def _people(text: str) -> list[AssignmentDraft]:
    text = strip_links(text)
    people = list(read_people(text))
    listed = all(len(person.name.split()) <= _NAME_WORDS for person in people)
    one_role = len({person.role for person in people}) < 2
    inside = any(":" in person.name for person in people)
    if len(people) > 1 and one_role and (inside or not listed):
        people = [AssignmentDraft(" ".join(text.split()), people[0].role)]
    return [part for person in people for part in _group_inside(person)]


def _group_inside(person: AssignmentDraft) -> list[AssignmentDraft]:
    """«Conseillère (membres du comité)» names two; «Conseillères (2)» and «(diffusion)» do not."""
    match = _GROUP_INSIDE.match(person.name)
    if not match or len(match["inside"].split()) < 3 or "," in match["inside"]:
        return [person]
    return [replace(person, name=match["name"]), replace(person, name=match["inside"])]


# ------------------------------------------------------------------ time, results, indicators


def _add_times(node: Node, lines: Sequence[Line], column: Column) -> None:
    """Add échéances; the columns «Début» and «Fin» make one range."""
    texts = [line.text for line in lines]
    folded = normalise(column.header)
    if len(texts) == 1 and _ENDS.match(folded) and node.begins:
        node.timeframe_lines[-1] = f"{node.begins} – {texts[0]}"
        node.begins = ""
        return
    node.timeframe_lines += texts
    if len(texts) == 1 and _BEGINS.match(folded):
        node.begins = texts[0]


def _add_results(node: Node, lines: list[Line], column: Column, lexicon: Lexicon) -> None:
    year = int(column.key) if column.key.isdigit() else None
    lines = _nest_under_plain(_without_label(lines, node, lexicon))
    for line in lines:
        text = split_code(line.text)[1] if split_code(line.text)[0] == node.number else line.text
        if nature := _NATURE.match(text):
            _append_indicator(node, text[nature.end() :], nature["nature"].upper())
        elif line.depth > 1 and node.results:
            last = node.results[-1]
            node.results[-1] = replace(last, sub_items=(*last.sub_items, text))
        elif _is_time_alone(text, lexicon) and not node.results:
            _move_to_time(node, text)
        elif _completes(node, line, text):
            node.results[-1] = replace(node.results[-1], text=f"{node.results[-1].text} {text}")
        else:
            node.results.append(_result(node, text, year))


def _nest_under_plain(lines: list[Line]) -> list[Line]:
    """Items between plain lines, or under a line that ends with a colon, detail that line."""
    plain = [rank for rank, line in enumerate(lines) if not line.depth]
    mixed = len(plain) > 1 and plain[-1] > plain[0] + 1
    nested: list[Line] = []
    under = False
    for line in lines:
        if line.depth == 0:
            under = mixed or line.text.endswith(":")
        nested.append(replace(line, depth=2) if line.depth == 1 and under else line)
    return nested


def _completes(node: Node, line: Line, text: str) -> bool:
    if not node.results or line.depth or not text[:1].islower():
        return False
    return not node.results[-1].sub_items and not node.results[-1].text.endswith((".", ";", ":"))


def _result(node: Node, text: str, year: int | None) -> ResultDraft:
    labelled = _YEAR_LABEL.match(text)
    if labelled:
        node.timeframe_lines.append(labelled["label"])
        years = years_in_words(labelled["label"])
        year = years[0] if len(years) == 1 else year
    return ResultDraft(text, year)


def _without_label(lines: list[Line], node: Node, lexicon: Lexicon) -> list[Line]:
    """«2.1.1 Veille» above a list is a label, not a result."""
    first = lines[0]
    listed = len(lines) > 1 and all(line.depth for line in lines[1:])
    short = len(first.text.split()) <= _LABEL_WORDS and not first.text.endswith((".", ":"))
    is_time = _is_time_alone(first.text, lexicon)
    if node.number and not first.depth and listed and short and not is_time:
        node.notes.append(first.text)
        return lines[1:]
    return lines


def _is_time_alone(text: str, lexicon: Lexicon) -> bool:
    folded = normalise(text).rstrip(" .;:,")
    return folded in lexicon.phrases("time") or folded in lexicon.phrases("frequencies")


def _move_to_time(node: Node, text: str) -> None:
    node.timeframe_lines.append(text)
    node.doubt(doubt_about("row_to_check", text, form="other", severity="info", text=text))


def _add_targets(node: Node, lines: Sequence[Line]) -> bool:
    """One target beside each indicator, or several lines beside the only one."""
    texts = [line.text for line in lines]
    if len(node.indicators) == 1:
        texts = [" ; ".join(texts)]
    if not node.indicators or len(texts) != len(node.indicators):
        return False
    for rank, text in enumerate(texts):
        target = replace(read_target(text) or TargetDraft(None), text=text)
        node.indicators[rank] = replace(node.indicators[rank], target=target)
    return True


def _add_indicators(node: Node, lines: list[Line]) -> None:
    natured = any(_NATURE.match(line.text) for line in lines)
    natured = natured or any(indicator.nature for indicator in node.indicators)
    for line in join_wrapped(lines):
        nature = _NATURE.match(line.text)
        text = line.text[nature.end() :] if nature else line.text
        if node.indicators and (line.depth > 1 or (not nature and natured)):
            last = node.indicators[-1]
            node.indicators[-1] = replace(last, text=f"{last.text} {text}")
        else:
            _append_indicator(node, text, nature["nature"].upper() if nature else "")


def _append_indicator(node: Node, text: str, nature: str) -> None:
    if text.strip():
        known: Literal["MO", "R", ""] = "MO" if nature == "MO" else "R" if nature == "R" else ""
        node.indicators.append(IndicatorDraft(text.strip(), known))
