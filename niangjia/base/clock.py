"""The only source of time. Tests freeze it, the demo shifts it, production can do neither."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from django.conf import settings

from niangjia.base.models import ClockShift

FUZHOU = ZoneInfo("Asia/Shanghai")
REREAD_AFTER_SECONDS = 1.0
_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)
_shift: dict[str, float] = {"seconds": 0.0, "read_at": float("-inf")}


def now() -> datetime:
    """The current moment, aware, in UTC."""
    if (at := _frozen.get()) is not None:
        return at
    real = datetime.now(UTC)
    return real + _demo_shift() if settings.NIANGJIA_DEMO else real


def today() -> date:
    """The current day in Fuzhou."""
    return local_date(now())


def local_date(moment: datetime) -> date:
    """The day in Fuzhou on which ``moment`` falls."""
    return moment.astimezone(FUZHOU).date()


def start_of(day: date) -> datetime:
    """Midnight in Fuzhou at which ``day`` begins."""
    return datetime(day.year, day.month, day.day, tzinfo=FUZHOU)


@contextmanager
def frozen(at: datetime | date | str) -> Iterator[None]:
    """Stand still at ``at`` (tests and the generator of the demo city). A day means nine in the morning in Fuzhou."""
    token = _frozen.set(_moment(at))
    try:
        yield
    finally:
        _frozen.reset(token)


def _moment(at: datetime | date | str) -> datetime:
    if isinstance(at, str):
        at = datetime.fromisoformat(at) if len(at) > 10 else date.fromisoformat(at)
    if isinstance(at, datetime):
        return at if at.tzinfo else at.replace(tzinfo=FUZHOU)
    return start_of(at) + timedelta(hours=9)


def shift_by(delta: timedelta) -> None:
    """Move the demo's clock for every process. Refused outside demo mode by the caller's settings."""
    if not settings.NIANGJIA_DEMO:
        raise RuntimeError("the clock moves in demo mode only")
    row, _ = ClockShift.objects.get_or_create(id=1, defaults={"seconds": 0})
    row.seconds += int(delta.total_seconds())
    row.save(update_fields=["seconds"])
    _shift["read_at"] = float("-inf")


def reset_shift() -> None:
    """Back to real time."""
    ClockShift.objects.filter(id=1).update(seconds=0)
    _shift["read_at"] = float("-inf")


def _demo_shift() -> timedelta:
    if monotonic() - _shift["read_at"] > REREAD_AFTER_SECONDS:
        _shift["seconds"] = ClockShift.objects.filter(id=1).values_list("seconds", flat=True).first() or 0
        _shift["read_at"] = monotonic()
    return timedelta(seconds=_shift["seconds"])
