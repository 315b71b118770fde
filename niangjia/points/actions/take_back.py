"""What gave points turned out otherwise."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import ReasonMissing
from niangjia.ledger import api as ledger
from niangjia.points.events import PointsTakenBack
from niangjia.points.models import ledger_key

LEAST_REASON = 4


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What one person gave back: ``points`` of the ``given``. Less when she has spent them or they have expired: nobody owes points."""

    person_id: UUID
    points: int
    given: int


def take_back(
    *, by: Actor, rule: str, source_kind: str, source_id: UUID, person_ids: Collection[UUID], reason: str
) -> list[TakenBack]:
    """Take back what these people got for this source, as far as they have it still. Whoever got nothing is left out; twice is once.

    :param reason: they read it (200 letters).
    :raises ReasonMissing: it says nothing.
    """
    if len(reason.strip()) < LEAST_REASON:
        raise ReasonMissing
    people = sorted(set(person_ids))
    owner = people[0] if len(people) == 1 else None
    with act("points.take_back", by=by, about=(source_kind, source_id), owner=owner, reason=reason) as deed:
        ledger.lock_points(person_ids=people)
        with connection.cursor() as cursor:
            cursor.execute(
                _FALL, {"people": people, "rule": rule, "kind": source_kind, "source": source_id, "why": reason[:200], "now": clock.now()}
            )  # fmt: skip
            rows = cursor.fetchall()
        moves = [
            ledger.PointMove(person_id, -taken, ledger_key("back", rule, str(source_id), turn))
            for person_id, taken, _, turn in rows
            if taken
        ]
        ledger.move_points(by=by, reason="points-withdrawn", moves=moves, memo=reason)
        deed.note(rule=rule, source=str(source_id), people=len(rows), points=-sum(move.amount for move in moves))
        if moves:
            deed.emit(PointsTakenBack(rule, source_id, tuple(move.person_id for move in moves)))
    return [TakenBack(person_id, taken, given) for person_id, taken, given, _ in rows]


# The accounts are held. What has expired is not asked for again: it went, or it was spent before.
_FALL = """
with fallen as (
    update points_earning e
    set fell_at = %(now)s, fell_why = %(why)s, taken = case when e.closed_at is null then least(e.points, p.balance) else 0 end
    from ledger_v_points p
    where p.person_id = e.person_id and e.person_id = any(%(people)s::uuid[]) and e.rule = %(rule)s
      and e.source_kind = %(kind)s and e.source_id = %(source)s and e.fell_at is null
    returning e.person_id, e.taken, e.points, e.turn
)
select * from fallen order by person_id
"""
