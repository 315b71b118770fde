"""The gate's end of the line to a writer: hands claims over as they come, and their answers to who waits."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from itertools import count

from niangjia.quotas import api as quotas
from niangjia.web.gate.committing import AWAY, PAUSE_S
from niangjia.web.gate.ticket import Ticket
from niangjia.web.gate.wire import ASKED, READY, TOLD, Reader, read_told

TRIES = 5  # writers that ended before they answered anything; then those who wait are sent to ask again
log = logging.getLogger(__name__)
Start = Callable[[str], socket.socket]


class Line:
    """One writer, started when first needed and again when it ends: what it has not answered is asked again, with the same keys."""

    def __init__(self, work: str, start: Start) -> None:
        self._work = work
        self._start = start
        self._numbers = count(1)
        self._parked: dict[int, tuple[bytes, asyncio.Future[quotas.Answer]]] = {}
        self._unsent: list[bytes] = []
        self._out: asyncio.Transport | None = None
        self._opening: asyncio.Task[None] | None = None
        self._in_vain = 0
        self._ready = asyncio.Event()

    def ask(self, ticket: Ticket) -> asyncio.Future[quotas.Answer]:
        """The answer, once it is committed."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[quotas.Answer] = loop.create_future()
        nr = next(self._numbers)
        piece = ASKED.pack(nr, ticket.pool, ticket.person, ticket.key)
        self._parked[nr] = piece, answer
        if self._out is None:
            self.open(loop)
        else:
            if not self._unsent:
                loop.call_soon(self._send)
            self._unsent.append(piece)
        return answer

    @property
    def waiting(self) -> int:
        """How many wait for their answers."""
        return len(self._parked)

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start the writer, unless it has been."""
        if self._out is None and self._opening is None:
            self._opening = loop.create_task(self._open(loop))

    async def ready(self) -> None:
        """Wait for the writer, started when it has not been."""
        self.open(asyncio.get_running_loop())
        await self._ready.wait()

    def close(self) -> None:
        """The writer ends when it reads so."""
        if self._out:
            out, self._out = self._out, None
            out.close()

    async def _open(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._in_vain:
            await asyncio.sleep(PAUSE_S)
        out, _ = await loop.create_unix_connection(lambda: _End(self), sock=self._start(self._work))
        self._unsent = [piece for piece, _ in self._parked.values()]
        self._out, self._opening = out, None
        self._send()

    def _send(self) -> None:
        """All that came in one turn of the loop, in one piece."""
        if self._out and self._unsent:
            self._out.write(b"".join(self._unsent))
            self._unsent.clear()

    def told(self, nr: int, answer: quotas.Answer) -> None:
        if nr == READY:
            self._ready.set()
            return
        self._in_vain = 0
        _, waiting = self._parked.pop(nr, (b"", None))
        if waiting and not waiting.done():
            waiting.set_result(answer)

    def lost(self) -> None:
        """The writer has ended."""
        if self._out is None:
            return  # we closed it
        log.warning("the gate's writer (%s) has ended: %s claims wait for another", self._work, len(self._parked))
        self._out, self._in_vain = None, self._in_vain + 1
        self._ready.clear()
        if self._in_vain > TRIES:
            for nr in list(self._parked):
                self.told(nr, AWAY)
        if self._parked:
            self.open(asyncio.get_running_loop())


class _End(asyncio.Protocol):
    """Reads the answers."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._reader = Reader(TOLD)

    def data_received(self, data: bytes) -> None:
        for nr, answer in read_told(self._reader, data):
            self._line.told(nr, answer)

    def connection_lost(self, exc: Exception | None) -> None:
        self._line.lost()
