"""What a stacked document teaches about itself: its people, its bullets, its marks, its widths."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from .plain_model import TextLine, fold, is_unfinished, join, tidy
from .stacked_header import Field, Header
from .stacked_joins import Pairs, seen_pairs
from .stacked_rows import Piece, Row

_INDICATOR = re.compile(
    r"(?:le |les |un |la |l[’'] ?)?(?:nombre|Nbre|Nb|Taux|Hausse|Augmentation|Baisse|Diminution|"
    r"Pourcentage|Proportion|Niveau|Degr[ée]|Diversit[ée]|Fr[ée]quence|Quantit[ée]|Indice|Ratio|"
    r"number|percentage|rate|increase|level)\b|%\s",
    re.I,
)
_PEOPLE_WORDS = re.compile(
    r"(?:direct(?:ion|eur|rice)|responsables?|coordonn\w+|coordination|agent|conseil|comite|membres?|"
    r"equipe|partenaires?|president|presidence|contractuel|animat(?:eur|rice)|format(?:eur|rice)|experts?|"
    r"collaborat|charge|permanence|table|adjoint|secretariat|benevoles?|intervenant|tous|toutes|"
    r"employe|organisateur|organisatrice|gestionnaire|regroupement|organisme|consultant|stagiaire|"
    r"director|coordinator|manager|staff|board|committee|team|volunteer|partner)"
)
_BODY = re.compile(
    r"(?:association|bibliotheque|bureau|centre|chambre|club|cooperative|ecole|federation|"
    r"fondation|ministere|municipalite|office|reseau|service|societe|ville)s?\b"
)
_LETTER_GLYPH = re.compile(r"^([eo¢*•])\s+(?=[A-ZÀ-Ý\d|«'’])")
_SIGN_GLYPH = re.compile(r"^\s*([-–•·▪▫■□◦●❖➢➤►✓¢*\uf0b7\uf0a7§])\s+(?=\S)")
_LONGEST_NAME = 60
_SYSTEMATIC = 0.6
_USUAL = 0.8  # share of rows whose title is not mixed with other columns


@dataclass(slots=True)
class Style:
    """``gap``: how many spaces stand for the empty year cells (0: none do)."""

    order: list[Field]
    gap: int = 0
    left: frozenset[Field] = frozenset()
    right: frozenset[Field] = frozenset()
    marks: frozenset[str] = frozenset()
    glyphs: str = ""
    names: dict[str, str] = field(default_factory=dict)  # folded → printed
    beginnings: set[str] = field(default_factory=set)  # folded first lines of the names
    title_width: int = 0
    objective_width: int = 0
    pairs: Pairs = frozenset()  # neighbouring words of the lines of one column

    def mark_of(self, text: str) -> tuple[str, str]:
        """«MO = …» → its mark and the rest."""
        match = re.match(r"^([A-Z]{1,3})\s*=\s*", text)
        if match and match[1] in self.marks:
            return match[1], text[match.end() :]
        return "", text

    def bullet_of(self, text: str) -> tuple[str, str]:
        """The list mark at the head of a text, letters that a scan made of dots included."""
        match = _SIGN_GLYPH.match(text)
        if not match:
            match = re.match(rf"^([{self.glyphs}])\s+(?=\S)", text) if self.glyphs else None
        return (match[1], text[match.end() :]) if match else ("", text)

    def is_name(self, text: str) -> bool:
        """True for a whole name of the document's own list."""
        return fold(text) in self.names

    def starts_with(self, text: str, name: str) -> bool:
        """True when a text starts with that (folded) name, as whole words."""
        folded = fold(text)
        return folded == name or folded.startswith(name + " ")

    def begins_name(self, text: str) -> bool:
        """True for the first words of one of those names."""
        folded = fold(text)
        return any(name.startswith(folded + " ") for name in self.names)

    def completed(self, text: str) -> str:
        """The one name of the document that a cut text begins or ends, else the text itself."""
        folded = fold(text)
        if folded in self.names:
            return text
        whole = [n for n in self.names if n.startswith(folded + " ") or n.endswith(" " + folded)]
        return self.names[whole[0]] if len(whole) == 1 else text

    def rest_of_name(self, text: str) -> str:
        """What is missing of the one name that a text begins, folded; else ""."""
        folded = fold(text)
        rests = [n[len(folded) + 1 :] for n in self.names if n.startswith(folded + " ")]
        return rests[0] if len(rests) == 1 and folded not in self.names else ""

    def ends_name(self, before: str, text: str) -> bool:
        """True when ``text`` completes, or goes on with, the name that ``before`` began."""
        folded = fold(join(before, text))
        return any(name == folded or name.startswith(folded + " ") for name in self.names)


def opens_indicator(text: str) -> bool:
    """True when the first words are those of a measure: «Nombre de…», «Taux de…»."""
    return text[:1] in "%IiLl" or not text[:1].islower() if _INDICATOR.match(text) else False


def names_people(text: str) -> bool:
    """True when the first word is one of the words plans use for people."""
    return bool(_PEOPLE_WORDS.match(fold(text)))


def names_body(text: str) -> bool:
    """True when the first word is a kind of organisation; it may also be what a result is about."""
    return bool(_BODY.match(fold(text)))


def learn_style(rows: Sequence[Row], header: Header) -> Style:
    """The habits of the document, read from its clean rows."""
    style = Style([f for f in header.order if f not in ("year", "quarter", "kind", "number")])
    actions = [row for row in rows if row.role == "action"]
    pieces = [piece for row in actions for piece in row.pieces]
    _learn_marks(style, header, pieces)
    _learn_gap(style, header, actions)
    letters = Counter(m[1] for p in pieces if (m := _LETTER_GLYPH.match(p.text)))
    style.glyphs = "".join(re.escape(glyph) for glyph, count in letters.items() if count >= 2)
    _learn_names(style, actions)
    clean = [r for r in actions if not any(_is_mixed(p, style) for p in title_pieces(r))]
    titles = sorted(max(len(p.text) for p in title_pieces(row)) for row in clean or actions)
    style.title_width = titles[int(len(titles) * _USUAL)] if titles else 0
    above = [len(p.text) for r in rows if r.role == "objective" and r.in_table for p in r.pieces]
    style.objective_width = max(above, default=0)
    return style


def _learn_marks(style: Style, header: Header, pieces: Sequence[Piece]) -> None:
    seen = Counter(m[1] for p in pieces if (m := re.match(r"^([A-Z]{1,3})\s*=\s", p.text)))
    explained = {code for code in header.legend if seen[code]}
    style.marks = frozenset(explained | {code for code, count in seen.items() if count >= 3})


def _learn_gap(style: Style, header: Header, actions: Sequence[Row]) -> None:
    if "timeframe" not in style.order or header.years < 2:
        return
    place = style.order.index("timeframe")
    if place in (0, len(style.order) - 1):
        return
    width = max(4, header.years)
    pattern = re.compile(rf"\s{{{width},}}")
    with_gap = sum(any(pattern.search(p.raw) for p in row.pieces) for row in actions)
    if with_gap >= _SYSTEMATIC * len(actions):
        style.gap = width
        style.left = frozenset(style.order[:place])
        style.right = frozenset(style.order[place + 1 :])


def title_pieces(row: Row) -> Iterator[Piece]:
    """The lines of the first cell: down to the first blank line or page end."""
    first = row.pieces[0]
    for piece in row.pieces:
        if (piece.block, piece.page) != (first.block, first.page):
            return
        yield piece


def _is_mixed(piece: Piece, style: Style) -> bool:
    return "|" in piece.text or bool(re.search(rf"\s[•*¢{style.glyphs}]\s", piece.text))


def learn_pairs(style: Style, lines: Sequence[TextLine], rows: Sequence[Row]) -> None:
    """Which words follow each other in the lines that surely hold one column."""
    inside = {p.number for row in rows for p in (*row.prefix, *row.pieces)}
    around = (line.text for line in lines if line.number not in inside)
    style.pairs = seen_pairs([*around, *_clean_blocks(rows, style)])


def _clean_blocks(rows: Sequence[Row], style: Style) -> Iterator[str]:
    """The blocks of lines of the rows whose columns are nowhere mixed."""
    for row in rows:
        if not any(_is_mixed(p, style) for p in row.pieces):
            for _, block in groupby(row.pieces, key=lambda p: (p.block, p.page)):
                yield " ".join(p.text for p in block)


def _learn_names(style: Style, actions: Sequence[Row]) -> None:
    """Short texts that stand just after the title of several actions are people."""
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    firsts: Counter[str] = Counter()
    for row in actions:
        for lines in _cells_after_title(row, style):
            name = tidy(" ".join(lines))
            counts[fold(name)] += 1
            printed.setdefault(fold(name), name)
            firsts[fold(lines[0])] += 1
    for text in _lone_names(actions, style):
        counts[fold(text)] += 1
        printed.setdefault(fold(text), text)
    enough = 1 if style.gap else 2  # empty year cells leave no doubt about what stands before
    for folded, count in counts.items():
        if count >= enough and len(folded) <= _LONGEST_NAME:
            style.names[folded] = printed[folded]
    often = {first for first, count in firsts.items() if count >= enough}
    style.beginnings = {first for first in often if style.begins_name(first)}


def _lone_names(actions: Sequence[Row], style: Style) -> Iterator[str]:
    """Whole blocks of one short line that starts with a word for people, further in the row."""
    for row in actions:
        sizes = Counter((p.block, p.page) for p in row.pieces)
        second = next((p.block for p in row.pieces if p.block != row.pieces[0].block), None)
        for piece in row.pieces[1:]:
            lone = sizes[piece.block, piece.page] == 1 and piece.block != second
            if lone and names_people(piece.text) and not style.bullet_of(piece.text)[0]:
                yield tidy(piece.text)


def _cells_after_title(row: Row, style: Style) -> list[list[str]]:
    """The paragraphs of the second cell of a row, each as its printed lines."""
    first = row.pieces[0]
    block = next((p.block for p in row.pieces if p.block != first.block), None)
    if block is None or any(_is_mixed(p, style) for p in row.pieces):
        return []
    found: list[list[str]] = []
    for piece in row.pieces:
        if piece.block != block or piece.page != first.page:
            continue
        text = re.split(rf"\s{{{style.gap},}}", piece.raw.strip())[0] if style.gap else piece.text
        if opens_indicator(text) or style.bullet_of(text)[0] or style.mark_of(text)[0]:
            break
        if found and (text[:1].islower() or is_unfinished(found[-1][-1])):
            found[-1].append(text)
        elif text:
            found.append([text])
        if style.gap and re.search(rf"\s{{{style.gap},}}", piece.raw):
            break
    return found
