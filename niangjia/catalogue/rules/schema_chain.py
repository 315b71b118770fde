"""The chain of a service: its stages, in order, each at a level and with a clock; or nobody at all; or a file of its own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from niangjia.catalogue.rules.schema_texts import LEVELS, Key, Level, Name, Part, Text, Words, wrong
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

Kind = Literal["review", "visit", "check", "notice", "collective", "jury", "accept"]
KINDS: tuple[Kind, ...] = ("review", "visit", "check", "notice", "collective", "jury", "accept")
Role = Literal["reviewer", "aid", "finance", "leader"]
JurorKind = Literal["model_worker", "deputy", "cppcc", "frontline", "expert"]
WorkingDays = Annotated[int, Setting(ge=0, le=250)]
# Votes and likes decide nothing (rules on government apps, 2023 and 2026); a jury has no such criterion.
NOT_A_MERIT = frozenset({"likes", "votes", "forwards", "views", "clicks", "study_time", "sign_ins"})


class Score(Part):
    """One thing every juror scores, from 0 to ``most`` points."""

    name: Name
    title: Text
    most: Annotated[int, Setting(ge=1, le=100)]


class WayOfSeeing(Part):
    """One way in which it was seen. ``note``: what is written down of it; of ``kind`` date it is a promise: seen by that day."""

    name: Name
    title: Text
    note: Text
    kind: Literal["text", "date"] = "text"


class Sight(Part):
    """Something the officer has to see with her own eyes before she signs, in one of ``ways``."""

    name: Name
    title: Text
    ways: Annotated[tuple[WayOfSeeing, ...], Setting(min_length=1)]


class Stage(Part):
    """Exactly one of ``review``, ``visit``, ``notice``, ``collective``, ``jury``, ``accept`` (each: a level) or ``check`` (a partner; with ``level``).

    ``days`` are working days. ``escalate``: on which working day since the application the case moves up to a level.
    ``legal``: what allows a public notice: ``consent``, or the text of the law or rule.
    ``jury``: ``seats`` jurors of ``kinds`` score each of ``scores``; the ``trim`` highest and lowest totals fall away, the mean of
    the rest must reach ``pass_mark``. ``sees``: a review's checklist.
    ``accept``: an officer looks at what the first half was spent on, with pictures; the union
    has ``spend_days`` working days to spend it and to show what it has become.
    """

    review: Level | None = None
    visit: Level | None = None
    check: Key | None = None
    notice: Level | None = None
    collective: Level | None = None
    jury: Level | None = None
    accept: Level | None = None
    at: Level | None = Setting(None, alias="level")
    days: WorkingDays = 5
    role: Role = "reviewer"
    two_person: bool = False
    escalate: dict[Level, WorkingDays] = {}
    legal: Words | None = None
    title: Text | None = None
    seats: Annotated[int, Setting(ge=3, le=50)] | None = None
    kinds: tuple[JurorKind, ...] = ()
    scores: tuple[Score, ...] = ()
    trim: Annotated[int, Setting(ge=0, le=5)] = 1
    pass_mark: Annotated[int, Setting(ge=1, le=1000)] | None = None
    spend_days: Annotated[int, Setting(ge=1, le=500)] | None = None
    sees: tuple[Sight, ...] = ()

    @property
    def kind(self) -> Kind:
        return next(kind for kind in KINDS if getattr(self, kind))

    @property
    def level(self) -> Level:
        found: Level | None = self.at if self.check else getattr(self, self.kind)
        assert found
        return found

    @property
    def partner(self) -> str:
        return self.check or ""

    @model_validator(mode="after")
    def _is_one_stage(self) -> Stage:
        named = [kind for kind in KINDS if getattr(self, kind)]
        if len(named) != 1:
            raise wrong(phrase("一个环节要恰好写一种，这里写了 {count} 种。", count=len(named)), " | ".join(KINDS))
        if bool(self.check) != bool(self.at):
            raise wrong(N_("level 用于 check，而且 check 要有 level。"), "{check: civil-affairs, level: county}")
        if bool(self.notice) != bool(self.legal):
            raise wrong(N_("公示要写依据 legal；别的环节没有 legal。"), N_("legal: consent，或法律条文"))
        if bool(self.accept) != (self.spend_days is not None):
            raise wrong(N_("accept 要写 spend_days（几个工作日内建好、交验收）；别的环节没有。"), "spend_days: 120")
        if self.accept and (self.two_person or self.escalate):
            raise wrong(N_("accept 由一个人办，期限从交验收那天起算。"), N_("去掉 two_person 和 escalate"))
        if self.sees and (not self.review or self.two_person):
            raise wrong(N_("sees 用于一个人签的 review。"), "{review: county, sees: [{name, title, ways}]}")
        if self.escalate:
            self._escalates_upwards()
        self._is_a_jury()
        return self

    def _is_a_jury(self) -> None:
        given = (self.seats is not None, bool(self.kinds), bool(self.scores), self.pass_mark is not None)
        if not self.jury and any(given):
            raise wrong(N_("seats、kinds、scores、pass_mark 只用于 jury。"), "{jury: municipal, seats: 5, …}")
        if not self.jury:
            return
        if self.two_person:
            raise wrong(N_("评委本来就是好几个人，jury 不写 two_person。"), N_("去掉 two_person"))
        if not all(given):
            raise wrong(
                N_("jury 要写全 seats、kinds、scores、pass_mark。"), "seats: 5, kinds: […], scores: […], pass_mark: 60"
            )
        assert self.seats
        assert self.pass_mark
        if self.seats <= 2 * self.trim:
            raise wrong(
                N_("去掉最高分和最低分以后，没有人的分数剩下。"),
                phrase("seats: {least} 或更多", least=2 * self.trim + 1),
            )
        if votes := sorted({score.name for score in self.scores} & NOT_A_MERIT):
            raise wrong(phrase("点赞、投票、转发不能当评分项：{votes}。", votes=votes), N_("写看得见的本事和成果"))
        if self.seats < len(set(self.kinds)):
            raise wrong(N_("席位比界别还少。"), phrase("seats: {least} 或更多", least=len(set(self.kinds))))
        if self.pass_mark > sum(score.most for score in self.scores):
            raise wrong(
                N_("pass_mark 比满分还高。"), phrase("不超过 {most}", most=sum(score.most for score in self.scores))
            )

    def _escalates_upwards(self) -> None:
        steps = sorted(self.escalate.items(), key=lambda step: LEVELS.index(step[0]))
        if LEVELS.index(steps[0][0]) <= LEVELS.index(self.level):
            raise wrong(
                N_("escalate 只能往上级走。"), " | ".join(LEVELS[LEVELS.index(self.level) + 1 :]) or N_("市级没有上级")
            )
        days = [day for _, day in steps]
        if sorted(set(days)) != days or days[0] < 1:
            raise wrong(N_("escalate 的天数要逐级变大，从 1 起。"), "{town: 3, county: 5}")
