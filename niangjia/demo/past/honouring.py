"""劳模推荐评选 of earlier years: as many model workers as the report has, those of the list that is acted out included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.casework.api import NewCase
from niangjia.demo.actions.found_city import moment
from niangjia.demo.actions.settle_people import worker_id
from niangjia.demo.past.hands import DAY, Hands, step
from niangjia.demo.rules.pasts import year_named
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.honours.api import NewHonour
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.text import mask_name

SERVICE = "model-worker"
TITLE = {"key": SERVICE, "level": "municipal", "title": {"zh": "福州市劳动模范", "en": "Model worker of Fuzhou"}}
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class Named:
    """Cases and the titles they ended in."""

    cases: list[NewCase]
    honours: list[NewHonour]


def past_honours(hands: Hands, workers: Iterable[PlannedWorker], taken: set[int], *, people: int) -> Named:
    """The first ``people`` of the candidates who play no part in what is acted out."""
    city = hands.city
    chance = city.chances["honour"]
    fit = [(w, year) for w in workers if w.number not in taken and (year := year_named(w, city.as_of, chance))]
    chosen = sorted(fit, key=lambda one: (one[0].lot("honour"), one[0].number))[:people]
    cases = [_case(hands, worker, year) for worker, year in chosen]
    return Named(cases, [_honour(case) for case in cases])


def _case(hands: Hands, worker: PlannedWorker, year: int) -> NewCase:
    city, at = hands.city, moment(date(year, 2, 20) + timedelta(worker.number % 9))
    home = hands.refs[city.ids[worker.union.key]]
    county, officer = hands.county(worker.union.region_code)
    first, second = hands.officer("municipal"), hands.officer("leader")
    herself, ended = Actor(worker_id(city, worker), mask_name(worker.name)), at + 9 * WEEK
    steps = (
        step("applied", at, herself),
        step("vacancy", at, union=home, fell_to=county.name),
        step("reviewed", at + WEEK, officer, stage=0, union=county, amount_fen=None),
        step("reviewed", at + 3 * WEEK, officer, stage=2, union=county, amount_fen=None),
        step("first_signed", at + 6 * WEEK, first, stage=4, union=hands.top, amount_fen=None),
        step("reviewed", at + 6 * WEEK + DAY, second, stage=4, union=hands.top, amount_fen=None),
        step("approved", ended, stage=5, amount_fen=None),
        step("delivered", ended, stage=5, amount_fen=None, record={}),
    )
    return NewCase(
        id=uuid_from_seed(city.seed, "model-worker", worker.number, at=at), service=SERVICE, subject_id=herself.id,
        person_id=herself.id, who=mask_name(worker.name), union_id=home.id, path=home.path, origin="applied",
        applied_at=at, decided_at=ended, ended_at=ended, steps=steps, signers=(first.id, second.id),
        answers={"identity": "frontline" if worker.details["frontline"] else "staff", "notice_consent": True},
    )  # fmt: skip


def _honour(case: NewCase) -> NewHonour:
    given = clock.local_date(case.ended_at)
    return NewHonour(
        uuid_from_seed("honour", case.id, at=case.ended_at),
        case.subject_id,
        SERVICE,
        TITLE,
        case.id,
        case.union_id,
        given,
    )
