"""What a person may be asked about herself: the words, the answers, why we ask, how long an answer holds.

Nothing here has to be answered. What was not answered is not known, which is never a no.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from niangjia.kernel.text import N_

UNSURE_DAYS = 90
FOR_GOOD = 36_500
YES_NO = (("yes", N_("是")), ("no", N_("不是")))
DO = (("yes", N_("是的")), ("no", N_("没有")))


@dataclass(frozen=True, slots=True)
class Question:
    """``fact`` is what an answer makes known; ``days``: how long it holds, in calendar days, then it is unknown again.

    ``kind``: "yes_no" and "one" take one of ``answers`` (value, words); "several" any of them, also none.
    ``register``: the answer goes into this field of the register of workers, which a roster fills too.
    """

    key: str
    fact: str
    kind: Literal["yes_no", "one", "several"]
    text: str
    why: str
    answers: tuple[tuple[str, str], ...]
    days: int = FOR_GOOD
    none: str = ""
    register: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for value, _words in self.answers)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "children", "self.children", "several", N_("你的孩子现在在哪一段？"), N_("用来看助学、暑托班这些带孩子的事有没有你的份。"),
        (
            ("infant", N_("还没上小学")), ("primary", N_("小学")), ("junior", N_("初中")),
            ("senior", N_("高中、中专、技校")), ("college", N_("大专、大学")),
        ),
        days=365, none=N_("没有这些年纪的孩子"),
    ),
    Question(
        "sanitation", "self.sanitation", "yes_no", N_("你是环卫工人吗？"), N_("扫马路、清垃圾、管公厕的都算。环卫工人有专门的慰问和体检。"), YES_NO,
    ),
    Question(
        "insured", "self.insured", "yes_no", N_("你参加了职工医保吗？"), N_("医疗互助要在职工医保的基础上参加。居民医保、新农合不算。"), DO,
        days=365,
    ),
    Question(
        "home_region", "self.home_region", "one", N_("你的老家在哪里？"), N_("用来看春节返乡、留福州过年这些事。"),
        (("fuzhou", N_("福州")), ("fujian", N_("福建别的地方")), ("outside", N_("外省"))),
    ),
    Question(
        "stays_at_spring", "self.stays_at_spring", "yes_no", N_("这个春节你留在福州过吗？"), N_("留下的有年货和游园，回家的有车票。"),
        (("yes", N_("留下")), ("no", N_("回家"))), days=150,
    ),
    Question(
        "single", "self.single", "yes_no", N_("你现在单身吗？"), N_("只用来看要不要告诉你联谊活动，别人看不到。"), YES_NO, days=365,
    ),
    Question(
        "getting_married", "self.getting_married", "yes_no", N_("你这一年里登记结婚了，或者打算结婚吗？"),
        N_("用来看集体婚礼，别人看不到。"), DO, days=365,
    ),
    Question(
        "startup", "self.startup", "yes_no", N_("你在创业，或者准备创业吗？"), N_("用来看三创中心的场地和扶持资金。"), DO, days=365,
    ),
    Question(
        "migrant_worker", "person.migrant_worker", "yes_no", N_("你是农业户口、在城里上班吗？"), N_("用来看求学圆梦这类给农民工的补助。"), YES_NO,
        register="migrant_worker",
    ),
    Question(
        "frontline", "person.frontline", "yes_no", N_("你在一线岗位干活吗？"), N_("生产、配送、服务第一线的都算。疗休养先照顾一线。"), YES_NO,
        register="frontline",
    ),
    Question(
        "manager", "person.manager", "yes_no", N_("你是单位负责人吗？"), N_("有些名额要留给普通职工。"), YES_NO, register="manager",
    ),
    Question(
        "cadre", "person.cadre", "yes_no", N_("你是机关、事业单位的县处级以上干部吗？"), N_("有些名额要留给普通职工。"), YES_NO, register="cadre",
    ),
)  # fmt: skip
BY_KEY = {question.key: question for question in QUESTIONS}
BY_FACT = {question.fact: question for question in QUESTIONS}
OWN = tuple(question for question in QUESTIONS if not question.register)


def fits(question: Question, answers: Collection[str]) -> bool:
    """Whether these answers can be given to the question."""
    allowed = set(answers) <= set(question.values)
    return allowed and (question.kind == "several" or len(set(answers)) == 1)


def written(question: Question, answers: Collection[str]) -> str:
    """The answers as they are kept: in the question's order, divided by commas; none of them is an empty text."""
    return ",".join(value for value in question.values if value in answers)


def read(question: Question, answer: str) -> bool | str | list[str]:
    """A kept answer as the value of its fact."""
    if question.kind == "yes_no":
        return answer == "yes"
    return answer if question.kind == "one" else [value for value in answer.split(",") if value]


def pattern(question: Question) -> str:
    """What may be kept for a question; the database checks it."""
    one = f"({'|'.join(question.values)})"
    return f"^({one}(,{one})*)?$" if question.kind == "several" else f"^{one}$"
