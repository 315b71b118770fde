"""指尖入会 of late: the applications by which those came in whom the register says to have joined."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from niangjia.base.actor import Actor
from niangjia.casework.api import NewCase
from niangjia.demo.actions.found_city import moment
from niangjia.demo.actions.settle_people import join_case_id, membership_id, worker_id
from niangjia.demo.past.hands import DAY, Hands, step
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.kernel.text import mask_name

SERVICE = "join"
AFTER = timedelta(hours=1)


def past_joins(hands: Hands, workers: Iterable[PlannedWorker]) -> list[NewCase]:
    """One a worker who came by phone, decided on the day since which she is a member."""
    return [_case(hands, worker) for worker in workers]


def _case(hands: Hands, worker: PlannedWorker) -> NewCase:
    city, decided = hands.city, moment(worker.since)
    home, applied = hands.refs[city.ids[worker.union.key]], decided - 2 * DAY
    county, officer = hands.county(worker.union.region_code)
    herself = Actor(worker_id(city, worker), mask_name(worker.name))
    record = {"membership": str(membership_id(city, worker)), "union": home.name}
    stars = 5 - (worker.number % 7 == 0)
    steps = (
        step("applied", applied, herself),
        step("vacancy", applied, union=home, fell_to=county.name),
        step("reviewed", decided, officer, stage=0, union=county, amount_fen=None),
        step("approved", decided, officer, stage=0, amount_fen=None),
        step("delivered", decided, officer, stage=0, amount_fen=None, record=record),
        step("rated", decided + AFTER, herself, stage=0, stars=stars),
    )
    return NewCase(
        id=join_case_id(city, worker), service=SERVICE, subject_id=herself.id, person_id=herself.id,
        who=mask_name(worker.name), union_id=home.id, path=home.path, origin="applied", applied_at=applied,
        decided_at=decided, ended_at=decided, steps=steps, record=record, rating=stars,
        answers={"employment": worker.details["employment"], "new_form": worker.details["new_form"], "union": str(home.id)},
    )  # fmt: skip
