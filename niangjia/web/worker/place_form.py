"""The form that goes with a place, for whichever page asks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest

from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.kernel.errors import NotAllowed, NotFound, Refusal
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import AnswersIncomplete, Gone
from niangjia.web.shell.texts import tell
from niangjia.web.worker.apply_page import Apply, apply_page
from niangjia.web.worker.apply_post import read_answers
from niangjia.web.worker.places_page import what_she_can


def place_boxes(
    by: Actor, pool: quotas.PoolView, answers: Mapping[str, Any] | None = None, refusal: Refusal | None = None
) -> tuple[Apply, bool]:
    """The boxes with what was just posted and what is wrong with it; and whether anything has to be asked."""
    told = quotas.form_for_place(person_id=by.id, service=pool.service, item=pool.item, answers=answers)
    form = casework.FormView(told.definition, told.known, told.asked, told.evidence, None, {})
    wrong: Any = refusal.params.get("fields", {}) if isinstance(refusal, AnswersIncomplete) else {}
    said = tell(refusal) if refusal and not wrong else None
    return apply_page(by=by, form=form, amount_fen=None, answers=answers, wrong=wrong, told=said), bool(
        told.asked or told.evidence
    )


class Asked(NamedTuple):
    """What came of asking: the answer and what was done ("book", "wait", "enter", "merit", "room"), or why not; and what was posted."""

    answer: quotas.Answer | None
    done: str
    answers: dict[str, Any]
    refusal: Refusal | None


def ask(request: HttpRequest, by: Actor, pool_id: UUID) -> Asked:
    """Ask for a place with what was posted; where nothing is left, to wait for one. Nothing is read that only a page would show.

    :raises NotFound, NotAllowed:
    """
    asked = quotas.asked_of(pool_id=pool_id)
    answers, wrong = read_answers(request, asked.form, by=by)
    try:
        if wrong:
            raise AnswersIncomplete(fields=wrong)
        try:
            answer, done = quotas.ask_for_place(by=by, pool_id=pool_id, key=key_of(request), answers=answers), asked.act
        except Gone:
            if what_she_can(quotas.pool(pool_id=pool_id, person_id=by.id)) != "wait":
                raise
            answer, done = (
                quotas.ask_for_place(by=by, pool_id=pool_id, key=key_of(request), answers=answers, wait=True),
                "wait",
            )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return Asked(None, "", answers, refusal)
    return Asked(answer, done, answers, None)


def key_of(request: HttpRequest) -> UUID:
    """The key the page made: pressing twice is asking once."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid7()
