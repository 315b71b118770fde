"""The pages' way to the gate: a claim that carries no answers joins the batch that is gathered there, instead of a transaction of its own.

The gate listens at a socket in the home, open to its owner only. A page that finds nobody there, or gets no answer, books by itself with
the same key: what the gate has committed gets its answer again, and nothing is lost or given twice.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from functools import partial

from django.conf import settings

from niangjia.quotas import api as quotas
from niangjia.web.gate.committing import PATIENCE_S
from niangjia.web.gate.ticket import Ticket
from niangjia.web.gate.wire import ASKED, TOLD, Reader, read_told, write_told

TRY_AGAIN = frozenset({"away", "again"})
PATIENT_S = 2 * PATIENCE_S
NR = 1  # one claim at a time on each thread's line
_threads = threading.local()


def ask_gate(ticket: Ticket) -> quotas.Answer | None:
    """The gate's answer, once it is committed; None: nobody is there, or it could not be answered now."""
    try:
        line = _line()
        line.sendall(ASKED.pack(NR, ticket.pool, ticket.person, ticket.key))
        [(_, answer)] = read_told(Reader(TOLD), _whole(line))
    except OSError:
        hang_up()
        return None
    return None if answer.code in TRY_AGAIN else answer


def _line() -> socket.socket:
    line: socket.socket | None = getattr(_threads, "line", None)
    if line is None:
        line = _threads.line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENT_S)
        line.connect(str(settings.NIANGJIA_GATE_LINE))
    return line


def _whole(line: socket.socket) -> bytes:
    """
    :raises OSError: the other end is closed.
    """
    have = b""
    while len(have) < TOLD.size:
        come = line.recv(TOLD.size - len(have))
        if not come:
            raise ConnectionResetError
        have += come
    return have


def hang_up() -> None:
    """An answer that comes too late must not be read as that of the next claim."""
    line: socket.socket | None = _threads.__dict__.pop("line", None)
    if line is not None:
        line.close()


class Beside(asyncio.Protocol):
    """The gate's end: each claim goes the way of those that come by HTTP."""

    def __init__(self, answer: Callable[[Ticket], asyncio.Future[quotas.Answer]]) -> None:
        self._answer = answer
        self._reader = Reader(ASKED)
        self._out: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._out = transport

    def data_received(self, data: bytes) -> None:
        for nr, pool, person, key in self._reader.pieces(data):
            self._answer(Ticket(person, pool, key)).add_done_callback(partial(self._tell, int(nr)))

    def _tell(self, nr: int, answer: asyncio.Future[quotas.Answer]) -> None:
        if self._out and not self._out.is_closing():
            self._out.write(write_told(nr, answer.result()))
