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
from niangjia.web.gate.beside import ask_gate
from niangjia.web.gate.ticket import read_ticket
from niangjia.web.shell.texts import tell
from niangjia.web.worker.apply_page import Apply, apply_page
from niangjia.web.worker.apply_post import read_answers
from niangjia.web.worker.places_page import what_she_can


def place_boxes(
    by: Actor, pool: quotas.PoolView, answers: Mapping[str, Any] | None = None, refusal: Refusal | None = None
) -> tuple[Apply, bool]:
    """The boxes with what was just posted and what is wrong with it; and whether anything has to be asked."""
    told = quotas.form_for_place(person_id=by.id, service=pool.service, item=pool.item, answers=answers)
    form = casework.FormView(told.definition, told.known, told.asked, told.evidence, None, {}, told.later)
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

    Where nothing has to be asked the claim joins the gate's next batch; without a gate it is booked here, with the same key.

    :raises NotFound, NotAllowed:
    """
    answers: dict[str, Any] = {}
    try:
        if told := _by_the_gate(request, by, pool_id):
            quotas.refuse_of(pool_id=pool_id, answer=told)
            return Asked(told, "book", answers, None)
        asked = quotas.asked_of(pool_id=pool_id)
        answers, wrong = read_answers(request, asked.form, by=by)
        if wrong:
            raise AnswersIncomplete(fields=wrong)
        answer = quotas.ask_for_place(by=by, pool_id=pool_id, key=key_of(request), answers=answers)
        return Asked(answer, asked.act, answers, None)
    except (NotFound, NotAllowed):
        raise
    except Gone as gone:
        return _wait(request, by, pool_id, answers, gone)
    except Refusal as refusal:
        return Asked(None, "", answers, refusal)


def _by_the_gate(request: HttpRequest, by: Actor, pool_id: UUID) -> quotas.Answer | None:
    ticket = read_ticket(request.POST.get("key", ""))
    if ticket is None or ticket.person != by.id.bytes or ticket.pool != pool_id.bytes:
        return None
    return ask_gate(ticket)


def _wait(request: HttpRequest, by: Actor, pool_id: UUID, answers: dict[str, Any], gone: Gone) -> Asked:
    if what_she_can(quotas.pool(pool_id=pool_id, person_id=by.id)) != "wait":
        return Asked(None, "", answers, gone)
    try:
        answer = quotas.ask_for_place(by=by, pool_id=pool_id, key=key_of(request), answers=answers, wait=True)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return Asked(None, "", answers, refusal)
    return Asked(answer, "wait", answers, None)


def key_of(request: HttpRequest) -> UUID:
    """The key the page made: pressing twice is asking once."""
    posted = request.POST.get("key", "")
    if ticket := read_ticket(posted):
        return UUID(bytes=ticket.key)
    try:
        return UUID(posted)
    except ValueError:
        return uuid7()
