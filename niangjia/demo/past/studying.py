"""求学圆梦 of earlier school years: as many people and yuan as the report has, what is acted out included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from niangjia.base.actor import Actor
from niangjia.casework.api import NewCase
from niangjia.demo.actions.found_city import moment
from niangjia.demo.actions.settle_people import card_of, worker_id
from niangjia.demo.past.hands import DAY, Hands, step
from niangjia.demo.past.noticing import Noticing
from niangjia.demo.rules.pasts import grant_fens, past_study
from niangjia.demo.rules.workers import PlannedWorker
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.text import mask_name
from niangjia.ledger.api import NewBatch, NewPaid

SERVICE, FUND, PURPOSE = "study-grant", "learning", "求学圆梦"


@dataclass(frozen=True, slots=True)
class Past:
    """Cases and the batches that paid them."""

    cases: list[NewCase]
    batches: list[NewBatch]


def past_grants(
    hands: Hands, noticing: Noticing, candidates: Sequence[PlannedWorker], *, people: int, yuan: int
) -> Past:
    """The first ``people`` of the candidates, with ``yuan`` among them in grants of 1,000 and 1,200."""
    cases, paid = [], defaultdict(list)
    chosen = sorted(candidates, key=lambda w: (w.lot("study"), w.number))[:people]
    for worker, fen in zip(chosen, grant_fens(len(chosen), yuan), strict=True):
        study = past_study(worker, hands.city.as_of, hands.city.chances["study"])
        assert study
        year = study.reported_on.year
        case = _case(
            hands, noticing, worker, date(year, 10, 12) + timedelta(worker.number % 20), date(year, 12, 8), fen
        )
        cases.append(case)
        paid[year].append(_paid(case, worker))
    batches = [hands.batch(FUND, moment(date(year, 12, 8)), lines) for year, lines in sorted(paid.items())]
    return Past(cases, batches)


def _case(hands: Hands, noticing: Noticing, worker: PlannedWorker, applied: date, paid: date, fen: int) -> NewCase:
    city, at = hands.city, moment(applied)
    case_id, who = uuid_from_seed(city.seed, "grant", worker.number, at=at), mask_name(worker.name)
    home = hands.refs[city.ids[worker.union.key]]
    county, officer = hands.county(worker.union.region_code)
    municipal, herself = hands.officer("municipal"), Actor(worker_id(city, worker), who)
    stood = noticing.stood(
        SERVICE,
        2,
        union=hands.top,
        day=applied + 7 * DAY,
        by=municipal,
        case_id=case_id,
        who=who,
        unit=home.name,
        fen=fen,
    )
    decided = moment(stood.over)
    steps = (
        step("applied", at, herself),
        step("vacancy", at, union=home, fell_to=county.name),
        step("reviewed", at + 2 * DAY, officer, stage=0, union=county, amount_fen=None),
        step("reviewed", at + 7 * DAY, municipal, stage=1, union=hands.top, amount_fen=fen),
        *stood.steps,
        step("approved", decided, stage=2, amount_fen=fen),
        step("paid", moment(paid), stage=2, amount_fen=fen),
        step("delivered", moment(paid), stage=2, amount_fen=fen, record={}),
        step("rated", moment(paid) + DAY, herself, stage=2, stars=_stars(worker)),
    )
    return NewCase(
        id=case_id, service=SERVICE, subject_id=herself.id, notice_id=stood.id,
        person_id=herself.id, who=who, union_id=home.id, path=home.path, origin="applied",
        applied_at=at, decided_at=decided, ended_at=moment(paid), steps=steps, amount_fen=fen, fund=FUND,
        hold_id=uuid_from_seed(city.seed, "grant-hold", worker.number, at=decided),
        answers={"migrant_worker": True, "notice_consent": True}, rating=_stars(worker),
    )  # fmt: skip


def _paid(case: NewCase, worker: PlannedWorker) -> NewPaid:
    assert case.hold_id
    assert case.amount_fen
    return NewPaid(
        case.id, case.hold_id, "person", case.subject_id, FUND, case.amount_fen, PURPOSE, worker.name, card_of(worker),
        case.decided_at,
    )  # fmt: skip


def _stars(worker: PlannedWorker) -> int:
    return 5 - (worker.number % 9 == 0) - (worker.number % 31 == 0)
