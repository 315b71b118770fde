"""Money for the funds, and years of employers' dues."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.demo.actions.found_city import City, moment
from niangjia.demo.rules.dues import PlannedDues, plan_dues
from niangjia.demo.rules.places import CITY
from niangjia.demo.rules.tree import PlannedUnion
from niangjia.kernel.ids import uuid_from_seed
from niangjia.ledger import api as ledger
from niangjia.organising import api as organising

# Yuan a year. The fund for start-ups is the report's; the others are ours.
YEARLY = {
    "learning": 1_000_000, "hardship": 5_000_000, "dues-refund": 8_000_000, "warmth": 10_000_000, "building": 4_000_000,
    "ventures": 8_000_000, "rights": 300_000, "honours": 500_000,
}  # fmt: skip
YEARS_BACK = 2
PAYING_KINDS = ("enterprise", "institution")


def appropriate_budgets(city: City, *, by: Actor) -> None:
    """The budgets of the years in which matters are acted out."""
    for year in range(city.as_of.year - YEARS_BACK, city.as_of.year + 1):
        with clock.frozen(min(date(year, 1, 8), city.as_of)):
            _appropriate(city, year, by)


def _appropriate(city: City, year: int, by: Actor) -> None:
    for fund, yuan in YEARLY.items():
        ledger.appropriate(
            by=by,
            union_id=city.ids[CITY],
            fund=fund,
            year=year,
            amount_fen=yuan * 100,
            basis=f"{year} 年度预算（演示）",
            key=f"demo:{fund}:{year}",
        )


def payers(city: City) -> Iterator[PlannedUnion]:
    """The unions into which an employer pays dues."""
    return (each for each in city.unions if each.employer and each.kind in PAYING_KINDS)


def pay_dues(city: City) -> int:
    """Years of dues, as the tax office knows them; how many payments came in."""
    rows = (
        _dues(city, union, one) for union in payers(city) for one in plan_dues(union, seed=city.seed, as_of=city.as_of)
    )
    return organising.load_dues(by=SYSTEM, dues=rows)


def _dues(city: City, union: PlannedUnion, one: PlannedDues) -> organising.NewDues:
    assert union.employer
    return organising.NewDues(
        id=uuid_from_seed(city.seed, "dues", union.key, one.year, one.quarter, at=moment(one.on)),
        payer_id=city.employers[union.employer.number], union_id=city.ids[union.key], year=one.year, quarter=one.quarter,
        paid_fen=one.paid_fen, handed_up_fen=one.handed_up_fen, paid_on=one.on, source="demo", reported_on=city.as_of,
    )  # fmt: skip
