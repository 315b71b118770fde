"""The plan of the people becomes rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, pairwise
from typing import Any
from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.demo.actions.found_city import City, moment
from niangjia.demo.rules import numbers
from niangjia.demo.rules.pasts import Relieved, joined_by_phone, past_study
from niangjia.demo.rules.places import SHANGJIE
from niangjia.demo.rules.told import worded
from niangjia.demo.rules.tree import RONGHE
from niangjia.demo.rules.workers import PlannedStudy, PlannedWorker, Seats, plan_workers
from niangjia.kernel.ids import uuid_from_seed
from niangjia.people import api as people

REMEMBERED = 120
PART = 5_000  # people made at once


@dataclass
class Pool:
    """Some of those who came in, remembered for the histories: students, the firm of the cast, 上街镇, and everywhere else."""

    students: list[PlannedWorker] = field(default_factory=list)
    companions: list[PlannedWorker] = field(default_factory=list)
    neighbours: list[PlannedWorker] = field(default_factory=list)
    others: list[PlannedWorker] = field(default_factory=list)

    def look_at(self, worker: PlannedWorker) -> None:
        """In the order of coming in, so the same city remembers the same people."""
        here = self.neighbours if worker.union.region_code == SHANGJIE else self.others
        if worker.union.key == RONGHE:
            here = self.companions
        if worker.studies:
            here = self.students
        if (
            worker.status == "active"
            and len(here) < REMEMBERED
            and (here is not self.others or worker.number % 10 == 0)
        ):
            here.append(worker)

    @property
    def everybody(self) -> set[int]:
        """Their running numbers."""
        return {w.number for w in (*self.students, *self.companions, *self.neighbours, *self.others)}


def settle_people(city: City, *, progress: Callable[[int], None]) -> int:
    """Enter everybody; how many came in."""
    parts = parts_of(city.seats)
    return people.load_register(
        by=SYSTEM,
        parts=len(parts),
        people_of=lambda n: (person_row(city, worker) for worker in planned(city, parts[n])),
        progress=progress,
    )


def let_them_tell(city: City) -> int:
    """Enter what those who were asked say of themselves; how many answers. Whoever was never asked stays unknown."""
    parts = parts_of(city.seats)
    return people.load_told_of(
        by=SYSTEM,
        parts=len(parts),
        told_of=lambda n: (row for worker in planned(city, parts[n]) for row in told_rows(city, worker)),
    )


def planned(city: City, seats: Sequence[Seats]) -> Iterator[PlannedWorker]:
    """The workers of some unions of this city."""
    return plan_workers(seats, seed=city.seed, as_of=city.as_of)


def pool_of(city: City) -> Pool:
    """Those the acted histories choose from: 上街镇 and as many other unions as are needed, drawn again."""
    pool = Pool()
    near = [each for each in city.seats if each.union.region_code == SHANGJIE]
    for worker in planned(city, near):
        pool.look_at(worker)
    far = [each for each in city.seats if each.union.region_code != SHANGJIE]
    for seats in far:
        if len(pool.students) >= REMEMBERED and len(pool.others) >= REMEMBERED:
            break
        for worker in planned(city, [seats]):
            pool.look_at(worker)
    return pool


def worker_id(city: City, worker: PlannedWorker | Relieved) -> UUID:
    """The key of somebody of the plan."""
    return uuid_from_seed(city.seed, "person", worker.number, at=moment(worker.since))


def join_case_id(city: City, worker: PlannedWorker) -> UUID:
    """The key of the application by which she joined on her phone."""
    return uuid_from_seed(city.seed, "join-case", worker.number, at=moment(worker.since))


def membership_id(city: City, worker: PlannedWorker) -> UUID:
    """The key of her membership."""
    return uuid_from_seed(city.seed, "membership", worker.number, at=moment(worker.since))


def card_of(worker: PlannedWorker | Relieved) -> str:
    return numbers.card(worker.number)


def person_row(city: City, worker: PlannedWorker) -> people.NewPerson:
    seed, number, employer = city.seed, worker.number, worker.union.employer
    at = moment(worker.since)
    by_phone = joined_by_phone(worker, city.as_of)
    membership = people.NewMembership(
        membership_id(city, worker), city.ids[worker.union.key], worker.status, worker.since,
        join_case_id(city, worker) if by_phone else None,
    )  # fmt: skip
    past = past_study(worker, city.as_of, city.chances["study"])
    return people.NewPerson(
        id=worker_id(city, worker),
        name=worker.name,
        id_number=numbers.resident_number(worker.region, worker.born, worker.sex, worker.turn),
        phone=numbers.phone(number),
        bank_card=card_of(worker) if worker.has_card or past else "",
        sex=worker.sex,
        born=worker.born,
        created_at=at,
        employer_uscc=city.codes[employer.number] if employer else "",
        membership=membership,
        studies=tuple(study_row(seed, number, one) for one in (*worker.studies, *filter(None, [past]))),
        **worker.details,
    )


def told_rows(city: City, worker: PlannedWorker) -> Iterator[people.NewTold]:
    """Her answers as of the day of the city."""
    if worker.told:
        for question, answer in worded(worker.told).items():
            yield people.NewTold(worker_id(city, worker), question, answer, city.as_of)


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


def parts_of(seats: Sequence[Seats]) -> list[Sequence[Seats]]:
    """For work that is done part by part: unions together until they are about ``PART`` people."""
    ends = list(accumulate(each.union.size for each in seats))
    cuts = [0, *(n + 1 for n in range(len(seats) - 1) if ends[n] // PART < ends[n + 1] // PART), len(seats)]
    return [seats[start:end] for start, end in pairwise(cuts) if start < end]
