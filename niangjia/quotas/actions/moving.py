"""What may happen to one booking: it is confirmed, given back, not answered in time; she was there, or was not; how it was."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import Deed, act
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotAllowed
from niangjia.ledger import api as ledger
from niangjia.quotas.access import require_booking, require_pool, require_seen
from niangjia.quotas.actions.asking import Claim
from niangjia.quotas.actions.behind_locks import lock_people, locked_pool
from niangjia.quotas.actions.giving import GIVEN_BACK, Won, count_help, counted, move_points, pay, settle
from niangjia.quotas.errors import BookingState, OverTime, TooFewPoints, TooLateToReturn
from niangjia.quotas.events import CasePlaceEnded, CasePlacesMissed, EntryWithdrawn, PlaceFreed, PlacesUsed
from niangjia.quotas.models import Booking, Freed, PartySlot, Pool
from niangjia.quotas.rules.names import (
    ASKING,
    BOOKED,
    ENTERED,
    HELD,
    LAPSED,
    MERIT,
    MISSED,
    MONEY,
    RETURNED,
    STATES,
    TAKING,
    USED,
)
from niangjia.quotas.rules.pools import is_in_time


def confirm(*, by: Actor, booking_id: UUID) -> None:
    """She takes the place that was kept for her: now it is paid and counts.

    :raises NotFound: BookingState: nothing is kept for her. OverTime. TooFewPoints.
    """
    with act("quotas.confirm", by=by, about=("booking", booking_id)) as deed:
        pool = locked_pool(require_seen(by, booking_id).pool_id)  # before her row, as whoever calls the pool off
        booking = require_booking(by, booking_id)
        if booking.state != HELD:
            raise BookingState(state=STATES[booking.state])
        if booking.until and booking.until <= clock.now():
            raise OverTime
        lock_people([booking.person_id], points=pool.points > 0)
        _require_points(pool, booking)
        booking.state, booking.booked_at, booking.until = BOOKED, clock.now(), None
        pool.handed += 1
        booking.number, booking.points = pool.handed, pool.points * booking.seats
        booking.save(update_fields=["state", "booked_at", "until", "number", "points"])
        pool.save(update_fields=["handed"])
        claim = Claim(booking.person_id, booking.key, booking.seats, case_id=booking.case_id)
        taken = [Won(pool, claim, booking.id, booking.number)]
        pay(taken, deed)
        settle(taken, deed)


def give_back(*, by: Actor, booking_id: UUID, reason: str = "") -> None:
    """退: the place goes to the next; what she paid comes back and she may ask again. Waits for nobody who is booking.

    :raises NotFound: BookingState: there is nothing to give back. TooLateToReturn: it begins too soon.
    """
    with act("quotas.give_back", by=by, about=("booking", booking_id), reason=reason) as deed:
        booking = require_booking(by, booking_id)
        if booking.state not in ASKING | {HELD, BOOKED} or booking.case_id:
            raise BookingState(state=STATES[booking.state])
        pool = Pool.objects.get(id=booking.pool_id)
        _require_in_time(by, pool, booking)
        had = booking.state
        end(pool, booking, RETURNED, deed, why=reason)
        if had == ENTERED and pool.mode == MERIT:
            deed.emit(EntryWithdrawn(pool_id=pool.id, booking_id=booking.id))
        deed.note(pool=str(pool.id), seats=booking.seats)


def end(pool: Pool, booking: Booking, state: str, deed: Deed, *, why: str = "", goes_on: bool = False) -> None:
    """Out of a live booking: the place is freed, points and help are taken back, the child may have another.

    ``goes_on``: the case that gave it has another place in this transaction, and has nothing to be told.
    """
    had, booking.state, booking.ended_at, booking.why = booking.state, state, clock.now(), why.strip()[:200]
    if had in {BOOKED, MISSED}:
        # Her row before her countings, as whoever books for her and whoever settles what she is owed: nobody waits in a circle.
        lock_people([booking.person_id], points=booking.points > 0)
        if booking.case_id is None:
            catalogue.settle_help(person_ids=[booking.person_id])  # what is not counted yet cannot be taken back
    with counted(pool, [booking.id]):
        booking.save(update_fields=["state", "ended_at", "why"])
    PartySlot.objects.filter(booking_id=booking.id).delete()
    if booking.case_id and not goes_on:
        deed.emit(CasePlaceEnded(case_id=booking.case_id, reason=booking.why or STATES[state], again=state != LAPSED))
    if had not in TAKING:
        return
    Freed.objects.create(pool_id=pool.id, seats=booking.seats, share=booking.share, share_seats=booking.share_seats)
    if had in {BOOKED, MISSED}:
        if booking.points:
            move_points([(pool, booking.person_id, booking.id, booking.points)], GIVEN_BACK)
        booked = booking.booked_at or booking.asked_at
        if booking.case_id is None:
            count_help(pool, [booking.person_id], clock.local_date(booked), times=-1)
        deed.touch("person", booking.person_id)
    deed.emit(PlaceFreed(pool_id=pool.id))


def lapse(*, by: Actor, booking_id: UUID) -> None:
    """A place that was kept and not confirmed in time goes on to the next. Twice is once."""
    with act("quotas.lapse", by=by, about=("booking", booking_id)) as deed:
        booking = require_booking(by, booking_id)
        if booking.state == HELD and booking.until and booking.until <= clock.now():
            end(Pool.objects.get(id=booking.pool_id), booking, LAPSED, deed)


def check_in(*, by: Actor, pool_id: UUID, booking_ids: Sequence[UUID]) -> int:
    """到场: these were there. Returns how many had not been entered yet; twice is once.

    :raises NotFound: the pool is not in her reach.
    """
    with act("quotas.check_in", by=by, about=("pool", pool_id)) as deed:
        pool = require_pool(by, pool_id)
        rows = list(
            Booking.objects.select_for_update()
            .filter(pool_id=pool.id, id__in=booking_ids, state__in=[BOOKED, MISSED])
            .order_by("person_id", "id")
        )
        if rows:
            use(pool, rows, deed)
        deed.note(there=len(rows))
    return len(rows)


def use(pool: Pool, rows: Sequence[Booking], deed: Deed, *, parcel: str = "") -> None:
    """These, locked, have had it: they were there, or it is in the post under the number ``parcel``."""
    people, ids = tuple(row.person_id for row in rows), tuple(row.id for row in rows)
    with counted(pool, ids):
        there = Booking.objects.filter(id__in=ids, pool_id=pool.id)
        there.update(state=USED, used_at=clock.now(), ended_at=None, parcel=parcel)
    for row in rows:
        deed.also("quotas.used", about=("booking", row.id), owner=row.person_id, pool=str(pool.id))
    deed.touch_many("person", people)
    deed.emit(PlacesUsed(pool_id=pool.id, person_ids=people, booking_ids=ids))


def mark_missed(*, by: Actor, pool_id: UUID) -> int:
    """It is over: who had a place, did not give it back and was not there has missed it. Set-wise; twice is once."""
    with act("quotas.mark_missed", by=by, about=("pool", pool_id)) as deed:
        pool = require_pool(by, pool_id)
        over = pool.ends_at or pool.closes_at
        if clock.now() < over:
            return 0
        gone = Booking.objects.filter(pool_id=pool.id, state=BOOKED)
        ids = list(gone.values_list("person_id", "id"))
        of_cases = tuple(gone.exclude(case_id=None).order_by("id").values_list("id", flat=True))
        gone.update(state=MISSED, ended_at=clock.now())
        for person_id, booking_id in ids:
            deed.also("quotas.missed", about=("booking", booking_id), owner=person_id, pool=str(pool.id))
        deed.touch_many("person", [person_id for person_id, _ in ids])
        if of_cases:
            deed.emit(CasePlacesMissed(pool_id=pool.id, booking_ids=of_cases))
        deed.note(missed=len(ids))
    return len(ids)


def excuse(*, by: Actor, booking_id: UUID, reason: str) -> None:
    """She could not come, and there was a reason: it is as if she had given it back, and bars her from nothing.

    :raises NotFound, BookingState: NotAllowed: her own.
    """
    with act("quotas.excuse", by=by, about=("booking", booking_id), reason=reason) as deed:
        booking = require_booking(by, booking_id)
        if by.id == booking.person_id:
            raise NotAllowed
        if booking.state != MISSED:
            raise BookingState(state=STATES[booking.state])
        end(Pool.objects.get(id=booking.pool_id), booking, RETURNED, deed, why=reason)


def rate(*, by: Actor, booking_id: UUID, stars: int, text: str = "") -> None:
    """How it was, 1 to 5, once. It counts for services, never for ranking people.

    :raises NotFound: BookingState: she has not had it yet, or has rated it.
    """
    with act("quotas.rate", by=by, about=("booking", booking_id)):
        booking = require_booking(by, booking_id, person_id=by.id)
        if booking.state not in {USED, BOOKED, MONEY} or booking.rating:
            raise BookingState(state=STATES[booking.state])
        booking.rating, booking.rating_text = stars, text.strip()[:400]
        booking.save(update_fields=["rating", "rating_text"])


def _require_points(pool: Pool, booking: Booking) -> None:
    if pool.points * booking.seats > ledger.points_of(person_id=booking.person_id):
        raise TooFewPoints


def _require_in_time(by: Actor, pool: Pool, booking: Booking) -> None:
    """Whoever runs the pool, and the system, may free a place at any time."""
    if by.id not in (booking.person_id, booking.by) or by.id == SYSTEM.id or booking.state != BOOKED:
        return
    if not is_in_time(pool.starts_at, pool.return_hours, clock.now()):
        raise TooLateToReturn(hours=pool.return_hours)
