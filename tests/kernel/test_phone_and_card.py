from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.bank_card import account_flaw, card_flaw, luhn_digit, luhn_holds
from niangjia.kernel.phone import parse_mobile


@pytest.mark.parametrize(
    "text", ["13800004417", "+86 138-0000-4417", "0086 13800004417", "１３８００００４４１７", "86 138 0000 4417"]
)
def test_ways_to_write_one_number(text: str) -> None:
    assert parse_mobile(text) == "13800004417"


@pytest.mark.parametrize(
    "text", ["", "1380000441", "138000044170", "12800004417", "0591-87654321", "1380000441x", "١٣٨٠٠٠٠٤٤١٧"]
)
def test_what_is_no_mobile_number(text: str) -> None:
    assert parse_mobile(text) is None


@given(st.text("0123456789", min_size=12, max_size=18), st.integers(1, 9))
def test_luhn_finds_a_wrong_last_digit(body: str, shift: int) -> None:
    good = body + luhn_digit(body)
    assert card_flaw(good) is None
    assert not luhn_holds(good[:-1] + str((int(good[-1]) + shift) % 10))


def test_cards_and_accounts_are_told_apart() -> None:
    assert card_flaw("6222 0202 0011 2233 446") in (None, "bad_check_digit")
    assert card_flaw("4111 1111 1111 1111") is None
    assert card_flaw("4111 1111 1111 1112") == "bad_check_digit"
    assert card_flaw("622") == "bad_length"
    assert account_flaw("3500 1234 5678 9012 3456 7") is None
    assert account_flaw("12a") == "bad_length"
