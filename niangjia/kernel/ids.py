"""Keys: UUIDv7 (RFC 9562), in order of making within a process, so that indexes grow at their end."""

from __future__ import annotations

import hashlib
import os
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import count
from uuid import UUID

_COUNTER_BITS = 42
_lock = threading.Lock()
_last: dict[str, int] = {"ms": 0, "counter": 0}
_drawn: ContextVar[Callable[[], UUID] | None] = ContextVar("drawn", default=None)


def uuid7() -> UUID:
    """A new key, greater than every one this process made before (RFC 9562, 6.2, method 1).

    Layout: 48 bits milliseconds, 42 bits counter (begins at random), 32 bits random. Within ``from_seed`` nothing is random.
    """
    return uuid7s(1)[0]


def uuid7s(number: int) -> list[UUID]:
    """So many new keys at once, in order; a third of the time of one by one."""
    if drawn := _drawn.get():
        return [drawn() for _ in range(number)]
    with _lock:
        ms = max(time.time_ns() // 1_000_000, _last["ms"])
        if ms > _last["ms"]:
            first = int.from_bytes(os.urandom(6), "big") >> 7  # 41 bits: half the range is left to count
        else:
            first = _last["counter"] + 1
            if first + number - 1 >> _COUNTER_BITS:
                ms, first = ms + 1, 0
        _last.update(ms=ms, counter=first + number - 1)
    tails = struct.unpack(f">{number}I", os.urandom(4 * number))
    return [_version7(ms, first + n, tail) for n, tail in enumerate(tails)]


def uuid_from_seed(*parts: object, at: datetime | None = None) -> UUID:
    """The same key for the same parts, for data that must be reproducible (the demo city).

    With ``at`` it is a UUIDv7 of that moment and sorts among others by it; without, a UUIDv8.
    """
    digest = _digest(*parts)
    if at is not None:
        return _version7(int(at.timestamp() * 1000), digest >> 32 & ((1 << _COUNTER_BITS) - 1), digest & 0xFFFFFFFF)
    return UUID(int=digest & ~(0xF000 << 64) & ~(0xC000 << 48) | 0x8000 << 64 | 0x8000 << 48)


@contextmanager
def from_seed(*parts: object, now: Callable[[], datetime]) -> Iterator[None]:
    """Within, ``uuid7`` gives the same keys for the same parts, in order of asking and of the moments that ``now`` tells.

    For the demo city, whose matters are acted out by the verbs of everybody. A forked process leaves it.
    """
    asked = count()

    def draw() -> UUID:
        number, ms = next(asked), int(now().timestamp() * 1000)
        return _version7(ms, number, _digest(*parts, number) & 0xFFFFFFFF)

    token = _drawn.set(draw)
    try:
        yield
    finally:
        _drawn.reset(token)


def _digest(*parts: object) -> int:
    return int.from_bytes(hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()[:16], "big")


def _version7(ms: int, counter: int, tail: int) -> UUID:
    high, low = counter >> 30, counter & 0x3FFFFFFF
    return UUID(int=(ms & 0xFFFFFFFFFFFF) << 80 | 0x7000 << 64 | high << 64 | 0x8000 << 48 | low << 32 | tail)


def _forget_after_fork() -> None:
    """A child must not count on from its parent's place."""
    global _lock
    _drawn.set(None)
    _lock = threading.Lock()
    _last.update(ms=0, counter=0)


os.register_at_fork(after_in_child=_forget_after_fork)
