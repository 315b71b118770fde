"""Working days: weekends, the State Council's holidays and its make-up days (调休上班).

A year the State Council has not announced is never guessed: its days count by weekends alone, and the answer says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal, Self

DayKind = Literal["holiday", "workday"]
_ONE = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A day found by counting. ``unknown_years`` are the unannounced years the count went through: show them."""

    day: date
    unknown_years: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        return not self.unknown_years


@dataclass(frozen=True, slots=True)
class Count:
    """A number of working days, with the unannounced years it went through."""

    days: int
    unknown_years: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        return not self.unknown_years


@dataclass(frozen=True)
class WorkCalendar:
    """``holidays`` and ``workdays`` are the exceptions to "Monday to Friday" in ``known_years``."""

    holidays: frozenset[date]
    workdays: frozenset[date]
    known_years: frozenset[int]

    @classmethod
    def of(cls, rows: Iterable[tuple[date, DayKind]], years: Iterable[int] = ()) -> Self:
        """From (day, kind) rows; years that occur are known, ``years`` adds such as have no exception at all."""
        table = list(rows)
        return cls(
            frozenset(day for day, kind in table if kind == "holiday"),
            frozenset(day for day, kind in table if kind == "workday"),
            frozenset(day.year for day, _ in table) | frozenset(years),
        )

    def with_changes(self, rows: Iterable[tuple[date, DayKind | None]], years: Iterable[int] = ()) -> WorkCalendar:
        """The calendar with some days set anew (None.

        As the weekday says); the union's own entries go over the table.
        """
        changes = dict(rows)
        return WorkCalendar(
            (self.holidays - changes.keys()) | {d for d, kind in changes.items() if kind == "holiday"},
            (self.workdays - changes.keys()) | {d for d, kind in changes.items() if kind == "workday"},
            self.known_years | frozenset(years),
        )

    def is_working_day(self, day: date) -> bool:
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def add(self, start: date, days: int) -> Reckoning:
        """The ``days``-th working day after ``start`` (before it when negative).

        The starting day itself does not count.

        With 0: ``start``, or the next working day when it is none.
        """
        step = _ONE if days >= 0 else -_ONE
        day, left, seen = start, abs(days), {start.year}
        while left or not self.is_working_day(day):
            day += step
            seen.add(day.year)
            left -= self.is_working_day(day) and left > 0
        return Reckoning(day, self._unknown(seen))

    def between(self, start: date, end: date) -> Count:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before."""
        if end < start:
            back = self.between(end, start)
            return Count(-back.days, back.unknown_years)
        days = sum(self.is_working_day(start + timedelta(n)) for n in range(1, (end - start).days + 1))
        return Count(days, self._unknown(range(start.year, end.year + 1)))

    def _unknown(self, years: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(set(years) - self.known_years))


@cache
def announced() -> WorkCalendar:
    """The calendar that ships with the package: the State Council's announcements, 2004 to 2026."""
    text = (files("niangjia.kernel") / "workdays.csv").read_text(encoding="utf-8")
    return WorkCalendar.of(
        (date.fromisoformat(row["day"]), "holiday" if row["kind"] == "holiday" else "workday")
        for row in csv.DictReader(text.splitlines())
    )


def add_working_days(start: date, days: int, calendar: WorkCalendar | None = None) -> Reckoning:
    """See ``WorkCalendar.add``; the shipped calendar unless another is given."""
    return (calendar or announced()).add(start, days)


def working_days_between(start: date, end: date, calendar: WorkCalendar | None = None) -> Count:
    """See ``WorkCalendar.between``."""
    return (calendar or announced()).between(start, end)


def is_working_day(day: date, calendar: WorkCalendar | None = None) -> bool:
    """See ``WorkCalendar.is_working_day``."""
    return (calendar or announced()).is_working_day(day)
