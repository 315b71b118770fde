"""The gate's addresses: POST /claim, POST /enter, GET /room, GET /healthz. The ticket is the body, or the query of a GET.

No session, no template, no middleware: as little as can be between a request and the batch it goes into.
"""

from __future__ import annotations

import json
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from niangjia.kernel.text import N_
from niangjia.quotas import api as quotas
from niangjia.web.gate.committing import Writers
from niangjia.web.gate.rooms import Rooms
from niangjia.web.gate.ticket import read_ticket

MOST_BODY = 400
OK = "ok"
TEXTS = {
    "away": N_("系统忙，没有掉队，马上替你再试。"),
    "again": N_("上一笔还在办，马上替你再试。"),
    "entered": N_("进候场了，到点自动替你排。"),
    OK: N_("领到了。"),
}
BAD_TICKET = N_("这个页面放久了，请刷新一下。")
TRY_AGAIN = {"away", "again"}


class Gate:
    """One of it a process, and one process: two would fight for the pools' rows."""

    def __init__(self) -> None:
        self.writers = Writers()
        self.rooms = Rooms()

    def close(self) -> None:
        """Give the database back its connections; Granian's own process simply ends."""
        self.writers.close()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Granian's interface."""
        asked = (scope.method, scope.path)
        head = [("content-type", "application/json"), ("cache-control", "no-store"), *_may_read(scope)]
        if asked in {("POST", "/claim"), ("POST", "/enter")}:
            status, body = await self._claim(await protocol(), entering=scope.path == "/enter")
        elif asked == ("GET", "/room"):
            status, body = await self._room(scope.query_string)
        elif asked == ("GET", "/healthz"):
            status, body = HTTPStatus.OK, '{"code":"ok"}'
        else:
            status, body = HTTPStatus.NOT_FOUND, '{"code":"not_found"}'
        protocol.response_str(int(status), head, body)

    async def _claim(self, raw: bytes, *, entering: bool) -> tuple[HTTPStatus, str]:
        ticket = read_ticket(raw[:MOST_BODY].decode("ascii", "replace"))
        if ticket is None:
            return HTTPStatus.FORBIDDEN, _answer("bad_ticket", None, "")
        claim = quotas.Claim(ticket.person_id, ticket.key)
        answer = await self.writers.ask(ticket.pool_id, claim, entering=entering)
        code = "entered" if entering and answer.code == OK else answer.code
        status = HTTPStatus.SERVICE_UNAVAILABLE if code in TRY_AGAIN else HTTPStatus.OK
        return status, _answer(code, answer.number, str(answer.booking_id or ""))

    async def _room(self, query: str) -> tuple[HTTPStatus, str]:
        ticket = read_ticket(query.removeprefix("ticket="))
        room = await self.rooms.room(ticket.pool_id) if ticket else None
        if ticket is None or room is None:
            return HTTPStatus.FORBIDDEN, _answer("bad_ticket", None, "")
        told = {
            "code": OK, "left": room.left, "entered": room.entered, "waiting": room.waiting,
            "chance": round(room.chance, 3), "drawn": room.drawn, "cancelled": room.cancelled,
            "opens_in": self.rooms.opens_in(ticket.pool_id),
            "place": self.rooms.place_of(ticket.pool_id, ticket.person_id),
        }  # fmt: skip
        return HTTPStatus.OK, json.dumps(told)


def _may_read(scope: Any) -> list[tuple[str, str]]:
    """The pages of the same host may read the answers, and nobody else's."""
    origin = scope.headers.get("origin") or ""
    host = (scope.headers.get("host") or "").rpartition(":")[0]
    ours = {f"{scheme}://{host}:{settings.NIANGJIA_PORT}" for scheme in ("http", "https")}
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


def _answer(code: str, number: int | None, booking: str) -> str:
    return json.dumps({"code": code, "number": number, "booking": booking, "text": _text(code)}, ensure_ascii=False)


app = Gate()
