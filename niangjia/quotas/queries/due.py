"""What the clock has brought about."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from niangjia.quotas.models import Booking, Freed, Pool
from niangjia.quotas.rules.names import BOOKED, DRAWN, HELD, RUSH, WAITING


def rushes_to_open(now: datetime) -> list[UUID]:
    due = Pool.objects.filter(mode=RUSH, drawn_at=None, cancelled_at=None, opens_at__lte=now)
    return list(due.order_by("opens_at").values_list("id", flat=True))


def held_too_long(now: datetime) -> list[UUID]:
    return list(Booking.objects.filter(state=HELD, until__lte=now).order_by("until").values_list("id", flat=True))


def with_places_for_waiting(now: datetime) -> list[UUID]:
    waits = Booking.objects.filter(pool_id=OuterRef("id"), state=WAITING)
    fits = waits.filter(seats__lte=OuterRef("left"))
    freed = Freed.objects.filter(pool_id=OuterRef("id"))
    not_over = Q(starts_at__gt=now) | Q(starts_at=None, closes_at__gt=now)
    return list(
        Pool.objects.filter(Exists(waits), not_over, cancelled_at=None)
        .filter(Exists(fits) | Exists(freed))
        .exclude(mode__in=DRAWN, drawn_at=None)
        .values_list("id", flat=True)
    )


def over_and_not_settled(now: datetime) -> list[UUID]:
    """Over for a day, so that a list kept on paper can still be entered."""
    booked = Booking.objects.filter(pool_id=OuterRef("id"), state=BOOKED)
    over = Q(ends_at__lt=now) | Q(ends_at=None, closes_at__lt=now)
    return list(
        Pool.objects.filter(over, Exists(booked), counts="used", cancelled_at=None).values_list("id", flat=True)
    )
