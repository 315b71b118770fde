"""小额缴费返还 of the years since 2020: small payers got back what they had handed up, until the report's sum is reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from niangjia.base.actor import SYSTEM
from niangjia.casework.api import NewCase, NewStep
from niangjia.demo.actions.found_city import moment
from niangjia.demo.actions.fund_city import payers
from niangjia.demo.past.hands import DAY, Hands, step
from niangjia.demo.past.studying import Past
from niangjia.demo.rules.dues import REFUNDED_SINCE, plan_dues, refund_fen
from niangjia.demo.rules.pasts import REFUND_YUAN
from niangjia.demo.rules.tree import PlannedUnion
from niangjia.kernel.ids import uuid_from_seed

SERVICE, FUND, PURPOSE = "dues-refund", "dues-refund", "小微企业工会经费返还"


def past_refunds(hands: Hands) -> Past:
    """Each year its share of the sum, with what was left before, in the order of the unions."""
    city = hands.city
    years = range(REFUNDED_SINCE, city.as_of.year)
    share = REFUND_YUAN * 100 * city.scale / max(len(years), 1)
    due = _due(hands, years)
    cases, batches, sum_fen = [], [], 0
    for turn, year in enumerate(years, 1):  # what an early year with few payers leaves the later ones make up
        lines = []
        for union, fen in due[year]:
            if sum_fen >= share * turn:
                break
            case = _case(hands, union, year, fen)
            cases.append(case)
            assert case.hold_id
            lines.append(hands.paid(case, PURPOSE, fen, hold_id=case.hold_id))
            sum_fen += fen
        if lines:
            batches.append(hands.batch(FUND, moment(date(year, 12, 28)), lines))
    return Past(cases, batches)


def _due(hands: Hands, years: range) -> dict[int, list[tuple[PlannedUnion, int]]]:
    """Union and fen; unions that have told an account."""
    city = hands.city
    found: dict[int, list[tuple[PlannedUnion, int]]] = {year: [] for year in years}
    for union in payers(city):
        employer = union.employer
        if (
            union.key in hands.without_account
            or employer is None
            or employer.state_controlled is not False
            or employer.public_body
        ):
            continue
        paid = list(plan_dues(union, seed=city.seed, as_of=city.as_of))
        for year in years:
            if fen := refund_fen(paid, year):
                found[year].append((union, fen))
    return found


def _case(hands: Hands, union: PlannedUnion, year: int, fen: int) -> NewCase:
    city, at = hands.city, moment(date(year, 12, 21))
    assert union.employer
    home, first, second = hands.refs[city.ids[union.key]], hands.officer("finance"), hands.officer("finance2")
    return NewCase(
        id=uuid_from_seed(city.seed, "refund", union.key, year, at=at), service=SERVICE,
        subject_id=city.employers[union.employer.number], person_id=None, who=union.employer.name, union_id=home.id,
        path=home.path, origin="delivered", applied_at=at, decided_at=at + 3 * DAY, ended_at=at + 7 * DAY,
        steps=tuple(_steps(hands, at, fen)), amount_fen=fen, fund=FUND, signers=(first.id, second.id),
        hold_id=uuid_from_seed(city.seed, "refund-hold", union.key, year, at=at),
    )  # fmt: skip


def _steps(hands: Hands, at: datetime, fen: int) -> Iterator[NewStep]:
    first, second, top = hands.officer("finance"), hands.officer("finance2"), hands.top
    yield step("opened", at, SYSTEM)
    yield step("first_signed", at + DAY, first, stage=0, union=top, amount_fen=None)
    yield step("reviewed", at + 3 * DAY, second, stage=0, union=top, amount_fen=fen)
    yield step("approved", at + 3 * DAY, second, stage=0, amount_fen=fen)
    yield step("paid", at + 7 * DAY, stage=0, amount_fen=fen)
    yield step("delivered", at + 7 * DAY, stage=0, amount_fen=fen, record={})
