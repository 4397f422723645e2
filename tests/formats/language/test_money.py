"""Money in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrimage.formats.language.money import MoneyReading, read_money

NB = "\u00a0"


def amounts(text):
    return [reading.amount for reading in read_money(text)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (f"12{NB}500{NB}$", "12500"),
        ("12 500,50 $", "12500.50"),
        ("12,500.25 $", "12500.25"),
        ("12.500 $", "12500"),
        ("$4,000", "4000"),
        ("CA$4,000", "4000"),
        ("5 k$", "5000"),
        ("$5k", "5000"),
        ("5 mille dollars", "5000"),
        ("1,2 M$", "1200000"),
        ("2 millions de dollars", "2000000"),
        ("1.2 million dollars", "1200000"),
        ("900 dollars canadiens", "900"),
        ("400 CAD", "400"),
        ("4000", "4000"),
        (" 1 250,00 ", "1250"),
    ],
)
def test_an_amount_is_read_whatever_its_writing(text, amount):
    assert amounts(text) == [Decimal(amount)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "à même le budget",
        "3 agents",
        "0 $",
        "entre 2 000 et 3 000 $",
        "2 000 à 3 000 $",
        "An 1 : à déterminer",
        "rue du Marché, 14",
    ],
)
def test_what_is_not_an_amount_is_not_guessed(text):
    assert amounts(text) == []


def test_several_amounts_keep_their_order_and_their_words():
    text = "Salaires : 4 000 $ ; matériel : 250 $"

    assert read_money(text) == (
        MoneyReading(Decimal("4000.00"), words="4 000 $"),
        MoneyReading(Decimal("250.00"), words="250 $"),
    )


def test_a_loan_is_in_kind_and_a_yearly_amount_says_so():
    (loan,) = read_money("Prêt d’une salle, en nature (valeur de 500 $)")
    (yearly,) = read_money("15 000 $ par année")

    assert (loan.amount, loan.is_in_kind) == (Decimal("500.00"), True)
    assert (yearly.amount, yearly.is_yearly) == (Decimal("15000.00"), True)


@given(st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2))
def test_an_amount_printed_in_french_is_read_back(amount):
    printed = f"{amount:,.2f}".replace(",", NB).replace(".", ",") + f"{NB}$"

    assert amounts(printed) == [amount]


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    assert all(reading.amount > 0 for reading in read_money(text))
