"""The rules of consents and of what an officer sees, for any digits, ways and days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from niangjia.casework.rules.consents import DIGITS, MOST_SENT, SEND_AGAIN_AFTER, last_digits_match, may_be_sent_at
from niangjia.casework.rules.sights import Seen, Sight, Way, promises, unseen
from niangjia.kernel.resident_id import check_digit

TODAY = date(2026, 11, 23)
WORDS = {"zh": "话", "en": "words"}
SIGHT = Sight("paper", WORDS, (Way("seen", WORDS, WORDS), Way("later", WORDS, WORDS, "date")))
numbers = st.integers(0, 999).map(lambda n: (body := f"35012119940709{n:03d}") + check_digit(body))
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@given(numbers, st.text(" \u3000\t", max_size=2))
def test_the_last_digits_fit_whatever_spaces_and_whichever_x(number: str, space: str) -> None:
    told = space.join(number[-DIGITS:])
    assert last_digits_match(number, told)
    assert last_digits_match(number, told.lower())


@given(numbers, st.text(max_size=12))
def test_nothing_else_fits(number: str, typed: str) -> None:
    plain = "".join(typed.split()).upper()
    assert last_digits_match(number, typed) == (plain == number[-DIGITS:])


@given(st.integers(1, MOST_SENT + 2), st.datetimes())
def test_a_question_is_sent_so_often_and_no_sooner(sent: int, at: datetime) -> None:
    again = may_be_sent_at(sent=sent, sent_at=at)
    assert again == (at + SEND_AGAIN_AFTER if sent < MOST_SENT else None)


@given(st.sampled_from(["seen", "later", "heard", ""]), st.one_of(st.text(max_size=80), days.map(str)))
def test_a_line_is_told_by_a_note_or_by_a_day_to_come(way: str, note: str) -> None:
    missing = unseen([SIGHT], {"paper": Seen(way, note)}, TODAY)
    if way == "seen":
        assert (missing == []) == (2 <= len(note.strip()) <= 60)
    elif way == "later":
        assert (missing == []) == (_is_day(note) and date.fromisoformat(note.strip()) >= TODAY)
    else:
        assert missing == ["paper"]


@given(days)
def test_only_a_dated_way_is_a_promise(day: date) -> None:
    assert promises([SIGHT], {"paper": ["seen", str(day)]}) == []
    assert [each.by for each in promises([SIGHT], {"paper": ["later", str(day)]})] == [day]
    assert promises([SIGHT], {"gone": ["later", str(day + timedelta(1))]}) == []


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text.strip())
    except ValueError:
        return False
    return True
