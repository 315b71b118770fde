"""Group commit: requests park; one writer a pool takes what has queued, books it in one transaction, and answers after the commit.

Two writers of one pool would only fight for its row. A batch that fails is tried again, then one by one, so that one bad request
fails alone. While the database is away everybody waits a moment and is then sent to try again with the same key: nothing is lost,
because a key that was committed gets its answer again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from uuid import UUID

from django.db import Error, InterfaceError, OperationalError, connection

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import call
from niangjia.quotas import api as quotas

THREADS = 4  # as many pools are written at once; two cores have no more to give
PATIENCE_S = 5.0  # so long the database may be away before those who wait are sent to try again
PAUSE_S = 0.2
SETTLE_AFTER_S = (
    1.0  # so long after a place was given the worker is called to do the rest, once for all that were given
)
log = logging.getLogger(__name__)
Work = Callable[[UUID, Sequence[quotas.Claim]], list[quotas.Answer]]
Parked = tuple[quotas.Claim, "asyncio.Future[quotas.Answer]"]
AWAY = quotas.Answer("away")


def book(pool_id: UUID, claims: Sequence[quotas.Claim]) -> list[quotas.Answer]:
    return quotas.book_many(by=SYSTEM, pool_id=pool_id, claims=claims, later=True)


def call_settler() -> None:
    """The worker counts and tells; if the call is lost, it does so at the next minute."""
    with suppress(Error):
        call("quotas.settle_owed")


def enter(pool_id: UUID, claims: Sequence[quotas.Claim]) -> list[quotas.Answer]:
    return quotas.enter_many(by=SYSTEM, pool_id=pool_id, claims=claims)


def look_then_book(pool_id: UUID, claims: Sequence[quotas.Claim]) -> list[quotas.Answer]:
    """Where the last batch got nothing: refusals are read without a lock, and only who would get a place goes on to book."""
    seen = quotas.look_many(pool_id=pool_id, claims=claims)
    open_still = [claim for claim, answer in zip(claims, seen, strict=True) if answer is None]
    booked = iter(book(pool_id, open_still) if open_still else [])
    return [answer or next(booked) for answer in seen]


class Writers:
    """The queues of all pools, and the one writer that each of them has while somebody is in it."""

    def __init__(self) -> None:
        self._queues: dict[tuple[UUID, bool], deque[Parked]] = {}
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="gate")
        self._barren: dict[UUID, bool] = defaultdict(bool)
        self._tasks: set[asyncio.Task[None]] = set()
        self._settler: asyncio.TimerHandle | None = None

    def ask(self, pool_id: UUID, claim: quotas.Claim, *, entering: bool = False) -> asyncio.Future[quotas.Answer]:
        """The answer, once it is committed."""
        asked: asyncio.Future[quotas.Answer] = asyncio.get_running_loop().create_future()
        queue = self._queues.get((pool_id, entering))
        if queue is None:
            queue = self._queues[pool_id, entering] = deque()
            task = asyncio.create_task(self._write(pool_id, entering, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        queue.append((claim, asked))
        return asked

    def close(self) -> None:
        """When nobody asks any more."""
        together = Barrier(THREADS)

        def end() -> None:
            together.wait()
            connection.close()

        for _ in range(THREADS):
            self._threads.submit(end)
        self._threads.shutdown()

    async def _write(self, pool_id: UUID, entering: bool, queue: deque[Parked]) -> None:
        """Until the queue is empty: what has come while the last batch was being written is the next."""
        await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        while queue:
            batch = [queue.popleft() for _ in range(min(len(queue), quotas.MOST))]
            work = enter if entering else look_then_book if self._barren[pool_id] else book
            answers = await loop.run_in_executor(self._threads, patiently, work, pool_id, [claim for claim, _ in batch])
            if not entering:
                given = any(answer.code == "ok" for answer in answers)
                self._barren[pool_id] = not given
                if given and self._settler is None:
                    self._settler = loop.call_later(SETTLE_AFTER_S, self._settle)
            for (_, asked), answer in zip(batch, answers, strict=True):
                if not asked.done():
                    asked.set_result(answer)
        del self._queues[pool_id, entering]

    def _settle(self) -> None:
        self._settler = None
        self._threads.submit(call_settler)


def patiently(work: Work, pool_id: UUID, claims: Sequence[quotas.Claim]) -> list[quotas.Answer]:
    """The answers to all; whoever cannot be answered is told to come again."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return work(pool_id, claims)
        except (OperationalError, InterfaceError):  # a deadlock, or the database went away: both come and go
            connection.close()
            if time.monotonic() > until:
                log.exception("no answer to %s claims", len(claims))
                return [AWAY] * len(claims)
            time.sleep(PAUSE_S)
        except Exception:
            if len(claims) == 1:
                log.exception("a claim failed")
                return [AWAY]
            return [answer for claim in claims for answer in patiently(work, pool_id, [claim])]
