"""The table to fill: what Arrimage publishes, Arrimage reads back whole."""

import pytest

from arrimage.exchange.blank import blank_table, example
from arrimage.formats.readers import read_document
from arrimage.formats.recognition import recognise
from arrimage.formats.words import words_of


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_published_table_is_read_back_word_for_word(format):
    reading = recognise(read_document(blank_table(format), f"tableau.{format}"))

    assert [words_of(e) for e in reading.draft.walk()] == [words_of(e) for e in example().walk()]
    assert [column.field for column in reading.draft.layout.columns] == [
        column.field for column in example().layout.columns
    ]
