"""Group commit: claims park in a line; one writer takes what has queued, books it in one transaction, and answers after the commit.

Two writers would only fight for a hot pool's row, and a hundred pools at once are a hundred small transactions unless they share one.
The writer is a process of its own, for in one process requests and bookings would wait for the same interpreter.
A batch that fails is tried again, then one by one, so that one bad request fails alone. While the database is away everybody waits a
moment and is then sent to try again with the same key: nothing is lost, because a key that was committed gets its answer again.
"""

from __future__ import annotations

import logging
import select
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from uuid import UUID

from django.db import Error, InterfaceError, OperationalError, connection

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import call
from niangjia.quotas import api as quotas
from niangjia.web.gate.wire import ASKED, READY, Asked, Reader, read_asked, write_told

PATIENCE_S = 5.0  # so long the database may be away before those who wait are sent to try again
PAUSE_S = 0.2
FEW, GATHER_S = 12, 0.005  # fewer claims than that wait so long for others
SETTLE_AFTER_S = (
    1.0  # so long after a place was given the worker is called to do the rest, once for all that were given
)
AT_ONCE = 1 << 16  # bytes
log = logging.getLogger(__name__)
Claimed = tuple[UUID, quotas.Claim]
Work = Callable[[Sequence[Claimed]], list[quotas.Answer]]
AWAY = quotas.Answer("away")


def enter(asked: Sequence[Claimed]) -> list[quotas.Answer]:
    """Into the waiting rooms, a pool at a time: many enter one, and none hurries."""
    answers: dict[int, quotas.Answer] = {}
    for pool_id in {pool_id for pool_id, _ in asked}:
        mine = [place for place, (pool, _) in enumerate(asked) if pool == pool_id]
        told = quotas.enter_many(by=SYSTEM, pool_id=pool_id, claims=[asked[place][1] for place in mine])
        answers.update(zip(mine, told, strict=True))
    return [answers[place] for place in range(len(asked))]


class Booking:
    """Books batches. Of pools that gave nothing last time, refusals are read without a lock, and only who would get a place goes on to book."""

    def __init__(self) -> None:
        self._barren: set[UUID] = set()
        self._given = False

    def __call__(self, asked: Sequence[Claimed]) -> list[quotas.Answer]:
        doubtful = [place for place, (pool_id, _) in enumerate(asked) if pool_id in self._barren]
        seen = quotas.look_many(asked=[asked[place] for place in doubtful]) if doubtful else []
        answers = {place: answer for place, answer in zip(doubtful, seen, strict=True) if answer is not None}
        rest = [place for place in range(len(asked)) if place not in answers]
        if rest:
            booked = quotas.book_batch(by=SYSTEM, asked=[asked[place] for place in rest], later=True)
            answers.update(zip(rest, booked, strict=True))
        told = [answers[place] for place in range(len(asked))]
        self._remember(asked, told)
        return told

    def _remember(self, asked: Sequence[Claimed], told: Sequence[quotas.Answer]) -> None:
        given = {pool_id for (pool_id, _), answer in zip(asked, told, strict=True) if answer.code == "ok"}
        self._barren = (self._barren | {pool_id for pool_id, _ in asked}) - given
        self._given |= bool(given)

    def has_given(self) -> bool:
        """Whether places were given since this was last asked."""
        given, self._given = self._given, False
        return given


def serve(line: socket.socket, work: Work) -> None:
    """Until the other end of the line is closed: what has come while the last batch was being written is the next."""
    reader, queue, call_at = Reader(ASKED), deque[Asked](), None
    if isinstance(work, Booking):
        with suppress(Error):
            quotas.warm_up()
    line.sendall(write_told(READY, AWAY))
    while True:
        if select.select([line], [], [], 0 if queue else _until(call_at))[0]:
            come = line.recv(AT_ONCE)
            if not come:
                break
            queue.extend(read_asked(reader, come))
            if len(queue) < FEW:
                gather(line, reader, queue)
        if queue:
            batch = next_batch(queue)
            answers = patiently(work, [(asked.pool_id, asked.claim) for asked in batch])
            line.sendall(b"".join(write_told(asked.nr, answer) for asked, answer in zip(batch, answers, strict=True)))
        if call_at is None and isinstance(work, Booking) and work.has_given():
            call_at = time.monotonic() + SETTLE_AFTER_S
        if call_at is not None and call_at <= time.monotonic():
            call_at = None
            call_settler()


def gather(line: socket.socket, reader: Reader, queue: deque[Asked]) -> None:
    """Wait a moment for others: a batch of few costs as much as one of many."""
    until = time.monotonic() + GATHER_S
    while len(queue) < FEW and select.select([line], [], [], max(until - time.monotonic(), 0))[0]:
        come = line.recv(AT_ONCE)
        if not come:
            return
        queue.extend(read_asked(reader, come))


def _until(moment: float | None) -> float | None:
    return None if moment is None else max(moment - time.monotonic(), 0)


def call_settler() -> None:
    """The worker counts and tells; if the call is lost, it does so at the next minute."""
    with suppress(Error):
        call("quotas.settle_owed")


def next_batch(queue: deque[Asked]) -> list[Asked]:
    """As many as fit, in their order; who asks a second pool meanwhile waits for the next, for what she gets may decide about it."""
    batch: list[Asked] = []
    waiting: list[Asked] = []
    pool_of: dict[UUID, UUID] = {}
    while queue and len(batch) < quotas.MOST:
        asked = queue.popleft()
        (batch if pool_of.setdefault(asked.claim.person_id, asked.pool_id) == asked.pool_id else waiting).append(asked)
    queue.extendleft(reversed(waiting))
    return batch


def patiently(work: Work, asked: Sequence[Claimed]) -> list[quotas.Answer]:
    """The answers to all; whoever cannot be answered is told to come again."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return work(asked)
        except (OperationalError, InterfaceError):  # a deadlock, or the database went away: both come and go
            connection.close()
            if time.monotonic() > until:
                log.exception("no answer to %s claims", len(asked))
                return [AWAY] * len(asked)
            time.sleep(PAUSE_S)
        except Exception:
            if len(asked) == 1:
                log.exception("a claim failed")
                return [AWAY]
            return [answer for one in asked for answer in patiently(work, [one])]


WORKS: dict[str, Callable[[], Work]] = {"book": Booking, "enter": lambda: enter}


def write(line: socket.socket, work: str) -> None:
    """The life of a writer: ``work`` is one of ``WORKS``. It ends when nobody is at the other end any more."""
    with line, closing(connection), suppress(BrokenPipeError, ConnectionResetError):
        serve(line, WORKS[work]())
