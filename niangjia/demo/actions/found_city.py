"""The plan of the tree becomes rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.demo.rules import numbers
from niangjia.demo.rules.employers import PlannedEmployer
from niangjia.demo.rules.pasts import chances
from niangjia.demo.rules.tree import PlannedUnion
from niangjia.demo.rules.workers import Seats, seats_of
from niangjia.kernel.ids import uuid_from_seed
from niangjia.unions import api as unions

BANK = "海峡银行福州分行（演示）"
WITHOUT_ACCOUNT = 7  # every seventh union has told no account yet


@dataclass(frozen=True, slots=True)
class City:
    """The plan with the keys its rows have; ``codes`` are social credit codes by the employer's running number.

    ``chances``: the lot below which somebody may have a past of a kind (``rules.pasts``).
    """

    seed: int
    as_of: date
    scale: float
    unions: Sequence[PlannedUnion]
    ids: dict[str, UUID]
    employers: dict[int, UUID]
    codes: dict[int, str]
    seats: Sequence[Seats]
    chances: Mapping[str, float]


def lay_out(plan: Sequence[PlannedUnion], *, seed: int, scale: float, as_of: date) -> City:
    """Give everything its key, from the seed."""
    found = [each.employer for each in plan if each.employer]
    return City(
        seed=seed,
        as_of=as_of,
        scale=scale,
        unions=plan,
        seats=seats_of(plan),
        chances=chances(scale, sum(each.size for each in plan)),
        ids={
            each.key: uuid_from_seed(seed, "union", each.key, at=moment(max(each.founded_on, date(1970, 1, 2))))
            for each in plan
        },
        employers={one.number: uuid_from_seed(seed, "employer", one.number, at=moment(as_of)) for one in found},
        codes={one.number: numbers.social_code(one.code_kind, one.region_code[:6], one.number) for one in found},
    )


def moment(day: date) -> datetime:
    """Nine in the morning in Fuzhou."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def found_city(city: City) -> None:
    """Enter tree, employers, accounts."""
    unions.load_unions(
        by=SYSTEM,
        enterprises=[_enterprise(city, each.employer) for each in city.unions if each.employer],
        unions=[_union(city, each) for each in city.unions],
        accounts=[
            _account(city, n, each)
            for n, each in enumerate(city.unions)
            if each.level == "municipal" or n % WITHOUT_ACCOUNT
        ],
    )


def _enterprise(city: City, one: PlannedEmployer) -> unions.NewEnterprise:
    return unions.NewEnterprise(
        id=city.employers[one.number],
        uscc=city.codes[one.number],
        name=one.name,
        industry=one.industry,
        region_code=one.region_code,
        state_controlled=one.state_controlled,
        public_body=one.public_body,
    )


def _union(city: City, one: PlannedUnion) -> unions.NewUnion:
    return unions.NewUnion(
        id=city.ids[one.key],
        parent_id=city.ids[one.parent] if one.parent else None,
        level=one.level,
        kind=one.kind,
        name=one.name,
        region_code=one.region_code,
        employer_id=city.employers[one.employer.number] if one.employer else None,
        founded_on=one.founded_on,
    )


def _account(city: City, number: int, one: PlannedUnion) -> unions.NewAccount:
    return unions.NewAccount(
        id=uuid_from_seed(city.seed, "account", one.key, at=moment(city.as_of)),
        union_id=city.ids[one.key],
        holder=one.name,
        bank=BANK,
        number=numbers.account(number),
    )
