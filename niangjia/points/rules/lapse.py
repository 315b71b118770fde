"""When points expire: whoever spends, spends what expires first. So what is left is of what expires last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Lapse:
    """So many points that can be used up to and on a day."""

    on: date
    points: int


def lapses(balance: int, given: Iterable[Lapse]) -> list[Lapse]:
    """What of a balance expires when, soonest first, out of what was given and has not expired (taken back: not counted).

    The balance is laid over what was given from the latest day to the soonest; what reaches no further has been spent. What was
    returned after its own day goes with the soonest.

    >>> lapses(120, [Lapse(date(2027, 12, 31), 100), Lapse(date(2028, 12, 31), 90)])
    [Lapse(on=datetime.date(2027, 12, 31), points=30), Lapse(on=datetime.date(2028, 12, 31), points=90)]
    """
    by_day: dict[date, int] = {}
    for one in given:
        by_day[one.on] = by_day.get(one.on, 0) + one.points
    days, left, found = sorted(by_day, reverse=True), balance, []
    for day in days:
        part = left if day == days[-1] else min(left, by_day[day])
        left -= part
        found.append(Lapse(day, part))
    return [one for one in reversed(found) if one.points]
