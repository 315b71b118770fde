"""Places that the union gives by itself: to whom a case was approved, and to the entitled who need not ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Length

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.declare import OutcomeCase
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid_from_seed
from niangjia.people import api as people
from niangjia.quotas.actions.asking import Answer, Claim
from niangjia.quotas.actions.book import MOST, book_many
from niangjia.quotas.actions.enter import enter_many
from niangjia.quotas.actions.in_order import advance
from niangjia.quotas.errors import HadThisPeriod, NoPoolYet, NothingToWaitFor
from niangjia.quotas.models import Booking, Pool
from niangjia.quotas.rules.names import CASE, FIRST, LIMIT, LIVE, OK, RUSH
from niangjia.unions import api as unions

NONE = timedelta()


def place_for_case(*, by: Actor, case: OutcomeCase) -> Answer:
    """A place of the nearest pool that is given by cases, of the kind the form asks for; where all are full, a place in the line of the
    nearest: the answer has no number then, and what comes back is offered in order.

    :raises NoPoolYet: there is none. HadThisPeriod: she has had one, or missed it.
    """
    assert case.person_id is not None
    known = Booking.objects.filter(person_id=case.person_id, case_id=case.id, state__in=LIVE).first()
    if known is not None:
        return Answer(OK, known.id, known.number)
    near = _near(
        case.service, unions.union(union_id=case.union_id).path, modes=(CASE,), item=_kind(case), full=True,
        notice=timedelta(hours=case.spec.get("return_hours", 0)),  # nobody is sent to what she could not give back any more
    )  # fmt: skip
    claim = _claim(by, case)
    for ask in (_book, _wait):
        for pool_id in near:
            answer = ask(pool_id, claim)
            if answer.code == OK:
                return answer
            if answer.code == LIMIT:  # she missed one, and nobody has excused it
                raise HadThisPeriod
    raise NoPoolYet


def _book(pool_id: UUID, claim: Claim) -> Answer:
    return book_many(by=SYSTEM, pool_id=pool_id, claims=[claim])[0]


def _kind(case: OutcomeCase) -> str:
    choice = case.spec.get("choice")
    return str(case.answers.get(choice, "")) if choice else ""


def _claim(by: Actor, case: OutcomeCase) -> Claim:
    """A place that was lost before has its row still, with the case's key; each wish has a key of its own."""
    assert case.person_id is not None
    seats_from = case.spec.get("seats_from")
    seats = int(case.answers.get(seats_from) or 1) if seats_from else 1
    before = Booking.objects.filter(person_id=case.person_id, case_id=case.id).count()
    key = uuid_from_seed("case", case.id, before) if before else case.id
    return Claim(case.person_id, key, seats, case_id=case.id, by=by.id)


def _wait(pool_id: UUID, claim: Claim) -> Answer:
    """Into the line; what is left there belongs to those who wait already, and is offered to them first."""
    advance(by=SYSTEM, pool_id=pool_id)
    try:
        return enter_many(by=SYSTEM, pool_id=pool_id, claims=[claim], wait=True)[0]
    except NothingToWaitFor:  # a larger family is before her in the line, and what is left is too small for them
        return _book(pool_id, claim)


def deliver_places(*, by: Actor, service: str, homes: Mapping[UUID, UUID]) -> set[UUID]:
    """Book for these entitled people, by their unions, in the pools that reach them; who has one already, or cannot get one, is left out.

    Twice is once: the key of each follows from the service and the person. Returns who has got one now.
    """
    paths = {ref.id: ref.path for ref in unions.unions(union_ids=set(homes.values())).values()}
    waiting: dict[UUID, list[UUID]] = {}
    near = {union_id: _near(service, path, modes=(FIRST, RUSH)) for union_id, path in paths.items()}
    for person_id, union_id in homes.items():
        if near[union_id]:
            waiting.setdefault(near[union_id][0], []).append(person_id)
    given: set[UUID] = set()
    for pool_id, people_there in sorted(waiting.items()):
        for start in range(0, len(people_there), MOST):
            given |= _book_some(by, service, pool_id, people_there[start : start + MOST])
    return given


def _book_some(by: Actor, service: str, pool_id: UUID, person_ids: Sequence[UUID]) -> set[UUID]:
    known = _known(service, person_ids)
    claims = [Claim(p, uuid_from_seed("delivered", service, p), answers=known.get(p, {}), by=by.id) for p in person_ids]
    answers = book_many(by=by, pool_id=pool_id, claims=claims)
    return {
        claim.person_id for claim, answer in zip(claims, answers, strict=True) if answer.code == OK and answer.number
    }


def _known(service: str, person_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What the union can answer for each, private values masked."""
    definition = catalogue.definition(service)
    form = definition.form if definition else ()
    if not any(field.known for field in form):
        return {}
    told = people.known_about_each(person_ids=person_ids)
    return {
        p: catalogue.split_private(form, catalogue.known_answers(form, told[p]))[0] for p in person_ids if p in told
    }


def _near(
    service: str, path: str, *, modes: Sequence[str], item: str = "", full: bool = False, notice: timedelta = NONE
) -> list[UUID]:
    """Pools of this union and those above it, with places (or ``full`` ones too), the nearest first; of each the one that begins first.

    ``notice``: how long beforehand she has to know.
    """
    now = clock.now()
    line = [*unions.ancestor_paths(path), path]
    rows = Pool.objects.filter(service=service, mode__in=modes, union__path__in=line, cancelled_at=None)
    rows = rows if full else rows.filter(left__gt=0)
    rows = rows.filter(Q(starts_at=None) | Q(starts_at__gt=now + notice))
    if CASE not in modes:
        rows = rows.filter(opens_at__lte=now, closes_at__gt=now).exclude(mode=RUSH, drawn_at=None)
    if item:
        rows = rows.filter(item__in=["", item])
    nearest = rows.order_by(Length("union__path").desc(), F("starts_at").asc(nulls_last=True), "opens_at", "id")
    return list(nearest.values_list("id", flat=True)[:20])
