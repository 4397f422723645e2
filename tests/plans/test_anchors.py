"""Anchors in words."""

import pytest

from arrimage.plans.anchors import anchor_fragment, anchor_label


@pytest.mark.parametrize(
    ("anchor", "label", "fragment"),
    [
        ({"page": 4, "table": 2, "row": 3}, "p.\u00a04, tableau 2, rangée 3", "t2-r3"),
        ({"sheet": "Suivi", "table": 1, "row": 12}, "feuille Suivi, rangée 12", "t1-r12"),
        ({"line": 14, "last_line": 20}, "lignes 14 à 20", "l14"),
        ({"line": 14, "last_line": 14}, "ligne 14", "l14"),
        ({"table": 3, "row": 2, "line": 14}, "ligne 14", "l14"),
        ({"page": 2}, "p.\u00a02", "p2"),
        ({"block": 7}, "paragraphe 7", "b7"),
        ({}, "", ""),
    ],
)
def test_anchor_is_said_in_words(anchor, label, fragment):
    assert (anchor_label(anchor), anchor_fragment(anchor)) == (label, fragment)
