"""困难职工帮扶: families helped, and families on the way through visit, check, notice and signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from niangjia.casework import api as casework
from niangjia.demo.actions.settle_people import card_of
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.matters import Matter
from niangjia.demo.histories.paying import paid
from niangjia.demo.rules.names import person_name
from niangjia.demo.rules.numbers import CAST_TURN, resident_number
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.people import api as people

FUND = "hardship"
COMPANIONS, TOWN, ANYWHERE = "companions", "town", "anywhere"
YUAN = (8_000, 12_000, 50_000, 5_000)
CAUSES = (
    ("illness", "爱人今年住院三次，自己掏的钱多，孩子还在上学。"),
    ("low_income", "家里就我一个人上班，老人常年吃药。"),
    ("accident", "去年秋天家里失火，屋里的东西都没了。"),
    ("schooling", "两个孩子同时上大学，学费生活费压得紧。"),
)
# Where somebody works, how far her matter gets, and how many working days ago it began.
MATTERS = (
    (COMPANIONS, "asked", 2), (TOWN, "asked", 3), (TOWN, "asked", 1), (TOWN, "agreed", 5), (TOWN, "helped", 150),
    (ANYWHERE, "helped", 90), (TOWN, "helped", 60), (ANYWHERE, "refused", 45), (TOWN, "visited", 6), (TOWN, "checked", 9),
    (ANYWHERE, "noticed", 14), (TOWN, "signed", 18),
)  # fmt: skip
PAID_AFTER = 36


def hardships(company: Company) -> Iterator[Matter]:
    pools = {
        COMPANIONS: _suited(company.pool.companions),
        TOWN: _suited(company.pool.neighbours[3:]),
        ANYWHERE: _suited(company.pool.others),
    }
    for number, (where, far, ago) in enumerate(MATTERS):
        worker = next(pools[where], None)
        if worker:
            yield Matter(company.ago(ago), _act(company, worker, number, far))
        if far == "helped":
            yield Matter(company.ago(ago - PAID_AFTER), _pay(company))


def _suited(workers: Iterable[PlannedWorker]) -> Iterator[PlannedWorker]:
    return (w for w in workers if not w.details["manager"] and not w.studies)


def _act(company: Company, worker: PlannedWorker, number: int, far: str) -> Iterator[date]:
    """The six steps of the procedure, as far as this one gets."""
    case_id = company.apply(company.id_of(worker), "hardship-aid", _family(company, worker, number))
    yield date.max if far == "asked" else company.later(1)
    company.approve(case_id, "情况属实，同意上报。")
    yield date.max if far == "agreed" else company.later(2)
    found = "住两居室，家里收拾得干净，药放了半桌。说的和看到的一致。"
    casework.record_visit(by=company.officer_for(case_id), case_id=case_id, found=found, signed=True)
    yield date.max if far == "visited" else company.later(4)
    result, told = ("failed", "名下另有一处商铺出租") if far == "refused" else ("passed", "与申报一致")
    casework.record_check(by=company.officer_for(case_id), case_id=case_id, result=result, found=told)
    yield date.max if far == "checked" else company.after_notice(case_id)
    yield company.later(1)
    yield from _decide(company, case_id, worker, number, far)


def _decide(company: Company, case_id: UUID, worker: PlannedWorker, number: int, far: str) -> Iterator[date]:
    if far == "refused":
        reason = "核对查到名下有商铺出租，不符合困难职工条件。家里有变化可以再来。"
        casework.refuse(by=company.officer_for(case_id), case_id=case_id, reason=reason)
        return
    if far == "noticed":
        return
    amount = YUAN[number % len(YUAN)] * 100
    company.approve(case_id, "建议按档救助。", amount_fen=amount)
    yield company.later(2)
    if far == "signed":
        company.sign(case_id, "同意。", amount_fen=amount)
        return
    company.approve(case_id, "同意。", amount_fen=amount)
    while company.state(case_id) == "delivering":
        yield company.later(3)
    yield company.later(3)
    casework.rate(
        by=people.actor_for(company.id_of(worker)), case_id=case_id, stars=5, text="最难的时候有人来看，心里暖。"
    )


def _family(company: Company, worker: PlannedWorker, number: int) -> dict[str, Any]:
    random = Random(f"{company.city.seed}/family/{number}")
    cause, story = CAUSES[number % len(CAUSES)]
    other = "m" if worker.sex == "f" else "f"
    child_born, spouse_born = date(2009, 2, 5 + number), date(1981, 3, 5 + number)
    own = resident_number(worker.region, worker.born, worker.sex, worker.turn)
    members = [
        (worker.name, "self", own, 26_000 + 800 * number, "good"),
        (person_name(random, other), "spouse", resident_number("350121", spouse_born, other, CAST_TURN), 6_000, "ill"),
        (worker.name[0] + person_name(random, "f")[1:], "child", resident_number("350121", child_born, "f", CAST_TURN), 0, "good"),
    ]  # fmt: skip
    columns = ("name", "relation", "id_number", "income_fen", "health")
    answers: dict[str, Any] = {
        "cause": cause,
        "story": story,
        "members": [dict(zip(columns, (*row[:3], f"{row[3]:,}", row[4]), strict=True)) for row in members],
        "rigid_fen": "9,800",
        "homes": "1",
        "business": "no",
        "proofs": company.picture(company.id_of(worker), "诊断书"),
        "check_consent": "on",
        "notice_consent": "on",
        "bank_card": card_of(worker),
    }
    return answers | ({"sudden_fen": "86,000"} if cause == "accident" else {})


def _pay(company: Company) -> Iterator[date]:
    paid(company, FUND)
    yield date.max
