"""What is gone, in memory: once a pool has nothing left, everybody else hears so without asking the database once more.

A thread looks twenty times a second whether anything came back. What it saw is believed for a tenth of a second, so nobody is told of a
moment longer ago; while it cannot look (the database is away), nothing is known and claims go their usual way.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from uuid import UUID

from django.db import Error, connection

from niangjia.quotas import api as quotas
from niangjia.web.gate.ticket import Ticket

EVERY_S = 0.05
AWAY_S = 0.5  # while the database does not answer
BELIEVED_S = 0.1
FORGET_AFTER_S = 10.0
GONE, ALREADY = quotas.Answer("gone"), quotas.Answer("already")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sold:
    """A pool without a place: its stamp when that was seen, and who has one, with her key."""

    stamp: int
    holders: dict[bytes, bytes]


class Gone:
    """Watches the pools that somebody was told are gone, as long as somebody asks for them."""

    def __init__(self) -> None:
        self._asked: dict[bytes, float] = {}
        self._sold: dict[bytes, Sold] = {}
        self._until = 0.0
        self._given = 0  # places, so far
        self._looking = threading.Lock()
        self._ended = threading.Event()

    def answer(self, ticket: Ticket) -> quotas.Answer | None:
        """None where it takes more than memory: nothing is known, or the claim has been answered before and gets that answer again."""
        sold = self._sold.get(ticket.pool)
        now = time.monotonic()
        if sold is None or now > self._until:
            return None
        self._asked[ticket.pool] = now
        key = sold.holders.get(ticket.person)
        if key is None:
            return GONE
        return ALREADY if key != ticket.key else None

    def watch(self, pool: bytes) -> None:
        """Somebody was told that it is gone."""
        self._asked[pool] = time.monotonic()
        if self._looking.acquire(blocking=False):
            threading.Thread(target=self._look_on, name="gone", daemon=True).start()

    def given(self, pool: bytes) -> None:
        """Somebody got a place: something came back, and what is being looked up may be of before."""
        self._given += 1
        self._sold.pop(pool, None)

    def close(self) -> None:
        """Look no further; returns when it does not any more."""
        self._ended.set()
        with self._looking:
            pass

    def _look_on(self) -> None:
        try:
            with closing(connection):
                while self._asked and not self._ended.is_set():
                    self._ended.wait(EVERY_S if self._look() else AWAY_S)
                    self._forget()
        finally:
            self._looking.release()

    def _forget(self) -> None:
        old = time.monotonic() - FORGET_AFTER_S
        for pool in [pool for pool, asked in list(self._asked.items()) if asked < old]:
            self._asked.pop(pool, None)
            self._sold.pop(pool, None)

    def _look(self) -> bool:
        """Whether the database could be asked."""
        began, given = time.monotonic(), self._given
        try:
            stamps = quotas.sold_out([UUID(bytes=pool) for pool in list(self._asked)])
            for pool in self._sold.keys() - {pool_id.bytes for pool_id in stamps}:
                self._sold.pop(pool, None)
            for pool_id, stamp in stamps.items():
                known = self._sold.get(pool_id.bytes)
                if known is None or known.stamp != stamp:
                    seen = Sold(stamp, quotas.holders(pool_id))
                    if given == self._given:
                        self._sold[pool_id.bytes] = seen
        except Error as error:
            log.warning("could not look whether what was gone came back: %s", str(error).partition("\n")[0])
            connection.close()
            return False
        self._until = began + BELIEVED_S
        return True
