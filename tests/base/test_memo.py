"""What a request keeps in mind, and which verb makes it ask anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from niangjia.base.actor import SYSTEM
from niangjia.base.acts import act
from niangjia.base.memo import once_a_request, remembering, written_by
from niangjia.kernel.ids import uuid7


def asked_after(verb: str, decorate: Callable[[Callable[[], int]], Callable[[], int]]) -> int:
    """How often a question was put that is asked twice before a verb and twice after it."""
    times = 0

    def question() -> int:
        nonlocal times
        times += 1
        return times

    ask = decorate(question)
    with remembering():
        ask(), ask()
        with act(verb, by=SYSTEM, about=("test", uuid7())):
            pass
        with remembering():  # a reaction that runs inside keeps with its request
            ask(), ask()
    return times


@pytest.mark.django_db
def test_every_verb_makes_a_question_be_asked_anew() -> None:
    assert asked_after("people.anything", once_a_request) == 2


@pytest.mark.django_db
def test_a_question_to_one_package_s_tables_outlives_the_verbs_of_others() -> None:
    assert asked_after("people.anything", written_by("unions")) == 1
    assert asked_after("unions.anything", written_by("unions")) == 2


def test_outside_a_request_nothing_is_kept() -> None:
    answers = iter(range(3))
    ask = written_by("unions")(lambda: next(answers))
    assert [ask(), ask()] == [0, 1]
