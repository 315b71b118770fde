"""Places: what is over, with who was there and how it was; what is to come, for whoever plays the cast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from niangjia.activities import api as activities
from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.matters import Matter
from niangjia.demo.rules.programme import AHEAD, AT, COMING, COURSES, OVER, PACKS, Planned, PlannedCourse
from niangjia.kernel.errors import Refusal
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.quotas import api as quotas

WELL = ("讲得明白，下次还来。", "师傅很耐心。", "地方好找，人也客气。", "")
STAYS_AWAY = 6  # every sixth with a place does not come
PACKS_ASKED = 4
HER_ADDRESS = "福建省福州市闽侯县上街镇新洲村 18 号"
LATEST = timedelta(hours=1)  # before it begins, booking ends


def gatherings(company: Company) -> Iterator[Matter]:
    """Each begins when its pool is opened."""
    today = company.city.as_of
    for number, planned in enumerate(OVER):
        yield Matter(today + timedelta(planned.day - AHEAD), _held(company, planned, number))
    for number, planned in enumerate(COMING):
        if not planned.months or today.month in planned.months:
            yield Matter(today - timedelta(AHEAD), _to_come(company, planned, number + len(OVER)))
    for number, course in enumerate(COURSES):
        yield Matter(today + timedelta(min(course.days[0], 0) - AHEAD), _course(company, course, number))
    yield Matter(today - timedelta(2), _stock(company))


def at(company: Company, day: int, hour: int) -> datetime:
    """So many days from today, at this hour in Fuzhou."""
    return clock.start_of(company.city.as_of + timedelta(day)) + timedelta(hours=hour)


def guests(company: Company, service: str, number: int, count: int) -> list[UUID]:
    """Some who may, others for each thing that goes on; the worker of the cast comes to what is over at home."""
    crowd = [*company.pool.neighbours, *company.pool.companions, *company.pool.others]
    start = number * 11 % max(len(crowd), 1)
    ids = [company.id_of(worker) for worker in (crowd[start:] + crowd[:start])[: 3 * count]]
    company.as_known_today("person", *ids)
    may = set(catalogue.subjects_with(service=service, verdicts=["yes"], among=ids))
    return [person for person in ids if person in may][:count]


def ask(
    company: Company, pool_id: UUID, who: Sequence[UUID], answers: Mapping[str, object], *, wait: bool = False
) -> None:
    """One after the other, on their phones; to whom the rules say no, they say it."""
    for person in who:
        with suppress(Refusal):
            quotas.ask_for_place(by=people.actor_for(person), pool_id=pool_id, key=uuid7(), answers=answers, wait=wait)


def _open(company: Company, planned: Planned) -> UUID:
    begins = at(company, planned.day, planned.hour)
    new = quotas.NewPool(
        service=planned.service, union_id=company.city.ids[AT[planned.by]], title=planned.title, capacity=planned.capacity, mode=planned.mode,
        opens_at=clock.now(), closes_at=begins - LATEST, starts_at=begins, ends_at=begins + timedelta(hours=planned.hours),
        place=planned.place, text=planned.text, item=planned.item,
    )  # fmt: skip
    return quotas.open_pools(by=company.actor(planned.by), pools=[new])[0]


def _held(company: Company, planned: Planned, number: int) -> Iterator[date]:
    """Opened, booked, held; who was there is checked in at the door, and some say how it was."""
    pool_id = _open(company, planned)
    yield company.city.as_of + timedelta(planned.day - AHEAD + 2)
    who = guests(company, planned.service, number, planned.guests)
    if planned.by != "municipal":
        who = [person for key in ("worker", "mother") if (person := _known(company, key, planned.service))] + who
    ask(company, pool_id, who, planned.answers())
    yield company.city.as_of + timedelta(planned.day)
    with clock.frozen(at(company, planned.day, planned.hour)):
        _let_in(company, planned.by, pool_id)
    yield company.city.as_of + timedelta(planned.day + 1)
    quotas.mark_missed(by=SYSTEM, pool_id=pool_id)
    _rate(company, planned.by, pool_id)


def _known(company: Company, key: str, service: str) -> UUID | None:
    """One of the cast, if she may."""
    person = company.actor(key).id
    company.as_known_today("person", person)
    return person if catalogue.verdict_now(service=service, subject_id=person) == "yes" else None


def _let_in(company: Company, by: str, pool_id: UUID) -> None:
    rows, _ = quotas.bookings_of_pool(company.actor(by), pool_id=pool_id, states=("booked",), size=100)
    there = [row.id for turn, row in enumerate(rows, 1) if turn % STAYS_AWAY]
    quotas.check_in(by=company.actor(by), pool_id=pool_id, booking_ids=there)


def _rate(company: Company, by: str, pool_id: UUID) -> None:
    rows, _ = quotas.bookings_of_pool(company.actor(by), pool_id=pool_id, states=("used",), size=100)
    for turn, row in enumerate(rows[::2]):
        text = WELL[turn % len(WELL)]
        quotas.rate(by=people.actor_for(row.person_id), booking_id=row.id, stars=5 - turn % 3 // 2, text=text)


def _to_come(company: Company, planned: Planned, number: int) -> Iterator[date]:
    pool_id = _open(company, planned)
    yield company.city.as_of - timedelta(2)
    who = guests(company, planned.service, number, planned.guests)
    ask(company, pool_id, who[: planned.capacity], planned.answers())
    ask(company, pool_id, who[planned.capacity :], planned.answers(), wait=True)


def _course(company: Company, course: PlannedCourse, number: int) -> Iterator[date]:
    """A series with one list of people; of one that is over also who was there, who passed, whose certificate was fetched."""
    sessions = [(at(company, day, 19), at(company, day, 21)) for day in course.days]
    new = activities.NewSeries(
        service="skill-class", union_id=company.city.ids[AT[course.by]], title=course.title, capacity=course.capacity,
        opens_at=clock.now(), sessions=sessions, place=course.place, text=course.text, exam=True,
    )  # fmt: skip
    officer = company.actor(course.by)
    series_id = activities.open_series(by=officer, new=new)
    yield clock.today() + timedelta(2)
    pool_id = activities.series_for(officer, series_id=series_id).sessions[0].pool_id
    ask(company, pool_id, guests(company, "skill-class", 3 + number, course.guests), {})
    for nr, day in enumerate(course.days, 1):
        yield company.city.as_of + timedelta(day)
        with clock.frozen(sessions[nr - 1][0]):
            _attend(company, course.by, series_id, nr)
    yield clock.today() + timedelta(2)
    _examine(company, course.by, series_id)


def _attend(company: Company, by: str, series_id: UUID, nr: int) -> None:
    """The last of the list comes to the first session only."""
    known = [one.person_id for one in activities.participants_of(company.actor(by), series_id=series_id)]
    there = known if nr == 1 else known[:-1]
    activities.enter_attendance(by=company.actor(by), series_id=series_id, nr=nr, person_ids=there)


def _examine(company: Company, by: str, series_id: UUID) -> None:
    known = [one.person_id for one in activities.participants_of(company.actor(by), series_id=series_id)]
    sat = known[:-1]
    activities.enter_exam(
        by=company.actor(by), series_id=series_id, passed={who: turn > 0 for turn, who in enumerate(sat)}
    )
    for person in sat[1::2]:
        activities.certify_attendance(by=people.actor_for(person), series_id=series_id)


def _stock(company: Company) -> Iterator[date]:
    """Welcome packs, at the city and at the county of the cast; who joined last asks the county for hers, most by post."""
    for by, packs in (("municipal", PACKS), ("county", PACKS // 3)):
        new = quotas.NewPool(
            service="welcome-pack", union_id=company.city.ids[AT[by]], title="入会礼包", capacity=packs, mode="first",
            opens_at=clock.now(), closes_at=clock.now() + timedelta(days=365), text="一个保温杯、一本会员手册，到职工之家扫码自取。",
        )  # fmt: skip
        [pool_id] = quotas.open_pools(by=company.actor(by), pools=[new])
    yield company.city.as_of - timedelta(1)
    who = company.joined[-PACKS_ASKED:]
    ask(company, pool_id, who[:-1], {"way": "post", "address": HER_ADDRESS})
    ask(company, pool_id, who[-1:], {"way": "collect"})
