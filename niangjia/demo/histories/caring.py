"""关爱环卫工人: who sweeps the streets chooses a check-up or the money; the county's mornings and afternoons at the hospital."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.demo.actions.settle_people import card_of
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.matters import Matter
from niangjia.demo.rules.programme import AT
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.people import api as people
from niangjia.quotas import api as quotas

SERVICE, HOSPITAL = "sanitation-care", "闽侯县医院体检中心"
SLOTS = (
    (12, "morning", 8),
    (13, "morning", 8),
    (19, "morning", 8),
    (14, "afternoon", 14),
)  # days from today, kind, hour
PLACES = 3
WANTED = ("morning", "morning", "afternoon", "money", "morning")
OPENED, ASKED, JUST_ASKED = 9, 6, 1  # working days ago


def caring(company: Company) -> Iterator[Matter]:
    """The slots come first; the last who asks is on the county's desk."""
    yield Matter(company.ago(OPENED), _open_slots(company))
    sweepers = company.pool.neighbours[5::7]  # what they do nobody has asked them yet
    for number, (worker, take) in enumerate(zip(sweepers, WANTED, strict=False)):  # a tiny city has few
        last = number == len(WANTED) - 1
        yield Matter(company.ago(JUST_ASKED if last else ASKED), _asked(company, worker, take, approved=not last))


def _open_slots(company: Company) -> Iterator[date]:
    now = clock.now()
    pools = []
    for day, item, hour in SLOTS:
        begins = clock.start_of(company.city.as_of + timedelta(day)) + timedelta(hours=hour)
        pools.append(
            quotas.NewPool(
                service=SERVICE, union_id=company.city.ids[AT["county"]], title="环卫工人体检", place=HOSPITAL, capacity=PLACES, mode="case",
                item=item, opens_at=now, closes_at=begins, starts_at=begins, ends_at=begins + timedelta(hours=3),
                text="空腹来，带身份证。做完有一份早餐。",
            )
        )  # fmt: skip
    quotas.open_pools(by=company.actor("county"), pools=pools)
    yield date.max


def _asked(company: Company, worker: PlannedWorker, take: str, *, approved: bool) -> Iterator[date]:
    who = company.id_of(worker)
    people.tell(by=people.actor_for(who), person_id=who, question="sanitation", answers=["yes"])
    company.as_known_today("person", who)
    if catalogue.verdict_now(service=SERVICE, subject_id=who) != "yes":
        return
    answers: dict[str, Any] = {
        "take": take,
        "employer_name": "闽侯县环卫所",
        "work_proof": company.picture(who, "工作证"),
    }
    if take == "money":
        answers["bank_card"] = card_of(worker)
    case_id = company.apply(who, SERVICE, answers)
    yield company.later(2) if approved else date.max
    company.approve(case_id, "看过工作证，是环卫工人。")
