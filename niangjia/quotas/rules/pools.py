"""What a pool is at, by the clock and by what is left; the seed of a rush and its commitment."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from niangjia.quotas.rules.names import CANCELLED, DRAWN, NOT_YET, OPEN, OVER, SOLD_OUT

Entrant = TypeVar("Entrant", UUID, int)


class Stands(Protocol):
    """The part of a pool that tells what it is at."""

    mode: str
    left: int
    opens_at: datetime
    closes_at: datetime
    cancelled_at: datetime | None


def state_of(pool: Stands, now: datetime) -> str:
    if pool.cancelled_at:
        return CANCELLED
    if now >= pool.closes_at:
        return OVER
    if now < pool.opens_at:
        return NOT_YET
    return OPEN if pool.left or pool.mode in DRAWN else SOLD_OUT


def is_in_time(starts_at: datetime | None, hours: int, now: datetime) -> bool:
    """Whether so many hours are left until it begins; always, where it has no beginning."""
    return starts_at is None or now <= starts_at - timedelta(hours=hours)


def has_one_in(once: str) -> str:
    """The kind of period in which a person has one place of a service; "" where only what runs counts, so any number."""
    return "" if once == "live" else once


def commitment_of(seed: str) -> str:
    """What is published of a seed before it is used: SM3, hex."""
    return hashlib.new("sm3", seed.encode()).hexdigest()


def lot_of(seed: str, number: object) -> str:
    """The lot of one who takes part: SM3 over seed and her number. The smallest is first. Anybody can compute it (``openssl dgst -sm3``)."""
    return hashlib.new("sm3", f"{seed}|{number}".encode()).hexdigest()


def drawn_order(seed: str, ids: Sequence[Entrant]) -> list[Entrant]:
    """These, by their ids or numbers, in the order of their lots."""
    return sorted(ids, key=lambda one: (lot_of(seed, one), one))


def chance(left: int, waiting: int) -> float:
    """The honest chance of one who waits, as a share of one: places to people, one each.

    >>> chance(23_000, 46_000), chance(10, 4), chance(0, 3), chance(5, 0)
    (0.5, 1.0, 0.0, 1.0)
    """
    if not left:
        return 0.0
    return min(1.0, left / waiting) if waiting else 1.0
