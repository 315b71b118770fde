"""换一天: a place that a case gave is exchanged for one of another day. The case goes on; she is never without a place, and never has two."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.reasons import require_reason
from niangjia.quotas.access import pools_to_move_to, require_booking, require_seen
from niangjia.quotas.actions.asking import Answer
from niangjia.quotas.actions.behind_locks import hold
from niangjia.quotas.actions.book import book_many
from niangjia.quotas.actions.in_order import claim_of
from niangjia.quotas.actions.moving import end
from niangjia.quotas.actions.refusing import refuse
from niangjia.quotas.errors import BookingState, DayTaken, NoSuchDay, TooLateToMove
from niangjia.quotas.models import Booking, Pool
from niangjia.quotas.rules.names import BOOKED, GONE, LIVE, MOVED, OK, RETURNED, STATES
from niangjia.quotas.rules.pools import is_in_time


def move(*, by: Actor, booking_id: UUID, pool_id: UUID, reason: str = "") -> Answer:
    """The place that her case gave, for one of this pool. Twice is once. Refused, she has the place she had.

    :param reason: why, by whoever does it for her.
    :raises NotFound: ReasonMissing: BookingState: it is not booked, or no case gave it. TooLateToMove: it begins too soon. NoSuchDay: that pool is not for her.
    :raises DayTaken: nothing is left there that nobody waits for. Barred, HadThisPeriod: by the records now.
    """
    seen = require_seen(by, booking_id)
    if by.id not in (seen.person_id, SYSTEM.id):
        reason = require_reason(reason)
    with act("quotas.move", by=by, about=("booking", booking_id), owner=seen.person_id, reason=reason) as deed:
        old, new = _held(seen.pool_id, pool_id)
        booking = require_booking(by, booking_id)
        key = uuid_from_seed("moved", booking.id, pool_id)
        if again := _moved_before(booking, pool_id, key):
            return again
        _require_may_move(old, booking)
        if not pools_to_move_to(booking, old).filter(id=pool_id).exists():
            raise NoSuchDay
        end(old, booking, RETURNED, deed, why=MOVED, goes_on=True)
        answer = _book(by, new, booking, key)
        deed.note(pool=str(old.id), to=str(pool_id), booking=str(answer.booking_id), number=answer.number)
    return answer


def _held(old_id: UUID, new_id: UUID) -> tuple[Pool, Pool]:
    """Both pools in the order of their keys; her booking and herself come behind them, as everywhere."""
    held = hold({old_id, new_id})
    return held[old_id].pool, held[new_id].pool


def _moved_before(booking: Booking, pool_id: UUID, key: UUID) -> Answer | None:
    """She pressed twice."""
    rows = Booking.objects.filter(person_id=booking.person_id, pool_id=pool_id, key=key, state__in=LIVE)
    found = rows.first()
    return Answer(OK, found.id, found.number) if found else None


def _require_may_move(pool: Pool, booking: Booking) -> None:
    if booking.state != BOOKED or booking.case_id is None:
        raise BookingState(state=STATES[booking.state])
    if not is_in_time(pool.starts_at, pool.return_hours, clock.now()):
        raise TooLateToMove(hours=pool.return_hours)


def _book(by: Actor, pool: Pool, before: Booking, key: UUID) -> Answer:
    """By the one path that books. It counts in the period for which the case gave it, also when that is over."""
    asked_by = by.id if by.id != before.person_id else None
    claim = claim_of(before)._replace(key=key, by=asked_by)
    answer = book_many(by=by, pool_id=pool.id, claims=[claim])[0]
    if answer.code == GONE:
        raise DayTaken
    refuse(pool, answer)
    Booking.objects.filter(person_id=before.person_id, pool_id=pool.id, key=key).update(period=before.period)
    return answer
