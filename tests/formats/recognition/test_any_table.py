"""Whatever a table holds, recognition answers, and its titles are words of the source."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import workbook

from arrimage.formats.document import Cell, Paragraph, Run, SourceDocument, Table
from arrimage.formats.language import normalise
from arrimage.formats.readers import read_document
from arrimage.formats.recognition import recognise

WORDS = [
    "", "Objectifs", "Actions", "Étapes", "Responsable", "Échéancier", "An 1", "An 2", "T1", "X",
    "1.1 Semer", "1.1.1 Trier", "(lien 1.1)", "ORIENTATION 1 : Agir", "Axe B – Rire", "En cours",
    "- Trier\n- Bêcher", "Total", "Légende", "2025", "R = 3 rencontres", "\n\n", "é", "Mai 2025\nJuin",
]  # fmt: skip
cells = st.tuples(
    st.sampled_from(WORDS), st.integers(1, 3), st.integers(1, 3), st.sampled_from(["", "FF0000"])
)


def _table(rows: list[list[tuple[str, int, int, str]]]) -> Table:
    made = []
    for r, row in enumerate(rows):
        column, line = 0, []
        for text, col_span, row_span, fill in row:
            paragraphs = tuple(Paragraph((Run(part),)) for part in text.split("\n"))
            line.append(Cell(r, column, paragraphs, row_span, col_span, fill))
            column += col_span
        made.append(tuple(line))
    return Table(tuple(made))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.lists(cells, max_size=6), max_size=7), min_size=1, max_size=3))
def test_any_table_gets_an_answer_and_invents_no_word(
    tables: list[list[list[tuple[str, int, int, str]]]],
) -> None:
    blocks = tuple(_table(rows) for rows in tables)
    source = {word for words in WORDS for word in normalise(words).split()}

    reading = recognise(SourceDocument("essai", "docx", blocks))

    assert (reading.draft is None) == bool(reading.refusal)
    if reading.draft:
        titles = " ".join(node.title for node in reading.draft.walk())
        assert set(normalise(titles).split()) <= source


def test_a_hundred_pages_are_recognised_whole() -> None:
    head = ["Objectifs", "Actions", "Responsables", "Échéancier", "Résultats attendus", "An 1"]
    rows = [head]
    for i in range(600):
        objective = f"{i // 10}.1 Objectif {i // 10}" if i % 10 == 0 else ""
        action = f"{i // 10}.1.{i % 10 + 1} Réaliser la chose {i} avec le milieu"
        rows.append([objective, action, "Direction\nÉquipe", "Automne 2025", "4 rencontres", "X"])
    document = read_document(workbook({"Plan": rows}), "grand.xlsx")

    draft = recognise(document).draft

    assert len(draft.elements) == 60
    assert sum(1 for _ in draft.walk()) == 660
