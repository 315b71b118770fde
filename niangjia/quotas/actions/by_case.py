"""Places that the union gives by itself: to whom a case was approved, and to the entitled who need not ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from niangjia.quotas.errors import NoPoolYet
from niangjia.quotas.models import Booking, Pool
from niangjia.quotas.rules.names import CASE, FIRST, OK, RUSH
from niangjia.unions import api as unions


def place_for_case(*, by: Actor, case: OutcomeCase) -> Answer:
    """A place of the nearest pool that is given by cases, of the kind the form asks for.

    :raises NoPoolYet: there is none with a place left.
    """
    assert case.person_id is not None
    known = Booking.objects.filter(person_id=case.person_id, case_id=case.id).first()
    if known is not None:
        return Answer(OK, known.id, known.number)
    choice = case.spec.get("choice")
    item = str(case.answers.get(choice, "")) if choice else ""
    path = unions.union(union_id=case.union_id).path
    seats_from = case.spec.get("seats_from")
    seats = int(case.answers.get(seats_from) or 1) if seats_from else 1
    claim = Claim(case.person_id, case.id, seats, case_id=case.id, by=by.id)
    for pool_id in _near(case.service, path, modes=(CASE,), item=item):
        answer = book_many(by=SYSTEM, pool_id=pool_id, claims=[claim])[0]
        if answer.code == OK:
            return answer
    raise NoPoolYet


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
            given |= _book(by, service, pool_id, people_there[start : start + MOST])
    return given


def _book(by: Actor, service: str, pool_id: UUID, person_ids: Sequence[UUID]) -> set[UUID]:
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


def _near(service: str, path: str, *, modes: Sequence[str], item: str = "") -> list[UUID]:
    """Pools of this union and those above it, with places, the nearest first; of each the one that begins first."""
    now = clock.now()
    line = [*unions.ancestor_paths(path), path]
    rows = Pool.objects.filter(service=service, mode__in=modes, union__path__in=line, cancelled_at=None, left__gt=0)
    rows = rows.filter(Q(starts_at=None) | Q(starts_at__gt=now))
    if CASE not in modes:
        rows = rows.filter(opens_at__lte=now, closes_at__gt=now).exclude(mode=RUSH, drawn_at=None)
    if item:
        rows = rows.filter(item__in=["", item])
    nearest = rows.order_by(Length("union__path").desc(), F("starts_at").asc(nulls_last=True), "opens_at", "id")
    return list(nearest.values_list("id", flat=True)[:20])
