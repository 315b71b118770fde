from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.money import NotMoney, parse_yuan, yuan, yuan_short

FEN = st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1)


@given(FEN, st.booleans())
def test_text_and_fen_are_the_same_thing(fen: int, grouped: bool) -> None:
    assert parse_yuan(yuan(fen, grouped=grouped)) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("1,234.50", 123450),
        ("￥12", 1200),
        ("12元", 1200),
        ("１２．３０", 1230),
        (" -0.01 ", -1),
        (9999.99, 999999),
        (0.1, 10),
        (10000.0, 1000000),
        (7, 700),
        (Decimal("3.40"), 340),
    ],
)
def test_amounts_people_write(text: str | float | Decimal, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text", ["", "12.345", "1,23", "1e3", "12.", ".5", "abc", "nan", "--1", 0.123, float("inf"), "9" * 18]
)
def test_what_is_not_an_exact_amount_is_refused(text: str | float) -> None:
    with pytest.raises(NotMoney):
        parse_yuan(text)


def test_sentences_leave_out_empty_cents() -> None:
    assert yuan_short(500000) == "5,000"
    assert yuan_short(123450) == "1,234.50"
