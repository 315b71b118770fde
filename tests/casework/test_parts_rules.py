"""How a grant is divided: nothing is lost, nothing is made."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from niangjia.casework.rules.parts import MOST, due_days, split
from niangjia.kernel.periods import months_after

AMOUNTS = st.integers(min_value=1, max_value=10**12)
PARTS = st.integers(min_value=1, max_value=MOST)


@given(AMOUNTS, PARTS)
def test_the_parts_are_the_whole_and_differ_by_a_fen_at_most(fen: int, parts: int) -> None:
    found = split(fen, parts)
    assert sum(found) == fen
    assert 0 < len(found) <= parts
    assert min(found) > 0
    assert max(found) - min(found) <= 1
    assert list(found) == sorted(found, reverse=True)


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 1, 1)), PARTS)
def test_one_day_in_each_month_and_never_before_the_first(first: date, parts: int) -> None:
    days = due_days(first, parts)
    months = [day.year * 12 + day.month for day in days]
    assert days[0] == first
    assert months == list(range(months[0], months[0] + parts))
    assert all(day.day <= first.day for day in days)


def test_the_last_of_a_month_stays_the_last() -> None:
    assert [months_after(date(2027, 1, 31), n) for n in (1, 2, 13)] == [
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2028, 2, 29),
    ]
