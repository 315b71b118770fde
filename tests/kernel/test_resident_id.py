from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.resident_id import Flaw, Kind, ResidentId, check_digit, parse

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2030, 12, 31))


def number(region: str, birth: date, sequence: int) -> str:
    body = f"{region}{birth:%Y%m%d}{sequence:03d}"
    return body + check_digit(body)


@given(st.from_regex(r"[1-8][0-9]{5}", fullmatch=True), DAYS, st.integers(0, 999))
def test_a_well_made_number_tells_birth_and_sex(region: str, birth: date, sequence: int) -> None:
    parsed = parse(number(region, birth, sequence))
    assert isinstance(parsed, ResidentId)
    assert (parsed.birth, parsed.sex) == (birth, "男" if sequence % 2 else "女")


@given(DAYS, st.integers(0, 999), st.integers(0, 17), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(birth: date, sequence: int, place: int, shift: int) -> None:
    good = number("350102", birth, sequence)
    if good[place] == "X":
        return
    wrong = f"{good[:place]}{(int(good[place]) + shift) % 10}{good[place + 1 :]}"
    assert parse(wrong) in (Flaw.BAD_CHECK_DIGIT, Flaw.IMPOSSIBLE_DATE)


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(parse(text), ResidentId | Flaw)


def test_the_textbook_number() -> None:
    assert parse("11010519491231002X") == ResidentId("11010519491231002X", Kind.RESIDENT, date(1949, 12, 31), "女")


def test_small_x_full_width_and_spaces_are_forgiven() -> None:
    assert parse(" １１０１０５ 19491231 002x　") == parse("11010519491231002X")


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("3501021990023101", Flaw.BAD_LENGTH),
        ("35010219900231017A", Flaw.BAD_CHARACTER),
        ("350102199002310176", Flaw.IMPOSSIBLE_DATE),
        ("110105194912310021", Flaw.BAD_CHECK_DIGIT),
        ("350102000001010011", Flaw.IMPOSSIBLE_DATE),
        ("", Flaw.BAD_LENGTH),
    ],
)
def test_each_flaw_is_named(text: str, flaw: Flaw) -> None:
    assert parse(text) is flaw


def test_fifteen_digits_become_eighteen() -> None:
    parsed = parse("110105491231002")
    assert isinstance(parsed, ResidentId)
    assert parsed.number == "11010519491231002X"
    assert parsed.birth == date(1949, 12, 31)


def test_a_centenarian_of_the_old_cards_was_born_before_1900() -> None:
    parsed = parse("350102991231996")
    assert isinstance(parsed, ResidentId)
    assert parsed.birth == date(1899, 12, 31)


@pytest.mark.parametrize("prefix", ["810000", "820000", "830000"])
def test_permits_of_hong_kong_macao_and_taiwan(prefix: str) -> None:
    parsed = parse(number(prefix, date(1990, 7, 29), 357))
    assert isinstance(parsed, ResidentId)
    assert parsed.kind is Kind.HMT_PERMIT


def test_the_foreigners_card_of_2023_and_the_one_before() -> None:
    new = parse(number("935156", date(1980, 2, 29), 12))
    old = parse("CAN350080022912", Kind.FOREIGNER)
    assert isinstance(new, ResidentId)
    assert isinstance(old, ResidentId)
    assert (new.kind, new.birth) == (Kind.FOREIGNER, date(1980, 2, 29))
    assert (old.kind, old.birth) == (Kind.FOREIGNER, None)


def test_passports_tell_neither_birth_nor_sex() -> None:
    assert parse("e12345678", Kind.PASSPORT) == ResidentId("E12345678", Kind.PASSPORT)
    assert parse("E1", Kind.PASSPORT) is Flaw.BAD_LENGTH
    assert parse("E12.45678", Kind.PASSPORT) is Flaw.BAD_CHARACTER
