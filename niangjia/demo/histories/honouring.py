"""劳模推荐评选: last year's list, named; this year's candidates on their way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from niangjia.casework import api as casework
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.matters import Matter
from niangjia.demo.rules.workers import PlannedWorker

SERVICE = "model-worker"
VOTES = (86, 82, 79)
SHORT = "在岗位上一干十几年，带出七个徒弟，提了三条改进建议，废品率降了一半。"
LONG = SHORT + "夜里设备出故障，随叫随到；同事家里有事，主动顶班。大家推荐，职代会全票通过。"
IDENTITIES = ("frontline", "technical", "frontline", "frontline", "staff")
NAMED = 5
RUNNING = (("asked", 3), ("agreed", 6), ("agreed", 14), ("reviewed", 20))


def candidates(company: Company) -> Iterator[Matter]:
    found = _suited(company)
    begin = date(company.city.as_of.year - 1, 3, 4)
    named, running = found[:NAMED], found[NAMED : NAMED + len(RUNNING)]
    list_of: list[UUID] = []
    for number, worker in enumerate(named):
        yield Matter(begin, _named(company, worker, number, list_of))
    if named:
        yield Matter(date(begin.year, 4, 28), _confirm(company, str(begin.year), list_of))
    for number, (worker, (far, ago)) in enumerate(zip(running, RUNNING, strict=False)):
        yield Matter(company.ago(ago), _candidate(company, worker, number, far))


def _suited(company: Company) -> list[PlannedWorker]:
    """Two women first, so that their share holds; the first of this year's is of the cast's firm."""
    fit, colleagues = (
        _fit(company, [*company.pool.neighbours, *company.pool.others]),
        _fit(company, company.pool.companions),
    )
    women = [w for w in fit if w.sex == "f"][:2]
    rest = [w for w in fit if w not in women]
    men = NAMED - len(women)
    return [*women, *rest[:men], *colleagues[-1:], *rest[men:]]


def _fit(company: Company, workers: list[PlannedWorker]) -> list[PlannedWorker]:
    """At work on the front line of a firm for some years."""
    before = company.city.as_of.year - 2
    return [w for w in workers if w.union.kind == "enterprise" and w.details["frontline"] and w.since.year < before]


def _named(company: Company, worker: PlannedWorker, number: int, list_of: list[UUID]) -> Iterator[date]:
    case_id = company.apply(company.id_of(worker), SERVICE, _answers(company, worker, number))
    list_of.append(case_id)
    yield company.later(3)
    company.approve(case_id, "职代会表决通过。", votes=VOTES)
    yield company.after_notice(case_id)
    yield company.later(2)
    company.approve(case_id, "材料齐全，同意初审。")
    yield company.after_notice(case_id)
    yield company.later(2)
    company.approve(case_id, "同意列入名单。")


def _confirm(company: Company, period: str, list_of: list[UUID]) -> Iterator[date]:
    """When all stand on the list it goes to the public as a whole."""
    while any(company.state(case_id) != "listed" for case_id in list_of):
        yield company.later(1)
    casework.confirm_list(by=company.actor("municipal"), service=SERVICE, period=period)


def _candidate(company: Company, worker: PlannedWorker, number: int, far: str) -> Iterator[date]:
    case_id = company.apply(company.id_of(worker), SERVICE, _answers(company, worker, number))
    yield date.max if far == "asked" else company.later(2)
    company.approve(case_id, "职代会表决通过。", votes=VOTES)
    if far == "agreed":
        return
    yield company.after_notice(case_id)
    yield company.later(2)
    company.approve(case_id, "同意初审。")


def _answers(company: Company, worker: PlannedWorker, number: int) -> dict[str, Any]:
    return {
        "identity": IDENTITIES[number % len(IDENTITIES)],
        "deeds_short": SHORT,
        "deeds": LONG,
        "attended": str(VOTES[1]),
        "in_favour": str(VOTES[2]),
        "minutes": company.picture(company.id_of(worker), "职代会记录"),
        "notice_consent": "on",
    }
