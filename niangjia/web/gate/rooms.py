"""The waiting rooms in memory: looked up once a second for all pools that somebody asks about, never for one request."""

from __future__ import annotations

import asyncio
import logging
import time
from uuid import UUID

from django.db import Error, connection

from niangjia.base import clock
from niangjia.quotas import api as quotas

EVERY_S = 1.0
FORGET_AFTER_S = 120.0
log = logging.getLogger(__name__)


class Rooms:
    """What ``rooms`` last said, and in what order who was drawn."""

    def __init__(self) -> None:
        self._asked: dict[UUID, float] = {}
        self._seen: dict[UUID, quotas.Room] = {}
        self._orders: dict[UUID, dict[UUID, int]] = {}
        self._opens: dict[UUID, float] = {}
        self._task: asyncio.Task[None] | None = None

    async def room(self, pool_id: UUID) -> quotas.Room | None:
        """At most a second old; the first who asks for a pool waits for it to be looked up."""
        self._task = self._task or asyncio.create_task(self._keep())
        new = pool_id not in self._asked
        self._asked[pool_id] = time.monotonic()
        if new:
            await asyncio.to_thread(self._look, [pool_id])
        return self._seen.get(pool_id)

    def place_of(self, pool_id: UUID, person_id: UUID) -> int | None:
        """Her place in the drawn order, once it is drawn."""
        return self._orders.get(pool_id, {}).get(person_id)

    def opens_in(self, pool_id: UUID) -> int:
        """Seconds; the clock of the house was asked with the look, because a demo's stands in the database."""
        return max(round(self._opens.get(pool_id, 0.0) - time.monotonic()), 0)

    def close(self) -> None:
        if self._task:
            self._task.get_loop().call_soon_threadsafe(self._task.cancel)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            old = time.monotonic() - FORGET_AFTER_S
            for pool_id in [pool for pool, asked in self._asked.items() if asked < old]:
                for kept in (self._asked, self._seen, self._orders, self._opens):
                    kept.pop(pool_id, None)
            if self._asked:
                await asyncio.to_thread(self._look, list(self._asked))

    def _look(self, pool_ids: list[UUID]) -> None:
        try:
            found = quotas.rooms(pool_ids)
            for pool_id, room in found.items():
                self._opens[pool_id] = time.monotonic() + (room.opens_at - clock.now()).total_seconds()
                if room.drawn and pool_id not in self._orders:
                    self._orders[pool_id] = quotas.order_of(pool_id)
            self._seen.update(found)
        except Error:  # the database is away: what was seen stays, and the next second asks again
            log.warning("the waiting rooms could not be looked up", exc_info=True)
        finally:
            connection.close()  # a thread of the loop's own, another one each time
