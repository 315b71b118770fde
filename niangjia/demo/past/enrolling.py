"""工匠学院 of the years before: as many workers as the report says worked and studied at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.casework.api import NewCase
from niangjia.demo.actions.found_city import moment
from niangjia.demo.actions.settle_people import worker_id
from niangjia.demo.past.hands import DAY, Hands, step
from niangjia.demo.rules.pasts import academy_lot, year_enrolled
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.text import mask_name
from niangjia.registers.api import NewEntry

SERVICE, REGISTER = "academy", "enrolment"
YEARS, OVER = 3, "学完了，拿到证书"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Cases and the entries they ended in."""

    cases: list[NewCase]
    entries: list[NewEntry]


def past_enrolments(hands: Hands, candidates: Iterable[PlannedWorker], *, people: int) -> Enrolled:
    """The first ``people`` of the candidates."""
    city, found = hands.city, Enrolled([], [])
    for worker in sorted(candidates, key=lambda w: (academy_lot(w), w.number))[:people]:
        year = year_enrolled(worker, city.as_of, city.chances["academy"])
        assert year
        case, entry = _enrolled(hands, worker, year)
        found.cases.append(case)
        found.entries.append(entry)
    return found


def _enrolled(hands: Hands, worker: PlannedWorker, year: int) -> tuple[NewCase, NewEntry]:
    """Put forward by the county, admitted by the city."""
    city, at = hands.city, moment(date(year, 6, 3 + worker.number % 20))
    case_id, decided = uuid_from_seed(city.seed, SERVICE, worker.number, at=at), at + 9 * DAY
    entry_id = uuid_from_seed(city.seed, SERVICE, "entry", worker.number, at=decided)
    home, herself = hands.refs[city.ids[worker.union.key]], Actor(worker_id(city, worker), mask_name(worker.name))
    county, officer = hands.county(worker.union.region_code)
    municipal, record = hands.officer("municipal"), {"register": REGISTER, "entry": str(entry_id)}
    steps = (
        step("applied", at, herself),
        step("vacancy", at, union=home, fell_to=county.name),
        step("reviewed", at + 3 * DAY, officer, stage=0, union=county, amount_fen=None),
        step("reviewed", decided, municipal, stage=1, union=hands.top, amount_fen=None),
        step("approved", decided, municipal, stage=1, amount_fen=None),
        step("delivered", decided, stage=1, amount_fen=None, record=record),
    )
    case = NewCase(
        id=case_id, service=SERVICE, subject_id=herself.id, person_id=herself.id, who=herself.label, union_id=home.id,
        path=home.path, origin="applied", applied_at=at, decided_at=decided, ended_at=decided, steps=steps, record=record,
        answers={"employer_name": worker.details["employer_name"], "programme": "certificate" if worker.number % 3 else "college"},
    )  # fmt: skip
    return case, _entry(case, entry_id, city.as_of)


def _entry(case: NewCase, entry_id: UUID, as_of: date) -> NewEntry:
    since = clock.local_date(case.decided_at)
    over = date(since.year + YEARS, 7, 1)
    until, reason = (over, OVER) if over <= as_of else (None, "")
    return NewEntry(entry_id, case.subject_id, REGISTER, SERVICE, case.id, case.union_id, since, until, reason)
