"""One person asks for a place: with her answers judged, in whatever way the pool gives its places."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.crypto import blind_index
from niangjia.base.jobs import call_unless_waiting
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people
from niangjia.quotas.access import require_speaks_for
from niangjia.quotas.actions.asking import Answer, Claim
from niangjia.quotas.actions.behind_locks import current_period
from niangjia.quotas.actions.book import book_many
from niangjia.quotas.actions.enter import enter_many
from niangjia.quotas.actions.refusing import refuse
from niangjia.quotas.errors import AnswersIncomplete, ByCase, PartyHasOne
from niangjia.quotas.models import PartySlot, Pool
from niangjia.quotas.rules.names import CASE, DRAWN, RUSH, SETTLE


def ask_for_place(
    *,
    by: Actor,
    pool_id: UUID,
    key: UUID,
    answers: Mapping[str, Any] | None = None,
    person_id: UUID | None = None,
    wait: bool = False,
) -> Answer:
    """Book now, enter the draw, or (``wait``) join those who wait for a place that comes back; whichever the pool is at.

    :param person_id: for whom, when not for oneself: a relative, or at the counter somebody without a phone.
    :raises NotFound, NotAllowed: ByCase: only officers give it.
    :raises AnswersIncomplete: field by field. PartyHasOne. HasOne, NotOpen, Gone, TooFewPoints, Entitlement,
        NotKnown, HadThisPeriod, Barred, TooManySeats: nothing has been taken.
    """
    person_id = person_id or by.id
    require_speaks_for(by, person_id)
    pool = Pool.objects.filter(id=pool_id).first()
    definition = catalogue.definition(pool.service) if pool else None
    if pool is None or definition is None or definition.state != "open":
        raise NotFound
    if pool.mode == CASE:
        raise ByCase
    with act("quotas.ask", by=by, about=("pool", pool_id), owner=person_id) as deed:
        claim = _claim(by, pool, definition, person_id, key, answers or {})
        enters = wait or pool.mode in DRAWN or (pool.mode == RUSH and pool.drawn_at is None)
        if enters:
            together = enter_many(by=by, pool_id=pool_id, claims=[claim], wait=wait)
        else:
            together = book_many(by=by, pool_id=pool_id, claims=[claim], later=True)
            call_unless_waiting(SETTLE)
        refuse(pool, together[0])
        if together[0].booking_id:
            _take_party(claim, pool, together[0].booking_id)
        deed.note(pool=str(pool_id), booking=str(together[0].booking_id))
    return together[0]


def _claim(by: Actor, pool: Pool, definition: Any, person_id: UUID, key: UUID, raw: Mapping[str, Any]) -> Claim:
    judged = _judged(by, pool, definition, person_id, raw)
    shown, private = catalogue.split_private(definition.form, judged)
    quota = definition.outcome.quota
    return Claim(
        person_id=person_id,
        key=key,
        seats=int(judged.get(quota.seats_from) or 1) if quota and quota.seats_from else 1,
        answers=shown,
        private=json.dumps(private, ensure_ascii=False) if private else None,
        party=_party(definition, private),
        by=by.id if by.id != person_id else None,
    )


def _judged(by: Actor, pool: Pool, definition: Any, person_id: UUID, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, with what the union knows filled in and the pool's kind of place set; what she tells anew is learned."""
    known = people.known_about(person_id=person_id) if definition.form else {}
    quota = definition.outcome.quota
    given = {**raw, quota.choice: pool.item} if quota and quota.choice and pool.item else dict(raw)
    answers, wrong = catalogue.judge_answers(definition.form, given, known=known, today=clock.today())
    if wrong:
        raise AnswersIncomplete(fields=wrong)
    learned = {
        f.known: answers[f.name] for f in definition.form if f.known and f.name in answers and f.known not in known
    }
    if learned and by.id == person_id:
        people.learn(by=by, person_id=person_id, facts=learned)
    return answers


def _party(definition: Any, private: Mapping[str, Any]) -> bytes:
    """The blind index of the child's number, where the definition says that a child is who gets it."""
    field = definition.identified_by
    number = private.get(field) if field else None
    return blind_index("id", str(number)) if number else b""


def _take_party(claim: Claim, pool: Pool, booking_id: UUID) -> None:
    """
    :raises PartyHasOne: the database has seen the child in this period.
    """
    period = current_period(pool)
    if not claim.party or not period or PartySlot.objects.filter(key=claim.party, booking_id=booking_id).exists():
        return
    try:
        with transaction.atomic():
            PartySlot.objects.create(key=claim.party, service=pool.service, period=period, booking_id=booking_id)
    except IntegrityError as taken:
        raise PartyHasOne from taken
