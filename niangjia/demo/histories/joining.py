"""指尖入会: couriers and shop people of the towns join; some have just asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.api import Defect
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.matters import Matter
from niangjia.demo.rules.cast import MINHOU
from niangjia.demo.rules.employers import STATIONS
from niangjia.demo.rules.names import person_name
from niangjia.demo.rules.numbers import CAST_TURN, resident_number
from niangjia.demo.rules.places import SHANGJIE, place
from niangjia.people import api as people

DONE_AGO = (210, 160, 120, 75, 48, 30, 22, 14, 9)  # working days
ELSEWHERE = ("350102001", "350181002", "350111003")  # where every third of them works
WAITING_AGO = (6, 5, 4, 4, 2, 1)  # at the town till the 5th working day: over, today, tomorrow, …
JOINED = len(DONE_AGO) + 1  # they and the one who wins her appeal
FORMS = tuple(STATIONS)[:4]


def joins(company: Company) -> Iterator[Matter]:
    for number, ago in enumerate(DONE_AGO):
        town = ELSEWHERE[number // 3 % len(ELSEWHERE)] if number % 3 == 2 else SHANGJIE
        yield Matter(company.ago(ago), _joined(company, number, town))
    for number, ago in enumerate(WAITING_AGO, len(DONE_AGO)):
        yield Matter(company.ago(ago), _asked(company, number))
    yield Matter(company.ago(7), _returned(company, 40))
    yield Matter(company.ago(40), _withdrawn(company, 41))
    yield Matter(company.ago(26), _refused(company, 42))


def _joined(company: Company, number: int, town: str) -> Iterator[date]:
    who, case_id = _ask(company, number, town)
    yield company.later(1 + number % 3)
    company.approve(case_id, "情况属实，欢迎加入。")
    company.joined.append(who)
    yield company.later(2)
    casework.rate(
        by=people.actor_for(who), case_id=case_id, stars=5 - (number % 4 == 3), text="很快" if number % 2 else ""
    )


def _asked(company: Company, number: int) -> Iterator[date]:
    _ask(company, number, SHANGJIE)
    yield date.max


def _returned(company: Company, number: int) -> Iterator[date]:
    _, case_id = _ask(company, number, SHANGJIE)
    yield company.later(2)
    defects = [
        Defect("employer_name", "请写清楚是哪个站点，站点在哪条路。"),
        Defect("", "手机号登记在别人名下，请说明一下。"),
    ]
    casework.return_for_repair(by=company.officer_for(case_id), case_id=case_id, defects=defects)


def _withdrawn(company: Company, number: int) -> Iterator[date]:
    who, case_id = _ask(company, number, SHANGJIE)
    yield company.later(1)
    casework.withdraw(by=people.actor_for(who), case_id=case_id)


def _refused(company: Company, number: int) -> Iterator[date]:
    """Refused, and upheld on appeal by the county."""
    who, case_id = _ask(company, number, SHANGJIE)
    yield company.later(3)
    casework.refuse(by=company.officer_for(case_id), case_id=case_id, reason="站点说已经离职，现在没有在上街镇干活。")
    yield company.later(4)
    casework.appeal(by=people.actor_for(who), case_id=case_id, reason="换了站点，还在上街镇跑单，有接单记录。")
    yield company.later(3)
    casework.decide_appeal(
        by=company.officer_for(case_id), case_id=case_id, upheld=True, reason="接单记录属实，准予入会。"
    )


def _ask(company: Company, number: int, town: str) -> tuple[UUID, UUID]:
    """Somebody new comes with a phone and fills in the form."""
    random = Random(f"{company.city.seed}/join/{number}")
    sex = "f" if random.random() < 0.25 else "m"
    who = people.begin_person(by=SYSTEM, phone=f"138000003{number:02d}")
    form = FORMS[number % len(FORMS)]
    name = person_name(random, sex)
    answers: dict[str, Any] = {
        "name": name,
        "id_number": resident_number(MINHOU, date(1986, 1, 9) + timedelta(113 * number), sex, CAST_TURN),
        "employment": "platform",
        "new_form": form,
        "employer_name": f"{place(town).name}{STATIONS[form]}",
        "union": str(company.city.ids[town]),
        "signature": {"typed": name},
        "wish": "on",
    }
    return who, company.apply(who, "join", answers)
