"""The plan of the people becomes rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.demo.actions.found_city import City, moment
from niangjia.demo.rules import numbers
from niangjia.demo.rules.places import SHANGJIE
from niangjia.demo.rules.tree import RONGHE
from niangjia.demo.rules.workers import PlannedStudy, PlannedWorker, plan_workers
from niangjia.kernel.ids import uuid_from_seed
from niangjia.people import api as people

REMEMBERED = 120


@dataclass
class Pool:
    """Some of those who came in, remembered for the histories: students, the firm of the cast, 上街镇, and everywhere else."""

    students: list[PlannedWorker] = field(default_factory=list)
    companions: list[PlannedWorker] = field(default_factory=list)
    neighbours: list[PlannedWorker] = field(default_factory=list)
    others: list[PlannedWorker] = field(default_factory=list)
    count: int = 0

    def look_at(self, worker: PlannedWorker) -> None:
        """In the order of coming in, so the same city remembers the same people."""
        self.count += 1
        here = self.neighbours if worker.union.region_code == SHANGJIE else self.others
        if worker.union.key == RONGHE:
            here = self.companions
        if worker.studies:
            here = self.students
        if worker.status == "active" and len(here) < REMEMBERED and (here is not self.others or self.count % 10 == 0):
            here.append(worker)


def settle_people(city: City, *, progress: Callable[[int], None]) -> Pool:
    """Enter everybody."""
    pool = Pool()
    people.load_people(by=SYSTEM, people=_everybody(city, pool), progress=progress)
    return pool


def worker_id(city: City, worker: PlannedWorker) -> UUID:
    """The key of somebody of the plan."""
    return uuid_from_seed(city.seed, "person", worker.number, at=moment(worker.since))


def _everybody(city: City, pool: Pool) -> Iterator[people.NewPerson]:
    for worker in plan_workers(city.unions, seed=city.seed, as_of=city.as_of):
        pool.look_at(worker)
        yield _person(city, worker)


def _person(city: City, worker: PlannedWorker) -> people.NewPerson:
    seed, number, employer = city.seed, worker.number, worker.union.employer
    at = moment(worker.since)
    membership = people.NewMembership(
        uuid_from_seed(seed, "membership", number, at=at), city.ids[worker.union.key], worker.status, worker.since
    )
    return people.NewPerson(
        id=worker_id(city, worker),
        name=worker.name,
        id_number=numbers.resident_number(worker.region, worker.born, worker.sex, worker.turn),
        phone=numbers.phone(number),
        bank_card=numbers.card(number) if worker.has_card else "",
        sex=worker.sex,
        born=worker.born,
        created_at=at,
        employer_uscc=city.codes[employer.number] if employer else "",
        membership=membership,
        studies=tuple(study_row(seed, number, one) for one in worker.studies),
        **worker.details,
    )


def study_row(seed: int, owner: Any, one: PlannedStudy) -> people.NewStudy:
    return people.NewStudy(
        id=uuid_from_seed(seed, "study", owner, one.school_year, at=moment(one.reported_on)),
        school=one.school,
        level=one.level,
        school_year=one.school_year,
        enrolled=one.enrolled,
        passed=one.passed,
        punished=one.punished,
        reported_on=one.reported_on,
    )


def years_before(day: date, years: int) -> date:
    """The same day some years earlier, the 28th at the latest."""
    return date(day.year - years, day.month, min(day.day, 28))
