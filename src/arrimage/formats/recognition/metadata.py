"""What a document says about the plan as a whole: title, mission, acronyms, notes."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..document import Anchor, Paragraph, SourceDocument, Table
from ..draft import Note
from ..language import read_update_date
from ..language.lexicon import Lexicon
from ..language.text import normalise
from .headers import find_header
from .lines import squeeze
from .numbering import read_heading

PLAN_WORDS = re.compile(
    r"\bplans? (?:strategique|concerte|quinquennal|triennal|annuel)?\s?(?:et plan )?d'actions?\b"
    r"|\bplan (?:de travail|strategique|d'intervention|de mise en oeuvre|de developpement)\b"
    r"|\bplanification (?:strategique|annuelle)\b|\b(?:action|work|strategic) plan\b"
    r"|\bfeuille de route\b|\bmodele logique\b|\bcadre logique\b|\blogic model\b"
    r"|\btheorie du changement\b"
    r"|\bplans? (?:annuel|biennal|triennal|quinquennal|pluriannuel|operationnel)\b"
)
_UPDATED = re.compile(r"\b(?:mise? a jour|revise|revision|updated?|version du)\b")
_ACRONYM = re.compile(
    r"^(?P<short>[A-ZÀ-Ý][\w&.-]{1,11})\s*(?:[:=–—]|\s-\s)\s*(?P<long>\S.{3,150})$"
)
_ACRONYM_TITLE = re.compile(r"\b(?:sigles?|acronymes?|abreviations?|acronyms?)\b")
_ASIDE_TITLE = re.compile(
    r"\b(?:annexes?|appendi|mandats?|definition|glossaire|lexique|outils? de mesure)\b"
)
_FOOTNOTES_TITLE = re.compile(r"^(?:notes?(?: de bas de page)?|footnotes?)$")
_FOOTNOTE = re.compile(r"^(?P<mark>\d{1,2}|[*†‡]{1,3}|[a-z])[.)]?\s+(?P<text>\S.*)$", re.DOTALL)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?")
_MAIL_HEAD = re.compile(r"^(?:objet|de|a|cc|date|envoye|sujet|subject|from|to|sent)\s*:", re.I)
_LONGEST_TITLE = 18  # words
_FIRST_LINES = 4
_TOP = 25  # passages
_LONGEST_SECTION_TITLE = 14


@dataclass(slots=True)
class Section:
    """A title and the paragraphs under it."""

    title: str
    anchor: Anchor
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs as lines."""
        return "\n".join(squeeze(p.text) for p in self.paragraphs if p.text)


@dataclass(slots=True)
class Surroundings:
    """Everything around the tables of the plan, in the shapes people use."""

    sections: list[Section] = field(default_factory=list)
    pairs: list[tuple[str, str, Anchor]] = field(
        default_factory=list
    )  # «Mission | …», «Mission : …»
    texts: list[tuple[str, Anchor]] = field(default_factory=list)  # every passage, in order
    cover: list[str] = field(default_factory=list)  # lines that stand alone, in order


def read_surroundings(document: SourceDocument, lexicon: Lexicon) -> Surroundings:
    """Split what stands outside the plan's tables into sections and labelled passages."""
    around = Surroundings()
    for block in document.blocks:
        if isinstance(block, Table):
            _read_table(block, around, lexicon)
        elif block.text:
            _read_paragraph(block, around, lexicon)
    for mark, text in document.footnotes:
        around.texts.append((text, Anchor()))
        around.pairs.append((f"Note {mark}", text, Anchor()))
    return around


def _read_paragraph(paragraph: Paragraph, around: Surroundings, lexicon: Lexicon) -> None:
    text = squeeze(paragraph.text)
    around.texts.append((text, paragraph.anchor))
    if text != squeeze(paragraph.anchor.sheet):  # the name of a sheet is no line of a cover
        around.cover.append(text)
    label, separator, value = text.partition(":")
    if separator and value.strip() and len(label.split()) <= 6:
        around.pairs.append((label.strip(), value.strip(), paragraph.anchor))
    level = None if paragraph.list_level else read_heading(text, lexicon)
    if level and (level.number or paragraph.heading):
        around.sections.append(Section("", paragraph.anchor))  # the plan itself: no annex
    elif is_title_like(paragraph):
        around.sections.append(Section(text, paragraph.anchor))
    elif around.sections:
        around.sections[-1].paragraphs.append(paragraph)


def is_title_like(paragraph: Paragraph) -> bool:
    """A heading, or a short bold line outside lists."""
    if paragraph.heading:
        return True
    text = paragraph.text
    short = len(text.split()) <= _LONGEST_SECTION_TITLE and not text.endswith((".", ";"))
    capitals = text.isupper() and len(text) > 4
    return short and not paragraph.list_level and (paragraph.is_bold or capitals)


def _read_table(table: Table, around: Surroundings, lexicon: Lexicon) -> None:
    grid = table.grid()
    for index, row in enumerate(table.rows):
        if find_header(table, grid, index, lexicon):
            return
        said = [cell for cell in row if cell.text]
        for line in said[0].paragraphs if 0 < len(said) < 3 else []:
            around.texts += [(squeeze(line.text), said[0].anchor)] if line.text else []
        if len(said) == 2 and len(said[0].text.split()) <= 6:
            around.pairs.append((said[0].text.rstrip(" :"), said[1].text, said[0].anchor))
            around.texts.append((squeeze(said[1].text), said[1].anchor))
        elif len(said) == 1:
            around.cover += [squeeze(line.text) for line in said[0].paragraphs if line.text]
            label, separator, value = squeeze(said[0].text).partition(":")
            if separator and len(label.split()) <= 6 and value.strip():
                around.pairs.append((label.strip(), value.strip(), said[0].anchor))


# ------------------------------------------------------------------ title, dates, mission


def find_title(document: SourceDocument, around: Surroundings) -> str:
    """The first passage that calls itself a plan; else the first heading; else the properties."""
    tops = around.texts[:_TOP]
    said = [
        text
        for text, _ in tops
        if PLAN_WORDS.search(normalise(text))
        and is_short_title(text)
        and not _MAIL_HEAD.match(normalise(text))
    ]
    first = next((p for p in document.paragraphs() if p.text), None)
    dated = first is not None and first.heading == 1 and bool(_YEAR.search(first.text))
    if first and dated and said and not _YEAR.search(said[0]):
        return squeeze(first.text)
    if said:
        fuller = (text for text in said[1:] if _says_again(text, said[0]))
        return said[0] if _YEAR.search(said[0]) else next(filter(_YEAR.search, fuller), said[0])
    for paragraph in document.paragraphs():
        if paragraph.heading == 1 and paragraph.text:
            return squeeze(paragraph.text)
    properties = dict(document.properties)
    lines = (text for text in around.cover[:_FIRST_LINES] if len(text.split()) > 2)
    years = (text for text in lines if _YEAR.search(text) and is_short_title(text))
    return squeeze(properties.get("title", "")) or next(years, "")


def _says_again(text: str, title: str) -> bool:
    """Whether a passage is the title and more, or all of its own words but the years."""
    bare = _YEARS.sub("", normalise(text)).strip()
    return normalise(text).startswith(normalise(title)) or bare in normalise(title)


def is_short_title(text: str) -> bool:
    """Whether a passage is short enough, and ends like a title."""
    return len(text.split()) <= _LONGEST_TITLE and not text.endswith((".", ";", ":"))


def find_update(around: Surroundings) -> dt.date | None:
    """The day the document says it was last brought up to date."""
    labelled = (value for label, value, _ in around.pairs if _UPDATED.search(normalise(label)))
    short = (text for text, _ in around.texts[:_TOP] if len(text.split()) <= _LONGEST_TITLE)
    said = itertools.chain((f"Mise à jour : {value}" for value in labelled), short)
    return next(filter(None, map(read_update_date, said)), None)


def find_passage(around: Surroundings, *words: str) -> str:
    """What stands beside or under a label such as «Mission»."""
    pattern = re.compile(
        rf"^(?:\d+\s*[.)-]\s*)?(?:notre |nos |la |les |our )?(?:{'|'.join(words)})\b"
    )
    for label, value, _ in around.pairs:
        if pattern.match(normalise(label)) and len(value.split()) > 2:
            return squeeze(value)
    for section in around.sections:
        title = normalise(section.title)
        if pattern.match(title) and len(title.split()) <= 8 and section.paragraphs:
            return squeeze(section.paragraphs[0].text)
    return ""


def find_values(around: Surroundings) -> tuple[str, ...]:
    """The values, as a list under their title or as words separated by commas."""
    for section in around.sections:
        if re.match(r"^(?:nos |les |our )?val(?:eurs|ues)\b", normalise(section.title)):
            items = [squeeze(p.text).rstrip(" ;.") for p in section.paragraphs if p.list_level]
            if items:
                return tuple(items)
    return tuple(_split_list(find_passage(around, "valeurs", "values")))


def _split_list(text: str) -> Iterable[str]:
    pieces = re.split(r"\s*;\s*" if ";" in text else r",\s+", text.rstrip("."))
    return (piece.strip() for piece in pieces if piece.strip())


def find_general_objective(around: Surroundings) -> str:
    """«Objectif général : …»."""
    return find_passage(
        around, "objectif (?:general|global|principal)", "but (?:general|global)",
        "(?:general|overall) objective", "overall goal",
    )  # fmt: skip


# ------------------------------------------------------------------ acronyms, notes


def find_acronyms(around: Surroundings) -> tuple[tuple[str, str], ...]:
    """Acronyms spelled out in a list that says it is one."""
    found: dict[str, str] = {}
    for section in around.sections:
        if _ACRONYM_TITLE.search(normalise(section.title)):
            _add_acronyms(found, [squeeze(p.text) for p in section.paragraphs])
    announced = any(_ACRONYM_TITLE.search(normalise(text)) for text, _ in around.texts)
    if announced:
        _add_acronyms(found, [f"{label} : {value}" for label, value, _ in around.pairs])
    return tuple(found.items())


def _add_acronyms(found: dict[str, str], texts: Iterable[str]) -> None:
    for text in texts:
        match = _ACRONYM.match(text)
        if match and sum(c.isupper() for c in match["short"]) >= 2:
            found.setdefault(match["short"], match["long"].strip())


def find_footnotes(document: SourceDocument, around: Surroundings) -> tuple[tuple[str, str], ...]:
    """The document's own footnotes, else the list of them that «Notes» announces."""
    passages = [(s.title, [p.text for p in s.paragraphs]) for s in around.sections]
    passages += [(label, text.split("\n")) for label, text, _ in around.pairs]
    listed = (_footnotes(title, lines) for title, lines in passages)
    return document.footnotes or next(filter(None, listed), ())


def _footnotes(title: str, lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Mark and text of each line, or nothing when the passage is not a list of footnotes."""
    found = [_FOOTNOTE.match(squeeze(line)) for line in lines if line]
    if not _FOOTNOTES_TITLE.match(normalise(title)) or None in found:
        return ()
    return tuple((match["mark"], match["text"]) for match in found if match)


def find_notes(around: Surroundings, plan_ends: int) -> tuple[Note, ...]:
    """Annexes, mandates and definitions, and every titled passage after the plan's last table."""
    notes: list[Note] = []
    for section in around.sections:
        title = normalise(section.title)
        after = bool(plan_ends) and (section.anchor.block or 0) > plan_ends
        if not title or not section.paragraphs or _ACRONYM_TITLE.search(title):
            continue
        if _footnotes(section.title, [p.text for p in section.paragraphs]):
            continue
        if after or _ASIDE_TITLE.search(title):
            notes.append(Note(section.title, section.text, section.anchor))
    return tuple(notes)
