"""Bookings: hers, and those of a pool for whoever runs it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.kernel.errors import NotFound
from niangjia.quotas.access import is_agreed_by_two, pools_in_reach, require_seen
from niangjia.quotas.models import Booking, Pool
from niangjia.quotas.rules.names import ASKING, BOOKED, GIVEN, HELD, LIVE, MONEY, MOVED, RETURNED, USED
from niangjia.quotas.rules.pools import is_in_time


@dataclass(frozen=True, slots=True)
class BookingView:
    """One booking with what its pool says of time and place. ``place_in_line``: how many wait before her, and herself."""

    id: UUID
    person_id: UUID
    pool_id: UUID
    service: str
    version: int
    state: str
    seats: int
    number: int | None
    order: int | None
    share: str
    points: int
    who: str
    union_name: str
    answers: dict[str, Any]
    asked_at: datetime
    booked_at: datetime | None
    until: datetime | None
    used_at: datetime | None
    ended_at: datetime | None
    why: str
    rating: int | None
    by: UUID
    title: str
    place: str
    mode: str
    starts_at: datetime | None
    ends_at: datetime | None
    return_hours: int
    counts: str
    case_id: UUID | None = None
    money_fen: int = 0
    parcel: str = ""

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def may_rate(self) -> bool:
        return (
            self.rating is None
            and self.case_id is None
            and (self.state in {USED, MONEY} or (self.state == BOOKED and self.counts == BOOKED))
        )

    @property
    def may_move(self) -> bool:
        """Whether she may have another day instead, if there is one."""
        given = self.case_id is not None and self.state == BOOKED
        in_time = is_in_time(self.starts_at, self.return_hours, clock.now())
        return given and in_time and not is_agreed_by_two(self.service)

    @property
    def was_moved(self) -> bool:
        return self.state == RETURNED and self.why == MOVED

    @property
    def may_return(self) -> bool:
        return self.state in ASKING | {HELD, BOOKED} and self.case_id is None


def bookings_of(person_id: UUID, *, most: int = 100) -> list[BookingView]:
    """All hers, the newest first; those that a case has given are the case's."""
    return booking_views(Booking.objects.filter(person_id=person_id, case_id=None).order_by("-id")[:most])


def given_by_cases(
    *, booking_ids: Collection[UUID], states: Collection[str] = LIVE
) -> list[tuple[UUID, UUID, int | None]]:
    """Of these bookings those that a case gave and that still stand (or are in one of ``states``): (case, booking, number)."""
    rows = (
        Booking.objects.filter(id__in=booking_ids, state__in=states)
        .order_by("id")
        .values_list("case_id", "id", "number")
    )
    return [(case_id, booking_id, number) for case_id, booking_id, number in rows if case_id]


def booking_for(actor: Actor, *, booking_id: UUID) -> BookingView:
    """Hers, one she made for somebody, or one of a pool in her reach.

    :raises NotFound: there is none, or not for her.
    """
    return booking_views([require_seen(actor, booking_id)])[0]


def pool_of_booking(actor: Actor, *, booking_id: UUID) -> UUID | None:
    """The pool of a booking, where it is in her reach; one query."""
    pools = pools_in_reach(actor).filter(id__in=Booking.objects.filter(id=booking_id).values("pool_id"))
    return pools.values_list("id", flat=True).first()


def stands_instead(booking: BookingView) -> UUID | None:
    """The booking that she has of another day instead of this one."""
    if not booking.was_moved:
        return None
    rows = Booking.objects.filter(person_id=booking.person_id, case_id=booking.case_id, state__in=LIVE)
    return rows.values_list("id", flat=True).first()


def called_off(*, pool_id: UUID) -> list[BookingView]:
    """Whose bookings ended when the pool was called off."""
    pool = Pool.objects.get(id=pool_id)
    return (
        booking_views(Booking.objects.filter(pool_id=pool_id, state="returned", ended_at__gte=pool.cancelled_at))
        if pool.cancelled_at
        else []
    )


def place_in_line(*, booking_id: UUID) -> int:
    """How many are before her among those who wait, herself counted; 0 when she does not wait."""
    row = Booking.objects.filter(id=booking_id, state="waiting").values("pool_id", "order", "id").first()
    if row is None:
        return 0
    waiting = (
        Booking.objects.filter(pool_id=row["pool_id"], state="waiting")
        .order_by("order", "id")
        .values_list("id", flat=True)
    )
    return next((n for n, each in enumerate(waiting.iterator(), 1) if each == row["id"]), 0)


def bookings_of_pool(
    actor: Actor, *, pool_id: UUID, states: Sequence[str] = (), answered: str = "", page: int = 1, size: int = 50
) -> tuple[list[BookingView], int]:
    """A pool's bookings, by state, or of those who ``answered`` this field; by number, then in the order they are served in. With their number.

    :raises NotFound: the pool is not in her reach.
    """
    pool = pools_in_reach(actor).filter(id=pool_id).first()
    if pool is None:
        raise NotFound
    rows = Booking.objects.filter(pool_id=pool_id)
    rows = rows.filter(state__in=states) if states else rows
    rows = rows.filter(answers__has_key=answered) if answered else rows
    start = (max(page, 1) - 1) * size
    found = rows.select_related("union").order_by("number", "order", "id")[start : start + size]
    return [_view(row, pool) for row in found], rows.count()


def who_has_a_place(actor: Actor, *, pool_id: UUID) -> dict[UUID, UUID]:
    """By the person, the booking: who comes, was there or was missed; nobody of a pool that is not in her reach."""
    rows = Booking.objects.filter(pool_id__in=pools_in_reach(actor).filter(id=pool_id).values("id"))
    return dict(rows.filter(state__in=sorted(GIVEN)).values_list("person_id", "id"))


def counts_of_pool(pool_id: UUID) -> dict[str, tuple[int, int]]:
    """By state: how many bookings, how many seats."""
    rows = Booking.objects.filter(pool_id=pool_id).values("state").annotate(n=Count("id"), seats=Sum("seats"))
    return {row["state"]: (row["n"], row["seats"]) for row in rows}


def booking_views(rows: QuerySet[Booking] | Sequence[Booking]) -> list[BookingView]:
    """These with their pools, in two queries."""
    found = list(rows.select_related("union")) if isinstance(rows, QuerySet) else list(rows)
    pools = Pool.objects.in_bulk({row.pool_id for row in found})
    return [_view(row, pools[row.pool_id]) for row in found]


def _view(row: Booking, pool: Pool) -> BookingView:
    of_pool = {
        name: getattr(pool, name)
        for name in ("title", "place", "mode", "starts_at", "ends_at", "return_hours", "counts")
    }
    own = {
        name: getattr(row, name) for name in BookingView.__dataclass_fields__ if name not in {*of_pool, "union_name"}
    }
    return BookingView(**own, **of_pool, union_name=row.union.name if row.union else "")
