"""The one question of a page, and everything she has said of herself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.people import api as people
from niangjia.web.shell.texts import listed, say
from niangjia.web.templatetags.nj import fullday

UNSURE, NONE, SOME = "unsure", "none", "some"


@dataclass(frozen=True, slots=True)
class Question:
    """One fact nobody knows, what to answer, and which services it decides. ``several``: any of the options."""

    key: str
    fact: str
    title: str
    several: bool
    options: Sequence[tuple[str, str]]
    none: str
    decides: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Something she has said: the question, her answer, and of which day."""

    key: str
    title: str
    answer: str
    day: str


@dataclass(frozen=True, slots=True)
class ToldPage:
    """``asked``: the question she has opened."""

    asked: Question | None
    lines: Sequence[ToldLine]
    open: Sequence[people.Question]


def shown(question: people.Question, decides: str = "") -> Question:
    """A question in the reader's words."""
    return Question(
        question.key, question.fact, _(question.text), question.kind == "several",
        [(value, _(words)) for value, words in question.answers], _(question.none) if question.none else "",
        " ".join(part for part in (decides, _(question.why)) if part),
    )  # fmt: skip


def best_question(person_id: UUID, waiting: Mapping[str, Sequence[Any]]) -> Question | None:
    """The one fact that decides most: ``waiting`` has, by fact, the services that wait for nothing else."""
    askable = people.may_be_asked(person_id=person_id, facts=waiting) if waiting else []
    if not askable:
        return None
    most = max(askable, key=lambda question: len(waiting[question.fact]))
    titles = listed(say(verdict.definition.title) for verdict in waiting[most.fact])
    return shown(most, _("答了就能判断%(what)s。") % {"what": titles})


def first_question(person_id: UUID, facts: Collection[str]) -> Question | None:
    """The first of these facts that she could tell."""
    askable = people.may_be_asked(person_id=person_id, facts=facts) if facts else []
    return shown(askable[0]) if askable else None


def answers_of(posted: Any) -> list[str] | None:
    """What a question's form sent; None: she cannot say."""
    said = posted.get("said", SOME)
    if said == UNSURE:
        return None
    return [] if said == NONE else posted.getlist("answer")


def told_page(person_id: UUID, opened: str) -> ToldPage:
    """What she has said and what she might say; ``opened``: the key of a question."""
    profile = people.profile(person_id)
    lines: dict[str, ToldLine] = {}
    for question in people.QUESTIONS:
        if question.register and (value := getattr(profile, question.register)) is not None:
            lines[question.key] = _line(question, "yes" if value else "no", "")
    for one in people.told_by(person_id=person_id):
        lines.setdefault(one.question.key, _line(one.question, one.answer, _day(one)))
    asked = people.question_named(opened)
    return ToldPage(
        shown(asked) if asked else None,
        list(lines.values()),
        [question for question in people.QUESTIONS if question.key not in lines],
    )


def _day(one: people.ToldAnswer) -> str:
    day = _("%(day)s说的") % {"day": fullday(one.told_on)}
    return day if one.holds else day + _("，过期了，要用时再问你")


def _line(question: people.Question, answer: str | None, day: str) -> ToldLine:
    words = [_(text) for value, text in question.answers if answer and value in answer.split(",")]
    said = _("说不清") if answer is None else listed(words) or _(question.none)
    return ToldLine(question.key, _(question.text), said, day)
