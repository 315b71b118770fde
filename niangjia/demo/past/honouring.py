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
from niangjia.demo.past.hands import DAY, Hands, step, title_given
from niangjia.demo.past.noticing import Noticing
from niangjia.demo.rules.pasts import year_named
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.honours.api import NewHonour
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.text import mask_name

SERVICE = "model-worker"
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class Named:
    """Cases and the titles they ended in."""

    cases: list[NewCase]
    honours: list[NewHonour]


def past_honours(hands: Hands, noticing: Noticing, candidates: Iterable[PlannedWorker], *, people: int) -> Named:
    """The first ``people`` of the candidates."""
    city, chosen = hands.city, sorted(candidates, key=lambda w: (w.lot("honour"), w.number))[:people]
    years = [(w, year_named(w, city.as_of, city.chances["honour"])) for w in chosen]
    cases = [_case(hands, noticing, worker, year) for worker, year in years if year]
    return Named(cases, [_honour(case) for case in cases])


def _case(hands: Hands, noticing: Noticing, worker: PlannedWorker, year: int) -> NewCase:
    """Two reviews, three notices: at work, in the county, in the city."""
    city, applied = hands.city, date(year, 2, 20) + timedelta(worker.number % 9)
    at = moment(applied)
    case_id, who = uuid_from_seed(city.seed, "model-worker", worker.number, at=at), mask_name(worker.name)
    home = hands.refs[city.ids[worker.union.key]]
    county, officer = hands.county(worker.union.region_code)
    first, second = hands.officer("municipal"), hands.officer("leader")
    herself = Actor(worker_id(city, worker), who)
    at_work, in_county, in_city = (
        noticing.stood(SERVICE, stage, union=union, day=applied + after, by=by, case_id=case_id, who=who, unit=home.name)
        for stage, union, after, by in (
            (1, home, WEEK, officer), (3, county, 3 * WEEK, officer), (5, hands.top, 6 * WEEK + DAY, second)
        )
    )  # fmt: skip
    ended = moment(in_city.over)
    steps = (
        step("applied", at, herself),
        step("vacancy", at, union=home, fell_to=county.name),
        step("reviewed", at + WEEK, officer, stage=0, union=county, amount_fen=None),
        *at_work.steps,
        step("reviewed", at + 3 * WEEK, officer, stage=2, union=county, amount_fen=None),
        *in_county.steps,
        step("first_signed", at + 6 * WEEK, first, stage=4, union=hands.top, amount_fen=None),
        step("reviewed", at + 6 * WEEK + DAY, second, stage=4, union=hands.top, amount_fen=None),
        *in_city.steps,
        step("approved", ended, stage=5, amount_fen=None),
        step("delivered", ended, stage=5, amount_fen=None, record={}),
    )
    return NewCase(
        id=case_id, service=SERVICE, subject_id=herself.id, person_id=herself.id, who=who, union_id=home.id, path=home.path,
        origin="applied", applied_at=at, decided_at=ended, ended_at=ended, steps=steps, signers=(first.id, second.id),
        notice_id=in_city.id,
        answers={"identity": "frontline" if worker.details["frontline"] else "staff", "notice_consent": True},
    )  # fmt: skip


def _honour(case: NewCase) -> NewHonour:
    given = clock.local_date(case.ended_at)
    return NewHonour(
        uuid_from_seed("honour", case.id, at=case.ended_at),
        case.subject_id,
        SERVICE,
        title_given(SERVICE),
        case.id,
        case.union_id,
        given,
    )
