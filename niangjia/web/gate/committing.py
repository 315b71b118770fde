"""Group commit: requests park; one writer takes what has queued, books it in one transaction, and answers after the commit.

Two writers would only fight for a hot pool's row, and a hundred pools at once are a hundred small transactions unless they share one.
A batch that fails is tried again, then one by one, so that one bad request fails alone. While the database is away everybody waits a
moment and is then sent to try again with the same key: nothing is lost, because a key that was committed gets its answer again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier
from uuid import UUID

from django.db import Error, InterfaceError, OperationalError, connection

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import call
from niangjia.quotas import api as quotas

THREADS = 2  # one writes places, one those who only enter
PATIENCE_S = 5.0  # so long the database may be away before those who wait are sent to try again
PAUSE_S = 0.2
SETTLE_AFTER_S = (
    1.0  # so long after a place was given the worker is called to do the rest, once for all that were given
)
log = logging.getLogger(__name__)
Asked = tuple[UUID, quotas.Claim]
Work = Callable[[Sequence[Asked]], list[quotas.Answer]]
Parked = tuple[UUID, quotas.Claim, "asyncio.Future[quotas.Answer]"]
AWAY = quotas.Answer("away")


def call_settler() -> None:
    """The worker counts and tells; if the call is lost, it does so at the next minute."""
    with suppress(Error):
        call("quotas.settle_owed")


def enter(asked: Sequence[Asked]) -> list[quotas.Answer]:
    """Into the waiting rooms, a pool at a time: many enter one, and none hurries."""
    answers: dict[int, quotas.Answer] = {}
    for pool_id in {pool_id for pool_id, _ in asked}:
        mine = [place for place, (pool, _) in enumerate(asked) if pool == pool_id]
        told = quotas.enter_many(by=SYSTEM, pool_id=pool_id, claims=[asked[place][1] for place in mine])
        answers.update(zip(mine, told, strict=True))
    return [answers[place] for place in range(len(asked))]


def book(asked: Sequence[Asked], barren: Collection[UUID] = ()) -> list[quotas.Answer]:
    """Of pools that gave nothing last time, refusals are read without a lock, and only who would get a place goes on to book."""
    doubtful = [place for place, (pool_id, _) in enumerate(asked) if pool_id in barren]
    seen = quotas.look_many(asked=[asked[place] for place in doubtful]) if doubtful else []
    answers = {place: answer for place, answer in zip(doubtful, seen, strict=True) if answer is not None}
    rest = [place for place in range(len(asked)) if place not in answers]
    if rest:
        booked = quotas.book_batch(by=SYSTEM, asked=[asked[place] for place in rest], later=True)
        answers.update(zip(rest, booked, strict=True))
    return [answers[place] for place in range(len(asked))]


class Writers:
    """Who asks for places queues up, whatever the pool, and one writer takes as many as fit a batch; the same again for who only enters."""

    def __init__(self) -> None:
        self._queues: dict[bool, deque[Parked]] = {}
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="gate")
        self._barren: set[UUID] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._settler: asyncio.TimerHandle | None = None

    def ask(self, pool_id: UUID, claim: quotas.Claim, *, entering: bool = False) -> asyncio.Future[quotas.Answer]:
        """The answer, once it is committed."""
        asked: asyncio.Future[quotas.Answer] = asyncio.get_running_loop().create_future()
        queue = self._queues.get(entering)
        if queue is None:
            queue = self._queues[entering] = deque()
            task = asyncio.create_task(self._write(queue, entering))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        queue.append((pool_id, claim, asked))
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

    async def _write(self, queue: deque[Parked], entering: bool) -> None:
        """Until the queue is empty: what has come while the last batch was being written is the next."""
        await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        while queue:
            batch = next_batch(queue)
            asked = [(pool_id, claim) for pool_id, claim, _ in batch]
            work = enter if entering else partial(book, barren=frozenset(self._barren))
            answers = await loop.run_in_executor(self._threads, patiently, work, asked)
            if not entering:
                self._remember(asked, answers, loop)
            for (_, _, told), answer in zip(batch, answers, strict=True):
                if not told.done():
                    told.set_result(answer)
        del self._queues[entering]

    def _remember(
        self, asked: Sequence[Asked], answers: Sequence[quotas.Answer], loop: asyncio.AbstractEventLoop
    ) -> None:
        given = {pool_id for (pool_id, _), answer in zip(asked, answers, strict=True) if answer.code == "ok"}
        self._barren = (self._barren | {pool_id for pool_id, _ in asked}) - given
        if given and self._settler is None:
            self._settler = loop.call_later(SETTLE_AFTER_S, self._settle)

    def _settle(self) -> None:
        self._settler = None
        self._threads.submit(call_settler)


def next_batch(queue: deque[Parked]) -> list[Parked]:
    """As many as fit, in their order; who asks a second pool meanwhile waits for the next, for what she gets may decide about it."""
    batch: list[Parked] = []
    waiting: list[Parked] = []
    pool_of: dict[UUID, UUID] = {}
    while queue and len(batch) < quotas.MOST:
        parked = queue.popleft()
        pool_id, claim, _ = parked
        (batch if pool_of.setdefault(claim.person_id, pool_id) == pool_id else waiting).append(parked)
    queue.extendleft(reversed(waiting))
    return batch


def patiently(work: Work, asked: Sequence[Asked]) -> list[quotas.Answer]:
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
