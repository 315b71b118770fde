"""A matter is a generator that yields the day on which it goes on; all of them run through one calendar, up to today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from uuid import UUID

from django.db import transaction

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.base.memo import forget, remembering
from niangjia.demo.actions.found_city import City, moment
from niangjia.demo.actions.settle_people import Pool
from niangjia.demo.histories.campaigning import campaigning
from niangjia.demo.histories.caring import caring
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.gathering import gatherings
from niangjia.demo.histories.hardship import hardships
from niangjia.demo.histories.homegoing import going_home
from niangjia.demo.histories.honouring import candidates
from niangjia.demo.histories.joining import joins
from niangjia.demo.histories.refunding import refunds
from niangjia.demo.histories.shopping import shopping
from niangjia.demo.histories.studying import study_grants
from niangjia.kernel.errors import Refusal
from niangjia.notices import api as notices

MATTERS = (joins, study_grants, hardships, refunds, candidates, gatherings, shopping, campaigning, caring, going_home)
MINUTES_APART = 3
Waiting = tuple[date, int, Iterator[date]]


@dataclass(frozen=True, slots=True)
class Played:
    """How many matters were begun, what the rules said to those that could not go on, whose facts are of an earlier day."""

    begun: int
    stopped: tuple[str, ...]
    refreshed: frozenset[tuple[str, UUID]]

    def __str__(self) -> str:
        return "\n".join([f"{self.begun} matters", *self.stopped])


def play_histories(city: City, pool: Pool) -> Played:
    """Act out all matters day by day up to yesterday; what has not ended is left as it stands."""
    company = Company(city, pool)
    matters = [matter for make in MATTERS for matter in make(company)]
    waiting = [(matter.begins, number, matter.script) for number, matter in enumerate(matters)]
    heapify(waiting)
    with remembering():  # the tree and the definitions stay as they are
        stopped = tuple(_run(waiting, city.as_of))
    return Played(sum(matter.begins < city.as_of for matter in matters), stopped, frozenset(company.refreshed))


def _run(waiting: list[Waiting], last: date) -> Iterator[str]:
    """Until nothing waits for a day before ``last``; yields what stopped a matter."""
    reached, turn = None, 0
    while waiting and waiting[0][0] < last:
        day, number, script = heappop(waiting)
        turn = turn + 1 if day == reached else 0
        if day != reached:
            _morning(day)
        reached = day
        try:
            following = _go_on(script, day, turn)
        except Refusal as said:
            yield f"stopped on {day}: {said}"
            continue
        if following is not None:
            heappush(waiting, (max(following, day), number, script))


def _go_on(script: Iterator[date], day: date, turn: int) -> date | None:
    """One step, with all that follows from it, or nothing: on a day of some odd year a rule may say no."""
    with transaction.atomic(), clock.frozen(moment(day) + timedelta(minutes=MINUTES_APART * turn)):
        forget()
        following = next(script, None)
        drain()
    return following


def _morning(day: date) -> None:
    """Notices whose days are over end before the offices open."""
    with clock.frozen(moment(day)):
        notices.end_due()
        drain()
