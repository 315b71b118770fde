from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.uscc import ALPHABET, check_character, parse

BODIES = st.text(ALPHABET, min_size=17, max_size=17)


@given(BODIES)
def test_a_well_made_code_holds(body: str) -> None:
    assert parse(body + check_character(body)).flaw is None


@given(BODIES, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_a_wrong_character_only_warns(body: str, place: int, other: str) -> None:
    code = body[:place] + other + body[place + 1 :] + check_character(body)
    assert parse(code).flaw == (None if other == body[place] else "uscc_check")


def test_the_textbook_code() -> None:
    assert parse(" 91350100m000100y43 ").code == "91350100M000100Y43"
    assert parse("91350100M000100Y43").flaw is None


@pytest.mark.parametrize(
    "text", ["", "91350100M000100Y4", "91350100M000100Y433", "91350102000000000I", "9135010200000000OX"]
)
def test_length_and_alphabet_make_it_no_code(text: str) -> None:
    assert parse(text).flaw == "bad_uscc"


def test_an_early_shops_code_warns() -> None:
    assert parse("92350102MA00000000").flaw == "uscc_check"


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    assert parse(text).flaw in (None, "bad_uscc", "uscc_check")
