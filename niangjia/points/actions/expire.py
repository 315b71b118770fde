"""Points expire, after everybody was told in time."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Min, QuerySet

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.acts import act
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.points.events import PointsExpiring
from niangjia.points.lapsing import lapsing
from niangjia.points.models import Earning

BATCH = 5_000  # people in one transaction
TOLD_AT_ONCE = 500  # people in one event
WARNED_DAYS = 30


def expire_points() -> int:
    """Take what could be used up to yesterday and was not, the oldest day first. Returns how many people lost points. Twice is once."""
    lost = 0
    while batch := _next(Earning.objects.filter(closed_at=None, expires_on__lt=clock.today())):
        lost += _expire(*batch)
    return lost


def warn_expiring() -> int:
    """Announce to whom points will expire within 30 days, once. Returns to how many."""
    today, told = clock.today(), 0
    soon = {"expires_on__gte": today, "expires_on__lte": today + timedelta(days=WARNED_DAYS)}
    while batch := _next(Earning.objects.filter(closed_at=None, warned_at=None, **soon)):
        told += _warn(*batch)
    return told


def _next(rows: QuerySet[Earning]) -> tuple[date, list[UUID]] | None:
    """The first day of these earnings, and some of its people."""
    day = rows.aggregate(day=Min("expires_on"))["day"]
    if day is None:
        return None
    people = rows.filter(expires_on=day).order_by("person_id").values_list("person_id", flat=True).distinct()
    return day, list(people[:BATCH])


def _expire(day: date, people: list[UUID]) -> int:
    with act("points.expire", by=SYSTEM, about=("expiry", uuid7())) as deed:
        ledger.lock_points(person_ids=people)
        gone = lapsing(people, day)
        moves = [ledger.PointMove(person_id, -points, f"expire/{day}") for person_id, points in gone.items()]
        ledger.move_points(by=SYSTEM, reason="points-expired", moves=moves, memo=str(day))
        Earning.objects.filter(person_id__in=people, expires_on=day, closed_at=None).update(closed_at=clock.now())
        deed.note(day=str(day), people=len(people), lost=len(moves), points=sum(gone.values()))
    return len(moves)


def _warn(day: date, people: list[UUID]) -> int:
    with act("points.warn", by=SYSTEM, about=("expiry", uuid7())) as deed:
        Earning.objects.filter(person_id__in=people, expires_on=day, closed_at=None).update(warned_at=clock.now())
        losing = sorted(lapsing(people, day))
        for some in (losing[at : at + TOLD_AT_ONCE] for at in range(0, len(losing), TOLD_AT_ONCE)):
            deed.emit(PointsExpiring(day, tuple(some)))
        deed.note(day=str(day), people=len(people), told=len(losing))
    return len(losing)
