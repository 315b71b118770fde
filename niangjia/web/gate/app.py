"""The gate's addresses: POST /claim, POST /enter, GET /room, GET /healthz. The ticket is the query (``?ticket=…``): no body to wait for.

No session, no template, no middleware: as little as can be between a request and the batch it goes into.
"""

from __future__ import annotations

import asyncio
import json
import logging
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from niangjia.kernel.text import N_
from niangjia.quotas import api as quotas
from niangjia.web.gate.beside import TRY_AGAIN, Beside
from niangjia.web.gate.gone import GONE, Gone
from niangjia.web.gate.line import Line, Start
from niangjia.web.gate.rooms import Rooms
from niangjia.web.gate.ticket import Ticket, read_ticket
from niangjia.web.gate.writers import Writers

OK = "ok"
TEXTS = {
    "away": N_("系统忙，没有掉队，马上替你再试。"),
    "again": N_("上一笔还在办，马上替你再试。"),
    "entered": N_("进候场了，到点自动替你排。"),
    OK: N_("领到了。"),
}
BAD_TICKET = N_("这个页面放久了，请刷新一下。")
log = logging.getLogger(__name__)


class Gate:
    """One of it a process, and one process: two would fight for the pools' rows. ``start`` starts a writer and returns the line to it."""

    def __init__(self, start: Start, line: Path | None = None) -> None:
        self.booking = Writers(start)
        self.entering = Line("enter", start)
        self.rooms = Rooms()
        self.gone = Gone()
        self._beside = line
        self._pages: asyncio.Server | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Granian calls it once: the first who asks need not wait for the writer to start. The pages' line is opened, too."""
        self.booking.open(loop)
        if self._beside:
            self._listening = loop.create_task(self._listen(loop, self._beside))

    async def _listen(self, loop: asyncio.AbstractEventLoop, line: Path) -> None:
        """To the pages. Where that cannot be, they book by themselves."""
        try:
            self._pages = await loop.create_unix_server(lambda: Beside(self._for_page), line)
            line.chmod(0o600)
        except OSError as error:  # a home whose path is too long for the name of a socket, or on a disk without them
            log.warning("pages cannot reach the gate at %s: %s", line, error)

    def _for_page(self, ticket: Ticket) -> asyncio.Future[quotas.Answer]:
        return asyncio.ensure_future(self._answer(ticket, entering=False))

    def close(self) -> None:
        """Let the writers end; in Granian's own process they do so when it ends."""
        if self._pages:
            self._pages.close()
        self.booking.close()
        self.entering.close()
        self.gone.close()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Granian's interface."""
        asked = (scope.method, scope.path)
        head = [("content-type", "application/json"), ("cache-control", "no-store"), *_may_read(scope)]
        if asked in {("POST", "/claim"), ("POST", "/enter")}:
            status, body = await self._claim(scope.query_string, entering=scope.path == "/enter")
        elif asked == ("GET", "/room"):
            status, body = await self._room(scope.query_string)
        elif asked == ("GET", "/healthz"):
            await self.booking.ready()
            status, body = HTTPStatus.OK, '{"code":"ok"}'
        else:
            status, body = HTTPStatus.NOT_FOUND, '{"code":"not_found"}'
        protocol.response_str(int(status), head, body)

    async def _claim(self, query: str, *, entering: bool) -> tuple[HTTPStatus, str]:
        ticket = _ticket(query)
        if ticket is None:
            return HTTPStatus.FORBIDDEN, _answer("bad_ticket", None, "")
        answer = await self._answer(ticket, entering=entering)
        code = "entered" if entering and answer.code == OK else answer.code
        status = HTTPStatus.SERVICE_UNAVAILABLE if code in TRY_AGAIN else HTTPStatus.OK
        if answer.booking_id is None and answer.number is None:
            return status, _refusal(code)
        return status, _answer(code, answer.number, str(answer.booking_id or ""))

    async def _answer(self, ticket: Ticket, *, entering: bool) -> quotas.Answer:
        if entering:
            return await self.entering.ask(ticket)
        if known := self.gone.answer(ticket):
            return known
        answer = await self.booking.ask(ticket)
        if answer.code == GONE.code:
            self.gone.watch(ticket.pool)
        elif answer.code == OK:
            self.gone.given(ticket.pool)
        return answer

    async def _room(self, query: str) -> tuple[HTTPStatus, str]:
        ticket = _ticket(query)
        room = await self.rooms.room(UUID(bytes=ticket.pool)) if ticket else None
        if ticket is None or room is None:
            return HTTPStatus.FORBIDDEN, _answer("bad_ticket", None, "")
        told = {
            "code": OK, "left": room.left, "entered": room.entered, "waiting": room.waiting,
            "chance": round(room.chance, 3), "drawn": room.drawn, "cancelled": room.cancelled,
            "opens_in": self.rooms.opens_in(room.pool_id),
            "place": self.rooms.place_of(room.pool_id, UUID(bytes=ticket.person)),
        }  # fmt: skip
        return HTTPStatus.OK, json.dumps(told)


def _ticket(query: str) -> Ticket | None:
    return read_ticket(query.removeprefix("ticket="))


def _may_read(scope: Any) -> list[tuple[str, str]]:
    """The pages of the same host may read the answers, and nobody else's."""
    origin = scope.headers.get("origin")
    return _allowed(origin, scope.headers.get("host") or "") if origin else []


@lru_cache(maxsize=256)
def _allowed(origin: str, host: str) -> list[tuple[str, str]]:
    ours = {f"{scheme}://{host.rpartition(':')[0]}:{settings.NIANGJIA_PORT}" for scheme in ("http", "https")}
    return [("access-control-allow-origin", origin), ("vary", "origin")] if origin in ours else []


@lru_cache(maxsize=4096)
def _text(code: str) -> str:
    with translation.override("zh-hans"):
        if code == "bad_ticket":
            return gettext(BAD_TICKET)
        if code in TEXTS:
            return gettext(TEXTS[code])
        refusal = quotas.REFUSALS.get(code)
        return gettext(refusal.what).split("{")[0].rstrip("：，") + "。" if refusal and "{" in refusal.what else (
            gettext(refusal.what) + gettext(refusal.todo) if refusal else ""
        )  # fmt: skip


@lru_cache(maxsize=64)
def _refusal(code: str) -> str:
    return _answer(code, None, "")


def _answer(code: str, number: int | None, booking: str) -> str:
    return json.dumps({"code": code, "number": number, "booking": booking, "text": _text(code)}, ensure_ascii=False)
