"""The budget as a file, and back."""

import datetime as dt
from decimal import Decimal

import pytest

from arrimage.formats.draft import AmountDraft
from arrimage.funding.workbook import BudgetLine, UnreadBudget, read_budget, write_budget

LINES = (
    BudgetLine(
        "e1", "1.1", "Tenir un marché", AmountDraft("planned", Decimal("12500.50"), 1, "Fondation")
    ),
    BudgetLine(
        "e1",
        "1.1",
        "Tenir un marché",
        AmountDraft("spent", Decimal("3.00"), on=dt.date(2026, 1, 2), note="Pain"),
    ),
    BudgetLine("e2", "1.2", "=1+1", AmountDraft("in_kind", Decimal("40.00"), None, "@commune")),
    BudgetLine("e3", "", "Sans montant", None),
)


def rows(data, name):
    return [(line.key, line.number, line.title, line.amount) for line in read_budget(data, name)]


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_budget_comes_back_as_it_left(format):
    data = write_budget(LINES, format)

    assert rows(data, f"budget.{format}") == [(x.key, x.number, x.title, x.amount) for x in LINES]


def test_a_spreadsheet_never_runs_what_people_wrote():
    text = write_budget(LINES, "csv").decode("utf-8-sig")

    assert "'=1+1" in text
    assert "'@commune" in text


def test_columns_may_stand_in_another_order_and_lack_what_is_not_asked():
    data = "Montant;Numéro;Nature\n1 250,50;1.1;dépensé\n;1.2;\n".encode()

    assert [(x.number, x.amount) for x in read_budget(data, "b.csv")] == [
        ("1.1", AmountDraft("spent", Decimal("1250.50"))),
        ("1.2", None),
    ]


def test_each_wrong_row_is_named_and_nothing_is_read():
    data = (
        "Numéro;Nature;Montant;An;Date\n"
        "1.1;cadeau;5;;\n1.2;Prévu;cher;;\n1.3;Prévu;5;deux;\n1.4;Prévu;5;;hier\n"
    ).encode()

    with pytest.raises(UnreadBudget) as refusal:
        read_budget(data, "b.csv")

    assert [problem.split("\u00a0:")[0] for problem in refusal.value.problems] == [
        "Rangée 2",
        "Rangée 3",
        "Rangée 4",
        "Rangée 5",
    ]


@pytest.mark.parametrize(
    "data", [b"", b"Nom;Prix\na;3\n", b"\x00\x01\x02", b"PK\x03\x04" + b"x" * 50]
)
def test_another_file_is_refused(data):
    with pytest.raises(UnreadBudget):
        read_budget(data, "budget.csv")
