from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from chinese_calendar import constants
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.workdays import WorkCalendar, add_working_days, announced, is_working_day, working_days_between

DAYS = st.dates(min_value=date(2004, 6, 1), max_value=date(2026, 6, 30))
COUNTS = st.integers(-40, 40)


def test_the_shipped_table_is_the_state_councils() -> None:
    assert announced().holidays == frozenset(constants.holidays)
    assert announced().workdays == frozenset(constants.workdays)
    assert announced().known_years == frozenset(range(2004, 2027))


def test_every_day_agrees_with_the_reference() -> None:
    day = date(2004, 1, 1)
    while day.year < 2027:
        assert is_working_day(day) == chinese_calendar.is_workday(day), day
        day += timedelta(1)


@given(DAYS, COUNTS)
def test_adding_lands_on_a_working_day_and_counts_back(start: date, n: int) -> None:
    landed = add_working_days(start, n).day
    assert is_working_day(landed)
    if n > 0:
        assert working_days_between(start, landed).days == n


@given(DAYS, st.integers(1, 30), st.integers(1, 30))
def test_steps_add_up(start: date, a: int, b: int) -> None:
    assert add_working_days(add_working_days(start, a).day, b) == add_working_days(start, a + b)


@given(DAYS, DAYS)
def test_counting_back_is_counting_forth_with_a_minus(start: date, end: date) -> None:
    assert working_days_between(start, end).days == -working_days_between(end, start).days


def test_national_day_2026_is_skipped_and_its_make_up_days_count() -> None:
    assert add_working_days(date(2026, 9, 30), 1).day == date(2026, 10, 8)
    assert add_working_days(date(2026, 10, 9), 1).day == date(2026, 10, 10)  # a Saturday worked


def test_an_unannounced_year_is_said_not_guessed() -> None:
    found = add_working_days(date(2026, 12, 31), 1)
    assert (found.day, found.unknown_years, found.certain) == (date(2027, 1, 1), (2027,), False)
    count = working_days_between(date(2026, 12, 31), date(2027, 1, 4))
    assert (count.days, count.unknown_years, count.certain) == (2, (2027,), False)
    assert add_working_days(date(2026, 12, 1), 5).certain


@pytest.mark.parametrize(
    ("start", "day"), [(date(2026, 11, 21), date(2026, 11, 23)), (date(2026, 11, 23), date(2026, 11, 23))]
)
def test_zero_days_is_the_next_working_day_or_today(start: date, day: date) -> None:
    assert add_working_days(start, 0).day == day


def test_the_union_may_enter_a_new_year_or_a_day_of_its_own() -> None:
    own = announced().with_changes(
        [(date(2027, 1, 1), "holiday"), (date(2026, 11, 23), "holiday"), (date(2026, 10, 10), None)], years=[2027]
    )
    assert add_working_days(date(2026, 12, 31), 1, own).day == date(2027, 1, 4)
    assert own.add(date(2026, 12, 31), 1).certain
    assert not own.is_working_day(date(2026, 11, 23))
    assert not own.is_working_day(date(2026, 10, 10))


def test_an_empty_calendar_knows_weekends_only() -> None:
    assert WorkCalendar.of([]).add(date(2026, 11, 20), 1).day == date(2026, 11, 23)
