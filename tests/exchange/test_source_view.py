"""The left side of the review."""

from arrimage.exchange.source_view import source_view
from arrimage.formats.document import Anchor, Cell, Page, Paragraph, Run, SourceDocument, Table


def _cell(row, column, text, **values):
    words = Paragraph((Run(text, bold=row == 0),))
    anchor = Anchor(page=1, table=1, row=row + 1, column=column + 1)
    return Cell(row, column, (words,), anchor=anchor, **values)


def _table(rows):
    return Table(rows, header_rows=1, anchor=Anchor(page=1, table=1))


def test_view_keeps_spans_fills_and_anchors():
    heading = Paragraph((Run("Le plan"),), heading=1, anchor=Anchor(page=1, block=1))
    table = _table(
        (
            (_cell(0, 0, "Actions", col_span=2),),
            (_cell(1, 0, "Semer", row_span=9), _cell(1, 1, "X", fill="AABBCC")),
        )
    )
    document = SourceDocument("p.docx", "docx", (heading, table), pages=(Page(612.0, 792.0),))

    view = source_view(document)

    assert (view["format"], view["is_cut"]) == ("docx", False)
    assert view["pages"] == [{"width": 612.0, "height": 792.0}]
    first, second = view["blocks"]
    assert (first["id"], first["text"], first["heading"]) == ("b1", "Le plan", 1)
    assert (second["id"], second["label"]) == ("t1", "p.\u00a01, tableau 1")
    assert [row["id"] for row in second["rows"]] == ["t1-r1", "t1-r2"]
    assert second["rows"][1]["cells"] == [
        {"text": "Semer", "row_span": 1, "col_span": 1, "fill": "", "is_bold": False},
        {"text": "X", "row_span": 1, "col_span": 1, "fill": "AABBCC", "is_bold": False},
    ]


def test_long_view_is_cut_and_says_so():
    table = _table(tuple((_cell(i, 0, "Semer"),) for i in range(30)))
    after = Paragraph((Run("Fin"),))

    view = source_view(SourceDocument("p.xlsx", "xlsx", (table, after)), limit=10)

    assert view["is_cut"]
    assert [len(block["rows"]) for block in view["blocks"]] == [10]


def test_spans_end_where_the_shown_rows_end():
    rows = tuple((_cell(i, 0, "Semer", row_span=3),) for i in range(3))

    view = source_view(SourceDocument("p.xlsx", "xlsx", (_table(rows),)), limit=2)

    assert [row["cells"][0]["row_span"] for row in view["blocks"][0]["rows"]] == [2, 1]
