"""模范职工之家 and 劳模创新工作室 of the years before: put forward by the county, scored by a jury, named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.casework.api import NewCase, NewStep
from niangjia.demo.actions.found_city import moment
from niangjia.demo.past.hands import DAY, Hands, step, title_given
from niangjia.demo.past.noticing import Noticing
from niangjia.demo.rules.subsidies import HOME_SIZE, STUDIO_SIZE, Share, named_unions
from niangjia.honours.api import NewUnionHonour
from niangjia.kernel.ids import uuid_from_seed
from niangjia.ledger.api import NewBatch
from niangjia.unions.api import UnionRef

HOME, STUDIO = "model-home", "model-studio"
FUND, PURPOSE, STUDIO_FEN = "honours", "劳模创新工作室", 5_000_000
SEEN = "工作室有固定地方、有台账，去年的攻关项目正在用。"
SEATS, TRIM, FULL, PASS_MARK = 5, 1, 100, 60


@dataclass(frozen=True, slots=True)
class Named:
    """Cases, the titles they ended in, the batches that paid what goes with them."""

    cases: list[NewCase]
    honours: list[NewUnionHonour]
    batches: list[NewBatch]


def past_homes(hands: Hands, noticing: Noticing, *, count: int) -> Named:
    """So many model homes."""
    city = hands.city
    shares = named_unions(city.unions, HOME, count=count, least=HOME_SIZE, seed=city.seed, as_of=city.as_of)
    return _named(hands, noticing, HOME, shares)


def past_studios(hands: Hands, noticing: Noticing, *, count: int) -> Named:
    """So many studios of model workers, each with money to begin."""
    city = hands.city
    without = hands.without_account
    shares = named_unions(
        city.unions, STUDIO, without, count=count, least=STUDIO_SIZE, seed=city.seed, as_of=city.as_of
    )
    return _named(hands, noticing, STUDIO, shares)


def _named(hands: Hands, noticing: Noticing, service: str, shares: list[Share]) -> Named:
    cases = sorted((_case(hands, noticing, service, share) for share in shares), key=lambda case: case.ended_at)
    batches = []
    for at in sorted({case.ended_at for case in cases if case.hold_id}):
        lines = [
            hands.paid(case, PURPOSE, STUDIO_FEN, hold_id=case.hold_id)
            for case in cases
            if case.hold_id and case.ended_at == at
        ]
        batches.append(hands.batch(FUND, at, lines))
    return Named(cases, [_honour(case) for case in cases], batches)


def _case(hands: Hands, noticing: Noticing, service: str, share: Share) -> NewCase:
    home, at, seed = hands.refs[hands.city.ids[share.union.key]], moment(date(share.year, 5, 11)), hands.city.seed
    case_id, money = uuid_from_seed(seed, service, home.id, at=at), service == STUDIO
    jury = 2 if money else 1
    told, fen = _counted(Random(f"{seed}/{service}/jury/{share.union.key}")), STUDIO_FEN if money else 0
    stood = noticing.stood(
        service, jury + 1, union=hands.top, day=date(share.year, 7, 6), by=hands.officer("municipal"), case_id=case_id,
        who=home.name, unit=home.name, fen=fen,
    )  # fmt: skip
    decided = moment(stood.over)
    ended = moment(date(share.year, 8, 20)) if money else decided
    steps = (*_way(hands, share, home, jury, told), *stood.steps, *_end(jury + 1, decided, ended, fen))
    hold = uuid_from_seed(seed, service, "hold", home.id, at=at) if fen else None
    return NewCase(
        id=case_id, service=service, subject_id=home.id, person_id=None, who=home.name, union_id=home.id, path=home.path,
        origin="applied", applied_at=at, decided_at=decided, ended_at=ended, steps=steps, notice_id=stood.id,
        record={"jury": {str(jury): told}, "title": title_given(service)["title"]["zh"]},
        answers=_told(share, money=money), amount_fen=fen or None, fund=FUND if fen else "", hold_id=hold,
    )  # fmt: skip


def _told(share: Share, *, money: bool) -> dict[str, Any]:
    """What the union wrote: who leads the studio and on how much it works; what the home is for."""
    if money:
        return {
            "leader_title": "model_worker" if share.union.size % 3 else "craftsman",
            "projects": 1 + share.union.size % 4,
        }
    return {"what": "每天开到晚上九点，有人管，书和热水都不断。", "heard": share.union.size * 3 // 5}


def _way(hands: Hands, share: Share, home: UnionRef, jury: int, told: dict[str, Any]) -> Iterator[NewStep]:
    """Through the county, at whose doorstep a studio is looked at, to the jury."""
    at = moment(date(share.year, 5, 11))
    county, officer = hands.county(share.union.region_code)
    yield step("applied", at, Actor(home.id, home.name))
    yield step("reviewed", at + 8 * DAY, officer, stage=0, union=county, amount_fen=None)
    if jury == 2:
        yield step("visited", at + 15 * DAY, officer, stage=1, union=county, reason=SEEN, signed=True, photos=[])
    yield step("jury_counted", at + 40 * DAY, hands.officer("municipal2"), stage=jury, union=hands.top, **told)


def _end(stage: int, decided: Any, ended: Any, fen: int) -> Iterator[NewStep]:
    yield step("approved", decided, stage=stage, amount_fen=fen or None)
    if fen:
        yield step("paid", ended, stage=stage, amount_fen=fen)
    yield step("delivered", ended, stage=stage, amount_fen=fen or None, record={})


def _counted(random: Random) -> dict[str, Any]:
    """What a jury's result says: of five totals the highest and the lowest fall away."""
    totals = sorted(random.randrange(66, 98) for _ in range(SEATS))
    points, counted = sum(totals[TRIM:-TRIM]), SEATS - 2 * TRIM
    mean = points * 100 // counted
    return {
        "mean": f"{mean // 100}.{mean % 100:02}", "counted": counted, "dropped": 2 * TRIM, "full": FULL, "pass_mark": PASS_MARK,
        "passed": True,
    }  # fmt: skip


def _honour(case: NewCase) -> NewUnionHonour:
    given, key = clock.local_date(case.decided_at), uuid_from_seed("union-honour", case.id, at=case.decided_at)
    return NewUnionHonour(key, case.union_id, case.service, title_given(case.service), case.id, given)
