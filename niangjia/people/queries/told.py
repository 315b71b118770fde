"""What a person has said of herself, as it holds today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.people.models import Told
from niangjia.people.rules.questions import BY_KEY, QUESTIONS, UNSURE_DAYS, Question, read


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """``answer`` as kept (values divided by commas); None: she could not say. ``holds``: it still counts today."""

    question: Question
    answer: str | None
    told_on: date
    holds: bool

    @property
    def value(self) -> bool | str | list[str] | None:
        """What the fact is; None: not known."""
        return read(self.question, self.answer) if self.holds and self.answer is not None else None


def told_by(*, person_id: UUID) -> list[ToldAnswer]:
    """All she has answered, in the order of the questions."""
    today = clock.today()
    kept = {
        key: (answer, told_on)
        for key, answer, told_on in Told.objects.filter(person_id=person_id).values_list(
            "question", "answer", "told_on"
        )
    }
    return [
        ToldAnswer(question, *kept[question.key], holds=_holds(question, *kept[question.key], today))
        for question in QUESTIONS
        if question.key in kept
    ]


def told_facts(*, person_id: UUID) -> dict[str, Any]:
    """What holds, keyed as forms name it ("self.single"): forms need not ask it. Lists are left to their own questions."""
    return {
        one.question.fact: one.value
        for one in told_by(person_id=person_id)
        if one.value is not None and one.question.kind != "several"
    }


def may_be_asked(*, person_id: UUID, facts: Collection[str]) -> list[Question]:
    """Which of these facts she could tell and has not said "cannot say" to lately, in the order of the questions."""
    wanted = [question for question in QUESTIONS if question.fact in facts]
    if not wanted:
        return []
    since = clock.today() - timedelta(days=UNSURE_DAYS)
    unsure = set(
        Told.objects.filter(person_id=person_id, answer__isnull=True, told_on__gt=since).values_list(
            "question", flat=True
        )
    )
    return [question for question in wanted if question.key not in unsure]


def question_named(key: str) -> Question | None:
    """The question with this key."""
    return BY_KEY.get(key)


def _holds(question: Question, answer: str | None, told_on: date, today: date) -> bool:
    days = UNSURE_DAYS if answer is None else question.days
    return told_on > today - timedelta(days=days)
