"""The chain of a service: its stages, in order, each at a level and with a clock."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from niangjia.catalogue.rules.schema_texts import LEVELS, Key, Level, Part, Text, Words, wrong

Kind = Literal["review", "visit", "check", "notice", "collective"]
KINDS: tuple[Kind, ...] = ("review", "visit", "check", "notice", "collective")
Role = Literal["reviewer", "aid", "finance", "leader"]
WorkingDays = Annotated[int, Setting(ge=0, le=250)]


class Stage(Part):
    """Exactly one of ``review``, ``visit``, ``notice``, ``collective`` (each: a level) or ``check`` (a partner; with ``level``).

    ``days`` are working days. ``escalate``: on which working day since the application the case moves up to a level.
    ``legal``: what allows a public notice: ``consent``, or the text of the law or rule.
    """

    review: Level | None = None
    visit: Level | None = None
    check: Key | None = None
    notice: Level | None = None
    collective: Level | None = None
    at: Level | None = Setting(None, alias="level")
    days: WorkingDays = 5
    role: Role = "reviewer"
    two_person: bool = False
    escalate: dict[Level, WorkingDays] = {}
    legal: Words | None = None
    title: Text | None = None

    @property
    def kind(self) -> Kind:
        return next(kind for kind in KINDS if getattr(self, kind))

    @property
    def level(self) -> Level:
        found = self.review or self.visit or self.notice or self.collective or self.at
        assert found
        return found

    @property
    def partner(self) -> str:
        return self.check or ""

    @model_validator(mode="after")
    def _is_one_stage(self) -> Stage:
        named = [kind for kind in KINDS if getattr(self, kind)]
        if len(named) != 1:
            raise wrong(f"一个环节要恰好写一种，这里写了 {len(named)} 种。", " | ".join(KINDS))
        if bool(self.check) != bool(self.at):
            raise wrong("level 用于 check，而且 check 要有 level。", "{check: civil-affairs, level: county}")
        if bool(self.notice) != bool(self.legal):
            raise wrong("公示要写依据 legal；别的环节没有 legal。", "legal: consent，或法律条文")
        if self.escalate:
            self._escalates_upwards()
        return self

    def _escalates_upwards(self) -> None:
        steps = sorted(self.escalate.items(), key=lambda step: LEVELS.index(step[0]))
        if LEVELS.index(steps[0][0]) <= LEVELS.index(self.level):
            raise wrong("escalate 只能往上级走。", " | ".join(LEVELS[LEVELS.index(self.level) + 1 :]) or "市级没有上级")
        days = [day for _, day in steps]
        if sorted(set(days)) != days or days[0] < 1:
            raise wrong("escalate 的天数要逐级变大，从 1 起。", "{town: 3, county: 5}")
