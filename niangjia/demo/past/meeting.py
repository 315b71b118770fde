"""单身交友联谊 and 集体婚礼 of the years before: pools that are over, and who was there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.casework.api import NewCase
from niangjia.demo.actions.found_city import moment
from niangjia.demo.actions.settle_people import worker_id
from niangjia.demo.past.hands import DAY, Hands, step
from niangjia.demo.rules.meetings import AT_A_MEETING, MEETINGS, WEDDING_DAY, in_years, last_wedding, year_met, year_wed
from niangjia.demo.rules.tree import REPORT_BEGAN
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.text import mask_name
from niangjia.quotas.api import Guest, HeldPool

MEETING, WEDDING = "matchmaking", "collective-wedding"
WHERE, WEDDING_HOURS = "闽江之心", 4
FIRST_SUNDAY, EVERY = 3, 2  # the day of the month, and days between meetings of the same month


@dataclass(frozen=True, slots=True)
class Wed:
    """Cases and the weddings at which they ended."""

    cases: list[NewCase]
    pools: list[HeldPool]


def past_meetings(hands: Hands, candidates: Iterable[PlannedWorker], *, people: int) -> Iterator[HeldPool]:
    """So many people, once each, thirty at a meeting."""
    city = hands.city
    found = ((w, y) for w in _by_lot(candidates, "aid") if (y := year_met(w, city.as_of, city.chances["meeting"])))
    for year, guests in in_years(found, count=people, most=people).items():
        for turn, first in enumerate(range(0, len(guests), AT_A_MEETING)):
            yield _meeting(hands, year, turn, guests[first : first + AT_A_MEETING])


def _meeting(hands: Hands, year: int, turn: int, guests: list[PlannedWorker]) -> HeldPool:
    seed, (item, title, place, month) = hands.city.seed, MEETINGS[turn % len(MEETINGS)]
    at = moment(date(year, month, 1 + (FIRST_SUNDAY + turn // len(MEETINGS) * EVERY) % 28))
    pool_id = uuid_from_seed(seed, MEETING, year, turn, at=at)
    there = tuple(
        Guest(uuid_from_seed(seed, MEETING, each.number, at=at), worker_id(hands.city, each)) for each in guests
    )
    return HeldPool(
        id=pool_id, service=MEETING, union_id=hands.top.id, title=title, place=place, item=item, starts_at=at, hours=5,
        capacity=AT_A_MEETING, made_by=hands.officer("municipal").id, guests=there, answers={"wish": item, "manners": True},
    )  # fmt: skip


def past_weddings(hands: Hands, candidates: Iterable[PlannedWorker], *, couples: int) -> Wed:
    """So many couples, in the autumn of each year; the one who asked is of the union, the other is not named."""
    city, wed = hands.city, Wed([], [])
    found = ((w, y) for w in _by_lot(candidates, "join") if (y := year_wed(w, city.as_of, city.chances["wedding"])))
    each_year = -(-couples // (last_wedding(city.as_of) - REPORT_BEGAN.year))
    for year, brides in in_years(found, count=couples, most=each_year).items():
        cases = [_couple(hands, worker, year, number) for number, worker in enumerate(brides, 1)]
        wed.cases.extend(cases)
        wed.pools.append(_wedding(hands, year, cases))
    return wed


def _couple(hands: Hands, worker: PlannedWorker, year: int, number: int) -> NewCase:
    """Asked in the summer, agreed to, the certificate seen, a place, and they were there."""
    city, there = hands.city, moment(date(year, *WEDDING_DAY))
    at = there - timedelta(90 + worker.number % 20)
    case_id, booking = _key(hands, "case", worker.number, year), _key(hands, "place", worker.number, year)
    home, herself = hands.refs[city.ids[worker.union.key]], Actor(worker_id(city, worker), mask_name(worker.name))
    (county, officer), second = hands.county(worker.union.region_code), hands.officer("municipal")
    steps = (
        step("applied", at, herself),
        step("agreed", at + DAY, name="partner"),
        step("reviewed", at + 4 * DAY, officer, stage=0, union=county, amount_fen=None),
        step("reviewed", at + 8 * DAY, second, stage=1, union=hands.top, amount_fen=None),
        step("approved", at + 8 * DAY, second, stage=1, amount_fen=None),
        step("delivered", there, stage=1, amount_fen=None, record={}),
    )
    return NewCase(
        id=case_id, service=WEDDING, subject_id=herself.id, person_id=herself.id, who=herself.label, union_id=home.id, path=home.path,
        origin="applied", applied_at=at, decided_at=at + 8 * DAY, ended_at=there, steps=steps,
        record={"booking": str(booking), "number": number},
    )  # fmt: skip


def _wedding(hands: Hands, year: int, cases: list[NewCase]) -> HeldPool:
    at = moment(date(year, *WEDDING_DAY))
    guests = tuple(Guest(UUID(case.record["booking"]), case.subject_id, case.id) for case in cases)
    return HeldPool(
        id=_key(hands, "pool", year, year), service=WEDDING, union_id=hands.top.id, title=f"{year} 年新福州人集体婚礼", place=WHERE,
        item="couple", starts_at=at, hours=WEDDING_HOURS, capacity=max(100, len(cases)), made_by=hands.officer("municipal").id, guests=guests,
    )  # fmt: skip


def _key(hands: Hands, what: str, number: int, year: int) -> UUID:
    return uuid_from_seed(hands.city.seed, WEDDING, what, number, at=moment(date(year, *WEDDING_DAY)))


def _by_lot(candidates: Iterable[PlannedWorker], purpose: str) -> list[PlannedWorker]:
    return sorted(candidates, key=lambda worker: (worker.lot(purpose), worker.number))
