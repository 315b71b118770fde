"""Money for unions in the years before: yearly subsidies of towns, homes for workers in two halves, up to the report's sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.casework.api import NewCase, NewPart, NewStep
from niangjia.demo.actions.found_city import moment
from niangjia.demo.past.hands import DAY, Hands, step
from niangjia.demo.past.noticing import Noticing, Stood
from niangjia.demo.past.studying import Past
from niangjia.demo.rules.subsidies import Share, home_shares, town_shares
from niangjia.kernel.ids import uuid_from_seed
from niangjia.ledger.api import NewPaid
from niangjia.unions.api import UnionRef

TOWN, HOME, FUND = "town-subsidy", "home-subsidy", "building"
TOWN_PURPOSE, HOME_PURPOSE = "镇街园区工会补助", "职工之家建设补助"
SEEN, SHOWN, ACCEPTED = (
    "场地是单位自己的，位置在车间和宿舍之间。",
    "墙面、书架、热水器、电脑桌都装好了，票据附后。",
    "和批准的一样，已经有人在用。",
)


def past_town_subsidies(hands: Hands, *, yuan: int) -> Past:
    """So much in all, by class, in the spring of each year; nobody applied."""
    cases, paid = [], defaultdict(list)
    city = hands.city
    for share in town_shares(city.unions, hands.without_account, yuan=yuan, seed=city.seed, as_of=city.as_of):
        case = _town(hands, share)
        assert case.hold_id
        cases.append(case)
        paid[case.ended_at].append(hands.paid(case, TOWN_PURPOSE, share.yuan * 100, hold_id=case.hold_id))
    return Past(cases, [hands.batch(FUND, at, lines) for at, lines in sorted(paid.items())])


def _town(hands: Hands, share: Share) -> NewCase:
    home, at, fen = hands.refs[hands.city.ids[share.union.key]], moment(date(share.year, 3, 10)), share.yuan * 100
    decided, paid = at + 6 * DAY, moment(date(share.year, 3, 28))
    county, officer = hands.county(share.union.region_code)
    city_officer = hands.officer("municipal")
    steps = (
        step("opened", at, SYSTEM),
        step("reviewed", at + 3 * DAY, officer, stage=0, union=county, amount_fen=None),
        step("reviewed", decided, city_officer, stage=1, union=hands.top, amount_fen=fen),
        step("approved", decided, city_officer, stage=1, amount_fen=fen),
        step("paid", paid, stage=1, amount_fen=fen),
        step("delivered", paid, stage=1, amount_fen=fen, record={}),
    )
    return NewCase(
        id=uuid_from_seed(hands.city.seed, TOWN, home.id, at=at), service=TOWN, subject_id=home.id, person_id=None, who=home.name,
        union_id=home.id, path=home.path, origin="delivered", applied_at=at, decided_at=decided, ended_at=paid, steps=steps,
        amount_fen=fen, fund=FUND, hold_id=uuid_from_seed(hands.city.seed, TOWN, "hold", home.id, at=at),
    )  # fmt: skip


def past_home_subsidies(hands: Hands, noticing: Noticing, *, yuan: int) -> Past:
    """So much in all: half when approved, half when somebody had looked at what was built."""
    cases: list[NewCase] = []
    paid: dict[datetime, list[NewPaid]] = defaultdict(list)
    city = hands.city
    for share in home_shares(city.unions, hands.without_account, yuan=yuan, seed=city.seed, as_of=city.as_of):
        case = _home(hands, noticing, share)
        cases.append(case)
        for nr, part in enumerate(case.parts, 1):
            line = hands.paid(case, HOME_PURPOSE, part.amount_fen, hold_id=part.hold_id, part=nr)
            paid[part.paid_at].append(line)
    return Past(cases, [hands.batch(FUND, at, lines) for at, lines in sorted(paid.items())])


def _home(hands: Hands, noticing: Noticing, share: Share) -> NewCase:
    home, at, fen = hands.refs[hands.city.ids[share.union.key]], moment(date(share.year, 4, 2)), share.yuan * 100
    case_id, seed = uuid_from_seed(hands.city.seed, HOME, home.id, at=at), hands.city.seed
    stood = noticing.stood(
        HOME, 3, union=hands.top, day=date(share.year, 5, 6), by=hands.officer("municipal"), case_id=case_id, who=home.name,
        unit=home.name, fen=fen,
    )  # fmt: skip
    parts = tuple(
        NewPart(fen // 2, uuid_from_seed(seed, HOME, "hold", nr, home.id, at=at), moment(date(share.year, month, 28)))
        for nr, month in enumerate((6, 12), 1)
    )
    return NewCase(
        id=case_id, service=HOME, subject_id=home.id, person_id=None, who=home.name, union_id=home.id, path=home.path,
        origin="applied", applied_at=at, decided_at=moment(stood.over), ended_at=parts[-1].paid_at, amount_fen=fen, fund=FUND,
        steps=tuple(_home_steps(hands, share, home, stood, parts)), hold_id=parts[0].hold_id, parts=parts, notice_id=stood.id,
        record={"accepted_on": str(_accepted(parts))}, answers={"place": "厂区里", "area": 60 + share.yuan // 1_000, "cost_fen": 2 * fen},
    )  # fmt: skip


def _home_steps(
    hands: Hands, share: Share, home: UnionRef, stood: Stood, parts: tuple[NewPart, ...]
) -> Iterator[NewStep]:
    """Reviewed, seen, put up, paid by half, built, looked at, paid."""
    at, decided, fen = moment(date(share.year, 4, 2)), moment(stood.over), share.yuan * 100
    county, officer = hands.county(share.union.region_code)
    accepted = moment(_accepted(parts))
    yield step("applied", at, Actor(home.id, home.name))
    yield step("vacancy", at, union=home, fell_to=county.name)
    yield step("reviewed", at + 4 * DAY, officer, stage=0, union=county, amount_fen=None)
    yield step("visited", at + 12 * DAY, officer, stage=1, union=county, reason=SEEN, signed=True, photos=[])
    yield step("reviewed", at + 25 * DAY, hands.officer("municipal"), stage=2, union=hands.top, amount_fen=fen)
    yield from stood.steps
    yield step("approved", decided, stage=3, amount_fen=fen)
    yield step("paid", parts[0].paid_at, stage=4, amount_fen=parts[0].amount_fen, part=1)
    yield step("handed_in", accepted - 8 * DAY, Actor(home.id, home.name), stage=4, reason=SHOWN, photos=[])
    yield step("accepted", accepted, officer, stage=4, union=county, reason=ACCEPTED)
    yield step("paid", parts[1].paid_at, stage=4, amount_fen=parts[1].amount_fen, part=2)
    yield step("delivered", parts[1].paid_at, stage=4, amount_fen=fen, record={})


def _accepted(parts: tuple[NewPart, ...]) -> date:
    return clock.local_date(parts[-1].paid_at) - timedelta(20)
