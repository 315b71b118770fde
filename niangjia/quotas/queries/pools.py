"""Pools as people see them: what there is, where, until when, and what she has of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Left

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people
from niangjia.quotas.access import pools_in_reach, pools_to_move_to, require_seen
from niangjia.quotas.models import Booking, Freed, Pool, Share
from niangjia.quotas.queries.bookings import BookingView, booking_views
from niangjia.quotas.rules.names import ENTERED, SERVED, WAITING
from niangjia.quotas.rules.pools import state_of

COUNTY, TOWN = 14, 21  # so long is the beginning of a path that two unions of one county, of one town share


@dataclass(frozen=True, slots=True)
class PoolView:
    """``left``: what one who comes now may get, those who wait served first. ``mine``: her live booking, else None."""

    id: UUID
    service: str
    title: str
    text: str
    place: str
    item: str
    series: UUID | None
    union_name: str
    path: str
    mode: str
    state: str
    capacity: int
    left: int
    entered: int
    waiting: int
    points: int
    most_seats: int
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    return_hours: int
    bar_days: int
    counts: str
    commitment: str
    seed: str
    drawn_at: datetime | None
    mine: BookingView | None = None


def pools_of_service(*, service: str, person_id: UUID | None = None, item: str = "", limit: int = 60) -> list[PoolView]:
    """What may be booked now or later, and what she has there; her own town first, then her county, then by the day."""
    now = clock.now()
    rows = _counted(Pool.objects.filter(service=service, cancelled_at=None)).filter(closes_at__gt=now)
    if item:
        rows = rows.filter(item=item)
    her = people.people(person_ids=[person_id]).get(person_id) if person_id else None
    path = her.union_path if her else ""
    near = rows.annotate(same_town=Q(town=Value(path[:TOWN])), same_county=Q(county=Value(path[:COUNTY]))).order_by(
        "-same_town", "-same_county", F("starts_at").asc(nulls_last=True), "opens_at", "id"
    )
    found = list(near[:limit])
    mine = _live(person_id, [row.id for row in found]) if person_id else {}
    return [_view(row, now, mine.get(row.id)) for row in found]


def pool(*, pool_id: UUID, person_id: UUID | None = None) -> PoolView:
    """
    :raises NotFound:
    """
    row = _counted(Pool.objects.filter(id=pool_id)).first()
    if row is None:
        raise NotFound
    mine = _live(person_id, [pool_id]) if person_id else {}
    return _view(row, clock.now(), mine.get(pool_id))


def other_days(actor: Actor, *, booking_id: UUID, limit: int = 60) -> list[PoolView]:
    """Where the place that a case gave could be moved to now: pools with enough left for her, the next first.

    :raises NotFound: the booking is not for her.
    """
    booking, now = require_seen(actor, booking_id), clock.now()
    rows = pools_to_move_to(booking, Pool.objects.get(id=booking.pool_id))
    found = [_view(row, now, None) for row in _counted(rows).order_by("starts_at", "id")]
    return [view for view in found if view.left >= booking.seats][:limit]


def pools_visible_to(
    actor: Actor, *, service: str = "", over: bool = False, page: int = 1, size: int = 30
) -> tuple[Sequence[PoolView], int]:
    """Pools of the unions below her posts, the next first; ``over``: those that are, the last first. With their number."""
    now = clock.now()
    rows = pools_in_reach(actor)
    rows = rows.filter(service=service) if service else rows
    ended = Q(closes_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__lte=now)) | Q(cancelled_at__isnull=False)
    rows = rows.filter(ended).order_by("-closes_at", "id") if over else rows.exclude(ended).order_by("closes_at", "id")
    start = (max(page, 1) - 1) * size
    return [_view(row, now, None) for row in _counted(rows)[start : start + size]], rows.count()


def pool_in_reach(actor: Actor, *, pool_id: UUID) -> PoolView:
    """
    :raises NotFound: there is none, or not for her.
    """
    row = _counted(pools_in_reach(actor).filter(id=pool_id)).first()
    if row is None:
        raise NotFound
    return _view(row, clock.now(), None)


def shares_of(pool_id: UUID) -> list[tuple[str, int, int]]:
    """(group, places kept, places they have taken)."""
    return list(Share.objects.filter(pool_id=pool_id).order_by("name").values_list("name", "places", "taken"))


def _counted(rows: QuerySet[Pool]) -> QuerySet[Any]:
    bookings = Booking.objects.filter(pool_id=OuterRef("id")).order_by().values("pool_id")
    freed = (
        Freed.objects.filter(pool_id=OuterRef("id")).order_by().values("pool_id").annotate(n=Sum("seats")).values("n")
    )
    counts = {
        "n_entered": bookings.filter(state=ENTERED).annotate(n=Count("id")).values("n"),
        "n_waiting": bookings.filter(state=WAITING).annotate(n=Count("id")).values("n"),
        "seats_waiting": bookings.filter(state=WAITING).annotate(n=Sum("seats")).values("n"),
        "seats_freed": freed,
    }
    zero = {name: Coalesce(Subquery(query, output_field=IntegerField()), 0) for name, query in counts.items()}
    return rows.select_related("union").annotate(
        **zero, town=Left("union__path", TOWN), county=Left("union__path", COUNTY)
    )


def _live(person_id: UUID, pool_ids: Sequence[UUID]) -> dict[UUID, BookingView]:
    rows = Booking.objects.filter(person_id=person_id, pool_id__in=pool_ids, state__in=SERVED)
    return {view.pool_id: view for view in booking_views(rows)}


def _view(row: Any, now: datetime, mine: BookingView | None) -> PoolView:
    row.left = max(row.left + row.seats_freed - row.seats_waiting, 0)
    same = {name: getattr(row, name) for name in PoolView.__dataclass_fields__ if hasattr(row, name)}
    told = {"seed": row.seed if row.drawn_at else "", "state": state_of(row, now), "mine": mine}
    return PoolView(
        **same
        | told
        | {"union_name": row.union.name, "path": row.union.path, "entered": row.n_entered, "waiting": row.n_waiting}
    )
