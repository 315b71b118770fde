"""Answers into a case: judged against the form, what is known filled in, what is private sealed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.casework.access import reveal_answers
from niangjia.casework.errors import FormIncomplete
from niangjia.casework.models import Case
from niangjia.catalogue.api import judge_answers, split_private
from niangjia.people import api as people


def fill_in(case: Case, definition: Any, raw: Mapping[str, Any], *, by: Actor, mend: Collection[str] = ()) -> None:
    """Judge ``raw`` (the posted answers over those kept in the draft) and keep them; teach the person's profile what it did not know.

    :raises FormIncomplete: with what is wrong, field by field, all at once.
    """
    known = people.known_about(person_id=case.person_id) if case.person_id else {}
    given = {**reveal_answers(case), **raw}
    answers, wrong = judge_answers(definition.form, given, known=known, today=clock.today(), mend=mend)
    if wrong:
        raise FormIncomplete(fields=wrong)
    _keep(case, definition, answers)
    if case.person_id:
        learned = {
            f.known: answers[f.name]
            for f in definition.form
            if f.known and f.name in answers and (f.known not in known or f.name in mend)
        }
        if learned:
            people.learn(by=by, person_id=case.person_id, facts=learned)


def keep_answers(case: Case, definition: Any, raw: Mapping[str, Any]) -> None:
    """Keep an unfinished form as it is."""
    fields = {field.name for field in definition.form}
    _keep(case, definition, {**reveal_answers(case), **{k: v for k, v in raw.items() if k in fields}})


def _keep(case: Case, definition: Any, answers: Mapping[str, Any]) -> None:
    case.answers, private = split_private(definition.form, answers)
    case.private = json.dumps(private, ensure_ascii=False) if private else None
