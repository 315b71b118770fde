"""求学圆梦: last school year's grants, paid; this year's, in every state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from niangjia.casework import api as casework
from niangjia.demo.actions.settle_people import card_of
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.matters import Matter
from niangjia.demo.histories.paying import paid, submitted
from niangjia.demo.rules.workers import PlannedStudy, PlannedWorker
from niangjia.notices import api as notices
from niangjia.people import api as people

FUND = "learning"
PAID_AFTER = timedelta(42)
LAST_YEAR, THIS_YEAR_PAID, WAITING_TO_BE_PAID, ON_NOTICE, AT_THE_CITY, JUST_ASKED = 6, 3, 2, 3, 2, 2


def study_grants(company: Company) -> Iterator[Matter]:
    """As many as there are students; a tiny city has few. This year's begin when the school has sent its list."""
    before, now = (iter(found) for found in _students(company))
    listed = listed_on(company.city.as_of)
    last = date(listed.year - 1, 10, 14)
    for number, worker in enumerate(islice(before, LAST_YEAR)):
        yield Matter(last, _granted(company, worker, number))
    yield Matter(last + PAID_AFTER, _pay(company))
    yield from (matter for matter in _of_this_year(company, now) if matter.begins > listed)


def listed_on(day: date) -> date:
    """When the school reported the students of this school year."""
    return min(date(day.year - (day.month < 9), 9, 20), day)


def _of_this_year(company: Company, now: Iterator[PlannedWorker]) -> Iterator[Matter]:
    for number, worker in enumerate(islice(now, THIS_YEAR_PAID)):
        yield Matter(company.ago(32), _granted(company, worker, number))
    yield Matter(company.ago(16), _pay_with_a_bounce(company))
    for worker in islice(now, WAITING_TO_BE_PAID):
        yield Matter(company.ago(14), _granted(company, worker, 0))
    yield Matter(company.ago(1), _submit(company))
    for number, worker in enumerate(islice(now, ON_NOTICE)):
        yield Matter(company.ago(6), _noticed(company, worker, disputed=number == ON_NOTICE - 1))
    for worker in islice(now, AT_THE_CITY):
        yield Matter(company.ago(5), _passed_on(company, worker))
    for worker in islice(now, JUST_ASKED):
        yield Matter(company.ago(1), _just_asked(company, worker))


def _students(company: Company) -> tuple[list[PlannedWorker], list[PlannedWorker]]:
    """Who could apply last year, and (others) who can this year."""
    could = [w for w in company.pool.students if len(w.studies) > 1 and _well(w.studies[1])]
    earlier = could[:LAST_YEAR]
    return earlier, [w for w in company.pool.students if w not in earlier and _well(w.studies[0])]


def _well(study: PlannedStudy) -> bool:
    return study.enrolled and study.passed is not False and study.punished is not True


def _granted(company: Company, worker: PlannedWorker, number: int) -> Iterator[date]:
    """Two reviews, the notice; the money follows with the batch. A bounce is mended."""
    case_id = _ask(company, worker)
    yield company.later(1)
    company.approve(case_id, "在岗在读，同意。")
    yield company.later(2)
    company.approve(case_id, "和学校名单一致，同意公示。")
    yield company.after_notice(case_id)
    while company.state(case_id) == "delivering":
        yield company.later(3)
    if company.state(case_id) == "delivered":
        casework.rate(
            by=people.actor_for(company.id_of(worker)),
            case_id=case_id,
            stars=5,
            text="钱到了，谢谢娘家人。" * (number == 0),
        )


def _noticed(company: Company, worker: PlannedWorker, *, disputed: bool) -> Iterator[date]:
    case_id = _ask(company, worker)
    yield company.later(1)
    company.approve(case_id, "在岗在读，同意。")
    yield company.later(2)
    company.approve(case_id, "同意公示。")
    yield company.later(1)
    if disputed:
        _object(company, case_id)


def _passed_on(company: Company, worker: PlannedWorker) -> Iterator[date]:
    case_id = _ask(company, worker)
    yield company.later(1)
    company.approve(case_id, "在岗在读，同意。")


def _just_asked(company: Company, worker: PlannedWorker) -> Iterator[date]:
    _ask(company, worker)
    yield date.max


def _ask(company: Company, worker: PlannedWorker) -> UUID:
    who = company.id_of(worker)
    answers: dict[str, Any] = {"diploma": company.picture(who, "毕业证"), "notice_consent": "on"}
    if not worker.has_card:
        answers["bank_card"] = card_of(worker)
    return company.apply(who, "study-grant", answers)


def _object(company: Company, case_id: UUID) -> None:
    """A colleague doubts it, by name."""
    notice_id = casework.case_for(company.actor("leader"), case_id).case.notice_id
    token = next(line.token for line in notices.open_notices(limit=500) if line.id == notice_id)
    casework.object_to(
        notice_token=token, ref=case_id, name="高向东", phone="13800000401",
        text="我和他一个车间，听说他九月就不去上课了，请再核实一下是不是还在读。",
    )  # fmt: skip


def _pay(company: Company) -> Iterator[date]:
    paid(company, FUND)
    yield date.max


def _pay_with_a_bounce(company: Company) -> Iterator[date]:
    paid(company, FUND, bounces=lambda line: line.seq == 1)
    yield date.max


def _submit(company: Company) -> Iterator[date]:
    submitted(company, FUND)
    yield date.max
