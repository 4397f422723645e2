"""Tables set with spaces, as a PDF printed to text keeps them: columns one under another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..document import UnreadableDocument
from ..language.lexicon import Lexicon
from ..language.text import fold_phrase
from .alignment import Aligned, find_aligned, frequent_starts
from .text_headed import headed_tables
from .text_pieces import LINE, Piece, cell_text, cut_at, line_pieces
from .text_tables import Row

_SLACK = 6.0  # characters by which a printed line may be shifted
_MOST_LINES = 20_000
_WIDE = re.compile(r"\S {3,}(?=\S)")
_LABEL = re.compile(r"\s*[^\W\d][^:|]{1,38}?\s*:\s+\S")
_LABELLED = 0.3  # share of the lines
_CROWDED = 0.2  # share of lines with several columns that makes a text a page in columns
SIDE_BY_SIDE = (
    "Ce texte garde des colonnes côte à côte, que ses espaces ne permettent plus de séparer avec "
    "certitude. Rien n’a été importé. Déposez le document d’origine (PDF, Word ou Excel), ou "
    "copiez le tableau dans un tableur."
)
_MAYBE = re.compile(r"\S {2,}\S.* {2,}\S")


Tables = dict[int, tuple[list[Row], int]]


def find_columns(lines: Sequence[str]) -> Tables:
    """For each line (0-based) where a table begins: its rows, and the line after it."""
    if sum(bool(_MAYBE.search(line)) for line in lines) < 3 or len(lines) > _MOST_LINES:
        return {}
    placed = [(n, line_pieces(line, n)) for n, line in enumerate(lines) if line.strip()]
    starts = frequent_starts([pieces for _, pieces in placed])
    cut = [[part for piece in pieces for part in cut_at(piece, starts)] for _, pieces in placed]
    lexicon = Lexicon.current()
    loose = [] if _is_labelled(lines) else find_aligned(cut, _SLACK)
    named = [table for table in loose if _is_named(table, lexicon)]
    rest = {
        int(min(p.top for p in table.lines[0].values()) / LINE): _table(table)
        for table in named or loose
    }
    return apart_from(headed_tables(lines, lexicon), rest)


def _is_labelled(lines: Sequence[str]) -> bool:
    """Whether the text is made of labelled lines: what looks like columns is their spaces."""
    shown = [line for line in lines if line.strip()]
    return sum(bool(_LABEL.match(line)) for line in shown) > _LABELLED * len(shown)


def _is_named(table: Aligned[Piece], lexicon: Lexicon) -> bool:
    """Whether a table shows column names: beside it, one without them has lost its own."""
    texts = [cell_text(table, cell) for row in table.rows[:2] for cell in row]
    return sum(fold_phrase(text) in lexicon.columns for text in texts) > 1


def apart_from(sure: Tables, more: Tables) -> Tables:
    """Tables, and those of the others that share no line with them."""
    inside = {n for first, (_, last) in sure.items() for n in range(first, last)}
    return sure | {n: rows for n, rows in more.items() if inside.isdisjoint(range(n, rows[1]))}


def lost_columns(lines: Sequence[str], read: Iterable[int]) -> int:
    """How many lines still hold columns side by side, the lines (0-based) of tables left out.

    Raises ``UnreadableDocument`` when they are so many that nothing sure can be read.
    """
    inside = set(read)
    shown = [n for n, line in enumerate(lines) if line.strip()]
    wide = [n for n in shown if len(_WIDE.findall(lines[n])) > 1]
    lost = sum(n not in inside for n in wide)
    if len(wide) > _CROWDED * len(shown) and 2 * lost > len(wide):
        raise UnreadableDocument("columns", SIDE_BY_SIDE)
    return lost


def lost_notice(count: int) -> str:
    """The sentence about lines whose columns could not be told apart."""
    return (
        f"{count}\u00a0lignes gardent des colonnes côte à côte qui n’ont pas pu être "
        "séparées\u00a0; comparez le résultat au document d’origine."
    )


def _table(table: Aligned[Piece]) -> tuple[list[Row], int]:
    rows: list[Row] = []
    for row in table.rows:
        tops = [piece.top for cell in row for piece in cell]
        first, last = int(min(tops) / LINE) + 1, int(max(tops) / LINE) + 1
        rows.append((first, last, [cell_text(table, cell) for cell in row]))
    return rows, max(last for _, last, _ in rows)
