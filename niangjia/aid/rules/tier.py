"""The tier of a family in difficulty, in whole numbers and fractions only (domain: 困难职工分类).

I = disposable income of the year, R = unavoidable spending (medical self-pay, education …), n = people living together,
L = the local living standard (低保) a month. All money is fen.

deep      (I − R) / 12 / n <  L
relative  (I − R) / 12 / n < 2L, and not deep
accident  a disaster, accident or epidemic with death or disability; or sudden costs > 80 % of the year's income
none      otherwise, or whenever an exclusion holds
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from niangjia.kernel.money import yuan_short
from niangjia.kernel.text import N_

Tier = Literal["deep", "relative", "accident", "none"]
MONTHS = 12
SUDDEN_SHARE = Fraction(80, 100)
MOST_HOMES = 1

TIERS: dict[str, str] = {
    "deep": N_("深度困难"),
    "relative": N_("相对困难"),
    "accident": N_("意外致困"),
    "none": N_("不在困难档次内"),
}
EXCLUSIONS: dict[str, str] = {
    "homes": N_("家庭有两套以上住房"),
    "business": N_("家庭有店铺，或者雇人经营"),
    "car": N_("家庭有汽车，且不是残疾人代步或谋生所用"),
    "private_school": N_("子女上高收费民办学校，或自费留学"),
    "not_settled": N_("农民工未在城镇长期居住"),
    "short_labour": N_("农民工事实劳动关系不满一年"),
}


@dataclass(frozen=True, slots=True)
class Household:
    """What the tier is computed from. None: not said; an exclusion needs a clear yes (or no), never a gap.

    ``rigid_fen`` may exceed the income. ``settled`` and ``labour_year`` matter for migrant workers alone.
    """

    people: int
    income_fen: int
    rigid_fen: int = 0
    sudden_fen: int = 0
    disaster: bool = False
    homes: int | None = None
    business: bool | None = None
    car: bool | None = None
    private_school: bool | None = None
    migrant: bool | None = None
    settled: bool | None = None
    labour_year: bool | None = None

    def __post_init__(self) -> None:
        if self.people < 1 or min(self.income_fen, self.rigid_fen, self.sudden_fen) < 0:
            raise ValueError(self)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the calculation as it is shown: what, the working in full, and whether it holds (None: a plain value)."""

    key: str
    what: str
    working: str
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class Calculation:
    """The whole calculation. ``by_money`` leaves the exclusions aside; ``tier`` is the answer."""

    household: Household
    standard_fen: int
    per_capita: Fraction
    below_standard: bool
    below_twice: bool
    sudden_share: Fraction | None
    sudden_over: bool
    exclusions: tuple[str, ...]
    by_money: Tier
    tier: Tier

    @property
    def available_fen(self) -> int:
        """I − R; negative when the spending is greater than the income."""
        return self.household.income_fen - self.household.rigid_fen

    @property
    def per_capita_fen(self) -> int:
        """A month and person, rounded down. For every whole L, floor(x) < L exactly when x < L: no boundary moves."""
        return self.per_capita.numerator // self.per_capita.denominator

    def lines(self) -> tuple[Line, ...]:
        """Every step, in the order of reckoning."""
        home, per_head = self.household, exact_yuan(self.per_capita)
        twice = 2 * self.standard_fen
        return (
            Line("income", N_("家庭全年可支配收入 I"), money(home.income_fen)),
            Line("rigid", N_("全年刚性支出 R"), money(home.rigid_fen)),
            Line("people", N_("共同生活人数 n"), str(home.people)),
            Line("standard", N_("当地月低保标准 L"), money(self.standard_fen)),
            Line("twice", N_("低保标准的两倍 2L"), f"2 × {money(self.standard_fen)} = {money(twice)}"),
            Line(
                "per_capita",
                N_("月人均 (I − R) ÷ 12 ÷ n"),
                f"({money(home.income_fen)} − {money(home.rigid_fen)}) ÷ 12 ÷ {home.people} = {per_head}",
            ),
            Line(
                "below_standard",
                N_("月人均低于 L"),
                f"{per_head} {_sign(self.per_capita, self.standard_fen)} {money(self.standard_fen)}",
                self.below_standard,
            ),
            Line(
                "below_twice",
                N_("月人均低于 2L"),
                f"{per_head} {_sign(self.per_capita, twice)} {money(twice)}",
                self.below_twice,
            ),
            Line("sudden", N_("突发支出超过全年收入的 80%"), self._sudden_working(), self.sudden_over),
            Line("disaster", N_("因灾害、事故或疫情有人死亡或致残"), "", home.disaster),
            *(Line(key, text, "", key in self.exclusions) for key, text in EXCLUSIONS.items()),
            Line("tier", N_("困难档次"), TIERS[self.tier]),
        )

    def _sudden_working(self) -> str:
        home = self.household
        if self.sudden_share is None:
            return f"{money(home.sudden_fen)} ÷ {money(home.income_fen)}"
        percent = self.sudden_share * 100
        share = exact_decimal(percent)
        return f"{money(home.sudden_fen)} ÷ {money(home.income_fen)} = {share}% {_sign(percent, 80)} 80%"


def calculate(household: Household, standard_fen: int) -> Calculation:
    """
    :param standard_fen: L, fen a month.
    """
    per_capita = Fraction(household.income_fen - household.rigid_fen, MONTHS * household.people)
    below, below_twice = per_capita < standard_fen, per_capita < 2 * standard_fen
    sudden_over = household.sudden_fen > SUDDEN_SHARE * household.income_fen
    by_money = _tier(below, below_twice, household.disaster or sudden_over)
    exclusions = _exclusions(household)
    return Calculation(
        household=household,
        standard_fen=standard_fen,
        per_capita=per_capita,
        below_standard=below,
        below_twice=below_twice,
        sudden_share=Fraction(household.sudden_fen, household.income_fen) if household.income_fen else None,
        sudden_over=sudden_over,
        exclusions=exclusions,
        by_money=by_money,
        tier="none" if exclusions else by_money,
    )


def exact_decimal(value: Fraction) -> str:
    """The decimal where it ends; else two places cut off, with the fraction: "555.55…（5000/9）"."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    sign, whole = ("-", -value) if value < 0 else ("", value)
    if rest == 1:
        places = max(2, next(n for n in range(100) if (whole * 10**n).denominator == 1))
        digits = int(whole * 10**places)
        text = f"{sign}{digits // 10**places}.{digits % 10**places:0{places}d}"
        return text.removesuffix(".00")
    hundredths = int(whole * 100)
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}…（{value.numerator}/{value.denominator}）"


def exact_yuan(fen: Fraction) -> str:
    """Fen as yuan, exactly."""
    return f"{exact_decimal(fen / 100)} 元"


def money(fen: int) -> str:
    return f"{yuan_short(fen)} 元"


def _tier(below: bool, below_twice: bool, struck: bool) -> Tier:
    if below:
        return "deep"
    if below_twice:
        return "relative"
    return "accident" if struck else "none"


def _exclusions(home: Household) -> tuple[str, ...]:
    found = {
        "homes": home.homes is not None and home.homes > MOST_HOMES,
        "business": home.business is True,
        "car": home.car is True,
        "private_school": home.private_school is True,
        "not_settled": home.migrant is True and home.settled is False,
        "short_labour": home.migrant is True and home.labour_year is False,
    }
    return tuple(key for key, holds in found.items() if holds)


def _sign(left: Fraction, right: int) -> str:
    return "<" if left < right else "=" if left == right else ">"
