"""Plans in every layout people use, read whole and exactly."""

from __future__ import annotations

import pytest
from late_plans import LATE_PLANS
from more_plans import MORE_PLANS
from odd_plans import ODD_PLANS
from ordinary_plans import ORDINARY_PLANS
from sheet_plans import SHEET_PLANS
from sketches import reading_of, sketch
from tool_plans import TOOL_PLANS
from web_plans import WEB_PLANS
from word_features import FEATURED_PLANS
from word_plans import WORD_PLANS

PLANS = (
    WORD_PLANS
    | FEATURED_PLANS
    | SHEET_PLANS
    | WEB_PLANS
    | MORE_PLANS
    | ODD_PLANS
    | LATE_PLANS
    | ORDINARY_PLANS
    | TOOL_PLANS
)


@pytest.mark.parametrize("name", PLANS)
def test_whole_tree_is_read_exactly(name: str) -> None:
    make, tree = PLANS[name]

    draft = reading_of(make(), name).draft

    read = [line.replace("\u00a0", " ") for line in sketch(draft)]
    assert read == tree.splitlines()
