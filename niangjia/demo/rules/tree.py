"""The plan of the tree: the real federations, and as many invented grassroots unions as the scale asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from niangjia.demo.rules.employers import Employers, PlannedEmployer
from niangjia.demo.rules.places import COUNTY_SHARES, SHANGJIE, Place, place, places, towns

REPORT_BEGAN = date(2015, 11, 23)  # the six-year report counts from here
FOUNDING_BEGAN = date(1980, 1, 1)
NEW_UNIONS, EARLIER_UNIONS, INDUSTRIES = (
    31_000,
    9_000,
    54,
)  # the first and the last are the report's, the second is ours
PEOPLE, NEW_PEOPLE = 1_260_000, 250_000
AT_SHANGJIE = 4  # the first of each draw stand where the cast lives
RONGHE, RONGHE_SIZE = "ronghe", 45
TOWN_MEMBERS = 16  # members of the town federation of 上街镇 itself
INDUSTRY_WORDS = ("快递", "网约配送", "道路货运", "家政服务", "建筑", "物业", "餐饮", "环卫")
JOINT_WORDS = ("商圈", "工业园", "电商园", "沿街商铺", "楼宇", "农贸市场", "创业园", "物流园")


@dataclass(frozen=True, slots=True)
class PlannedUnion:
    """``key``: a place's code for a federation, else a running number; ``size`` members; ``new``: since the report began."""

    key: str
    parent: str | None
    level: str
    kind: str
    name: str
    region_code: str
    founded_on: date
    employer: PlannedEmployer | None = None
    size: int = 0
    new: bool = False

    @property
    def town(self) -> str:
        return place(self.region_code).name


def plan_tree(*, seed: int, scale: float, as_of: date, joining: int = 0) -> list[PlannedUnion]:
    """Parents before children. ``joining`` new members come in later, by joining."""
    plan = _Plan(Random(f"{seed}/tree"), as_of)
    early = [_ronghe(plan), *(plan.earlier(turn) for turn in range(round(EARLIER_UNIONS * scale)))]
    count = max(round(NEW_UNIONS * scale), 6)
    industries = INDUSTRIES if count >= 5 * INDUSTRIES else 2
    riders = min(len(towns()), max(count // 8, 2))
    new = [
        *(plan.industry(turn) for turn in range(industries)),
        *(plan.riders(town) for town in plan.rider_towns(riders)),
        *(plan.newly(turn) for turn in range(count - industries - riders)),
    ]
    fresh = max(round(NEW_PEOPLE * scale) - joining, TOWN_MEMBERS + 2 * count)
    rest = max(round(PEOPLE * scale) - joining - fresh, RONGHE_SIZE + 2 * len(early))
    federations = [
        replace(each, size=TOWN_MEMBERS, new=True) if each.key == SHANGJIE else each
        for each in map(_federation, places())
    ]
    return [*federations, *_sized(early, rest, plan.random), *_sized(new, fresh - TOWN_MEMBERS, plan.random)]


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares that sum to ``total``, at least one for every positive weight (largest remainders).

    >>> apportion(10, [1, 1, 0, 2])
    [3, 3, 0, 4]
    """
    positive = [weight > 0 for weight in weights]
    spare, whole = total - sum(positive), sum(weights)
    exact = [spare * weight / whole for weight in weights]
    shares = [int(part) + one for part, one in zip(exact, positive, strict=True)]
    order = sorted(range(len(weights)), key=lambda i: (int(exact[i]) - exact[i], i))
    for i in [i for i in order if positive[i]][: total - sum(shares)]:
        shares[i] += 1
    return shares


def _sized(unions: list[PlannedUnion], total: int, random: Random) -> list[PlannedUnion]:
    """Sizes as employers have them: many small, few large. A federation of an industry has no members of its own."""
    fixed = {each.key: each.size for each in unions if each.size}
    weights = [
        0.0 if each.kind == "industry" or each.key in fixed
        else random.lognormvariate(0, 1.1) * (3 if each.kind == "new_form" else 1)
        for each in unions
    ]  # fmt: skip
    shares = apportion(total - sum(fixed.values()), weights)
    return [replace(each, size=each.size or share) for each, share in zip(unions, shares, strict=True)]


def _federation(unit: Place) -> PlannedUnion:
    year = {"municipal": 1949, "county": 1950, "town": 1996}[unit.level]
    return PlannedUnion(
        unit.code, unit.above, unit.level, "federation", f"{unit.name}总工会", unit.code, date(year, 5, 1)
    )  # fmt: skip


def _ronghe(plan: _Plan) -> PlannedUnion:
    """The firm of the cast."""
    employer = plan.employers.fixed("榕和食品有限公司", "制造业", SHANGJIE)
    return PlannedUnion(
        RONGHE, SHANGJIE, "grassroots", "enterprise", f"{employer.name}工会委员会", SHANGJIE, date(2010, 6, 18), employer,
        size=RONGHE_SIZE,
    )  # fmt: skip


class _Plan:
    """The draws, in one order."""

    def __init__(self, random: Random, as_of: date) -> None:
        self.random, self._as_of = random, as_of
        self.employers = Employers(random)
        self._towns = towns()
        self._weights = [COUNTY_SHARES[town.above or ""] * random.lognormvariate(0, 0.5) for town in self._towns]
        self._count, self._names = 0, set[str]()

    def earlier(self, turn: int) -> PlannedUnion:
        founded = self._day(FOUNDING_BEGAN, REPORT_BEGAN - timedelta(1))
        town, kind = self._town(turn), self.random.random()
        if kind < 0.72:
            return self._enterprise(town, founded, new=False)
        if kind < 0.92:
            employer = self.employers.public_body(town.code, town.name)
            return self._union(town, "institution", f"{employer.name}工会委员会", founded, employer)
        return self._joint(town, founded, new=False)

    def newly(self, turn: int) -> PlannedUnion:
        town, founded = self._town(turn), self._day(REPORT_BEGAN, self._as_of)
        if self.random.random() < 0.62:
            return self._enterprise(town, founded, new=True)
        return self._joint(town, founded, new=True)

    def industry(self, turn: int) -> PlannedUnion:
        """行业性工会联合会, one after another through the counties."""
        counties = [unit for unit in places() if unit.level == "county"]
        county = counties[turn % len(counties)]
        word = INDUSTRY_WORDS[turn // len(counties)]
        founded = self._day(REPORT_BEGAN, min(self._as_of, date(2021, 11, 23)))
        return self._union(county, "industry", f"{county.name}{word}行业工会联合会", founded, new=True)

    def riders(self, town: Place) -> PlannedUnion:
        founded = self._day(max(REPORT_BEGAN, min(date(2018, 5, 1), self._as_of)), self._as_of)
        return self._union(town, "new_form", f"{town.name}新就业形态联合工会委员会", founded, new=True)

    def rider_towns(self, count: int) -> list[Place]:
        """上街镇, then the heaviest."""
        order = sorted(zip(self._weights, self._towns, strict=True), key=lambda pair: (-pair[0], pair[1].code))
        rest = [town for _, town in order if town.code != SHANGJIE]
        return [place(SHANGJIE), *rest[: count - 1]]

    def _enterprise(self, town: Place, founded: date, *, new: bool) -> PlannedUnion:
        employer = self.employers.enterprise(town.code)
        return self._union(town, "enterprise", f"{employer.name}工会委员会", founded, employer, new=new)

    def _joint(self, town: Place, founded: date, *, new: bool) -> PlannedUnion:
        base = f"{town.name}{self.random.choice(JOINT_WORDS)}"
        turn = 1
        while (name := f"{base}{'' if turn == 1 else f'第{turn}'}联合工会委员会") in self._names:
            turn += 1
        self._names.add(name)
        return self._union(town, "joint", name, founded, new=new)

    def _union(
        self,
        unit: Place,
        kind: str,
        name: str,
        founded: date,
        employer: PlannedEmployer | None = None,
        *,
        new: bool = False,
    ) -> PlannedUnion:
        self._count += 1
        return PlannedUnion(
            str(self._count), unit.code, "grassroots", kind, name, unit.code, founded, employer, new=new
        )

    def _town(self, turn: int) -> Place:
        if turn < AT_SHANGJIE:
            return place(SHANGJIE)
        return self.random.choices(self._towns, self._weights)[0]

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(self.random.randrange(max((last - first).days, 0) + 1))
