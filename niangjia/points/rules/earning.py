"""What gives points: the rules as data, and what no rule may ever reward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=30)]
Points = Annotated[int, Field(gt=0, le=100_000)]
PERIODS = ("day", "month", "year")
COMPULSION = {"login", "checkin", "check-in", "streak", "rank", "ranking", "leaderboard", "like", "vote", "share", "forward",
              "invite", "online-time", "study-time", "install"}  # fmt: skip


def _freely(value: object) -> object:
    if str(value).lower().replace("_", "-") in COMPULSION:
        raise PydanticCustomError(
            "compulsion",
            "积分不奖励“{earns}”：签到打卡、连续天数、排名、点赞投票、转发、在线时长都不得作为积分依据",
            {"earns": str(value)},
        )
    return value


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Part):
    """In both languages."""

    zh: Words
    en: Words


class Caps(Part):
    """At most so many points of one rule for a person, by day, calendar month, calendar year."""

    day: Points | None = None
    month: Points | None = None
    year: Points | None = None


class EarningRule(Part):
    """One way to get points, from a day on. The numbers are the union's; ``basis`` says where from, or ``unverified``."""

    key: Key
    earns: Annotated[Literal["attended", "learned", "volunteered", "campaign", "proposed"], BeforeValidator(_freely)]
    title: Text
    from_: date = Field(alias="from")
    until: date | None = None
    points: Points
    unit: Literal["once", "hour"] = "once"
    caps: Caps
    years: Annotated[int, Field(ge=1, le=5)]
    basis: Words

    @model_validator(mode="after")
    def _makes_sense(self) -> EarningRule:
        given = [cap for cap in (self.caps.day, self.caps.month, self.caps.year) if cap is not None]
        if not given:
            raise PydanticCustomError("no_cap", "每条规则都要有上限")
        if given != sorted(given) or given[0] < self.points:
            raise PydanticCustomError("caps", "上限不能小于一次的分值，日、月、年要依次不减")
        if self.until and self.until < self.from_:
            raise PydanticCustomError("until", "止日早于起日")
        return self

    def expires_on(self, earned_on: date) -> date:
        """The last day on which points earned on a day can be used."""
        return date(earned_on.year + self.years, 12, 31)


_RULES = TypeAdapter(tuple[EarningRule, ...])


def read_rules(text: str) -> tuple[EarningRule, ...]:
    """
    :raises pydantic.ValidationError: names every entry and field that is wrong.
    :raises ValueError: two entries for one rule from the same day.
    """
    found = _RULES.validate_python(yaml.safe_load(text))
    twice = [at for at, times in Counter((rule.key, rule.from_) for rule in found).items() if times > 1]
    if twice:
        raise ValueError(f"two entries from the same day: {twice}")
    return found


@cache
def all_rules() -> tuple[EarningRule, ...]:
    """As shipped."""
    return read_rules((files("niangjia.points") / "data" / "rules.yaml").read_text(encoding="utf-8"))


def in_force(rules: Sequence[EarningRule], day: date) -> list[EarningRule]:
    """Of each key the newest entry that has begun, if it has not ended; in the order of the file."""
    newest: dict[str, EarningRule] = {}
    for rule in sorted(rules, key=lambda one: one.from_):
        if rule.from_ <= day:
            newest[rule.key] = rule
    return [rule for rule in rules if newest.get(rule.key) is rule and (rule.until is None or day <= rule.until)]


def title_of(rules: Sequence[EarningRule], key: str) -> dict[str, str]:
    """What a rule is called, its newest entry speaking; empty when there never was such a rule."""
    named = [rule for rule in sorted(rules, key=lambda one: one.from_) if rule.key == key]
    return named[-1].title.model_dump() if named else {}


def period_of(day: date, period: str) -> tuple[date, date]:
    """First and last day of the period around a day.

    >>> period_of(date(2028, 2, 10), "month")
    (datetime.date(2028, 2, 1), datetime.date(2028, 2, 29))
    """
    if period == "day":
        return day, day
    if period == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
