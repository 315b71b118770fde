"""A person says something of herself, says that she cannot say, or takes it back."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotAllowed
from niangjia.people.actions.keys import hold
from niangjia.people.actions.update_profile import update_profile
from niangjia.people.errors import NoSuchAnswer
from niangjia.people.models import Told
from niangjia.people.rules.questions import BY_KEY, Question, fits, written


def tell(*, by: Actor, person_id: UUID, question: str, answers: Collection[str] | None) -> None:
    """Keep her answer, in place of an earlier one; verdicts follow. None: she cannot say, which leaves it unknown.

    The journal says which question, never the answer.

    :raises NoSuchAnswer: there is no such question, or it has no such answer.
    :raises NotAllowed: only herself, or the system for her.
    :raises NotFound: no such person.
    """
    asked = _asked(question)
    if answers is not None and not fits(asked, answers):
        raise NoSuchAnswer
    with act("people.tell", by=by, about=("person", person_id)) as deed:
        _require_self(by, person_id)
        hold(person_id)
        if answers is not None and asked.register:
            update_profile(by=by, person_id=person_id, **{asked.register: "yes" in answers})
            Told.objects.filter(person_id=person_id, question=question).delete()
        else:
            _keep(asked, person_id, answers)
        deed.touch("person", person_id)
        deed.note(question=question, unsure=answers is None)


def take_back(*, by: Actor, person_id: UUID, question: str) -> None:
    """Make it unknown again. She may be asked again where it matters.

    :raises NoSuchAnswer: there is no such question.
    :raises NotAllowed, NotFound: as ``tell``.
    """
    asked = _asked(question)
    with act("people.take_back", by=by, about=("person", person_id)) as deed:
        _require_self(by, person_id)
        hold(person_id)
        Told.objects.filter(person_id=person_id, question=question).delete()
        if asked.register:
            update_profile(by=by, person_id=person_id, **{asked.register: None})
        deed.touch("person", person_id)
        deed.note(question=question)


def _asked(question: str) -> Question:
    found = BY_KEY.get(question)
    if found is None:
        raise NoSuchAnswer
    return found


def _require_self(by: Actor, person_id: UUID) -> None:
    if by.id not in (person_id, SYSTEM.id):
        raise NotAllowed


def _keep(question: Question, person_id: UUID, answers: Collection[str] | None) -> None:
    kept = {"answer": None if answers is None else written(question, answers), "told_on": clock.today()}
    if not Told.objects.filter(person_id=person_id, question=question.key).update(**kept):
        Told.objects.create(person_id=person_id, question=question.key, **kept)
