"""情暖返乡路: a train whose order is before the public, and one that is being entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.gathering import at
from niangjia.demo.histories.matters import Matter
from niangjia.demo.histories.shopping import LINK, SEED, SOURCE
from niangjia.demo.rules.places import CITY
from niangjia.demo.rules.programme import GOING_HOME, TRAINS, PlannedTrain
from niangjia.demo.rules.told import worded
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.quotas import api as quotas

SERVICE, QUESTION = "homeward", "stays_at_spring"
MEETS, TEXT = "福州站北广场集合", "按条件排座位，排好了先公示。"
ON_NOTICE = 2  # working days before today, the order went before the public
FAMILY = (1, 2, 3, 2, 4, 1)  # seats that one after the other asks for
HER_ANSWERS = {"home_region": "outside", QUESTION: "no"}  # of the worker of the cast


def going_home(company: Company) -> Iterator[Matter]:
    """Only in winter. Nobody enters two trains."""
    today, crowd = company.city.as_of, _from_elsewhere(company)
    if today.month not in GOING_HOME:
        return
    for turn, train in enumerate(TRAINS):
        guests = crowd[turn :: len(TRAINS)][: train.guests]
        yield Matter(today + timedelta(train.opens), _train(company, train, [company.id_of(each) for each in guests]))


def _from_elsewhere(company: Company) -> list[PlannedWorker]:
    """Who has said that home is not Fuzhou."""
    crowd = [*company.pool.neighbours, *company.pool.others]
    return [each for each in crowd if each.told and worded(each.told)["home_region"] != "fuzhou"]


def _train(company: Company, train: PlannedTrain, guests: list[UUID]) -> Iterator[date]:
    """Opened, entered two days later; where the seed's source is named, the order follows."""
    officer = company.actor("municipal")
    begins = at(company, train.day, 9)
    new = quotas.NewPool(
        service=SERVICE, union_id=company.city.ids[CITY], title=train.title, capacity=train.capacity, mode="merit", opens_at=clock.now(),
        closes_at=at(company, train.closes, 17), starts_at=begins, ends_at=begins + timedelta(hours=9), place=MEETS, text=TEXT,
    )  # fmt: skip
    [pool_id] = quotas.open_pools(by=officer, pools=[new])
    yield clock.today() + timedelta(2)
    _enter(company, train, pool_id, guests)
    if train.speaks is not None:
        draw_id = quotas.announce_draw(
            by=officer, pool_id=pool_id, source=SOURCE, speaks_at=at(company, train.speaks, 21)
        )
        yield from _ordered(company, train, draw_id)


def _enter(company: Company, train: PlannedTrain, pool_id: UUID, guests: list[UUID]) -> None:
    """They say that they go home, and enter; the worker of the cast among those of the first train."""
    told = [people.NewTold(person, QUESTION, "no", clock.today()) for person in guests]
    people.load_told(by=SYSTEM, told=told)
    if train.speaks is not None:
        worker = company.actor("worker")
        for question, answer in HER_ANSWERS.items():
            people.tell(by=worker, person_id=worker.id, question=question, answers=[answer])
        guests = [*guests, worker.id]
    company.as_known_today("person", *guests)
    for turn, person in enumerate(guests):
        answers = {"station": train.station, "seats": FAMILY[turn % len(FAMILY)], "notice_consent": "on"}
        quotas.ask_for_place(by=people.actor_for(person), pool_id=pool_id, key=uuid7(), answers=answers)


def _ordered(company: Company, train: PlannedTrain, draw_id: UUID) -> Iterator[date]:
    """Frozen with its scores, the seed typed by two, put in order, put before the public."""
    first, second = company.actor("municipal"), company.actor("municipal2")
    yield company.city.as_of + timedelta(train.closes + 1)
    quotas.freeze_list(by=first, draw_id=draw_id)
    yield company.city.as_of + timedelta((train.speaks or 0) + 1)
    quotas.enter_seed(by=first, draw_id=draw_id, seed=SEED, link=LINK)
    quotas.confirm_seed(by=second, draw_id=draw_id, seed=SEED)
    quotas.make_draw(by=first, draw_id=draw_id)
    yield company.ago(ON_NOTICE)
    quotas.publish_order(by=first, draw_id=draw_id)
