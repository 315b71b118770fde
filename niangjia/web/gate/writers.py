"""The gate's writers: one while little is asked, since what is booked together costs less; two when much is, each with its own pools."""

from __future__ import annotations

import asyncio

from niangjia.quotas import api as quotas
from niangjia.web.gate.line import Line, Start
from niangjia.web.gate.ticket import Ticket

WRITERS = 2
MANY = 32  # claims that wait for their answers: then the work is shared
FOR_S = 1.0  # and stays shared so long: a batch that is answered leaves nobody waiting for a moment


class Writers:
    """Who books a claim. While the work is shared a pool has always the same writer, so that two do not fight for its row."""

    def __init__(self, start: Start) -> None:
        self._lines = [Line("book", start) for _ in range(WRITERS)]
        self._shared_until = 0.0

    def ask(self, ticket: Ticket) -> asyncio.Future[quotas.Answer]:
        """The answer, once it is committed."""
        now = asyncio.get_running_loop().time()
        if sum(line.waiting for line in self._lines) >= MANY:
            self._shared_until = now + FOR_S
        shared = now < self._shared_until
        return self._lines[ticket.pool[-1] % WRITERS if shared else 0].ask(ticket)

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        for line in self._lines:
            line.open(loop)

    async def ready(self) -> None:
        """Wait for all of them."""
        await asyncio.gather(*(line.ready() for line in self._lines))

    def close(self) -> None:
        for line in self._lines:
            line.close()
