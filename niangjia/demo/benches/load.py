"""The benches' load: so many connections, each asking again as soon as it is answered; who gets no answer asks again with the same words.

A process of its own (``python -m niangjia.demo.benches.load``): reads {"port", "asks", "connections"}, the asks word for word as they go over
the line, and answers {"codes", "seconds", "ms", "retried"} as JSON. It parses no more of an answer than it needs.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

RETRY_S = 0.2
GIVE_UP_S = 60.0


@dataclass
class Seen:
    """What came back: codes, milliseconds of each answer, how often somebody asked again."""

    codes: Counter[str] = field(default_factory=Counter)
    ms: list[float] = field(default_factory=list)
    retried: int = 0


async def run(port: int, asks: list[str], connections: int) -> dict[str, Any]:
    seen, left = Seen(), iter(asks)
    began = time.perf_counter()
    await asyncio.gather(*(_connection(port, left, seen) for _ in range(connections)))
    seconds = time.perf_counter() - began
    return {"codes": dict(seen.codes), "seconds": seconds, "ms": seen.ms, "retried": seen.retried}


async def _connection(port: int, left: Iterator[str], seen: Seen) -> None:
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    for words in left:
        ask = words.encode()
        began = time.perf_counter()
        while time.perf_counter() - began < GIVE_UP_S:
            try:
                streams = streams or await asyncio.open_connection("127.0.0.1", port)
                code = await asyncio.wait_for(_ask(*streams, ask), GIVE_UP_S)
            except (OSError, asyncio.IncompleteReadError):
                code, streams = "", None
            if code:
                seen.codes[code] += 1
                seen.ms.append(1e3 * (time.perf_counter() - began))
                break
            seen.retried += 1
            await asyncio.sleep(RETRY_S)
        else:
            seen.codes["no_answer"] += 1


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ask: bytes) -> str:
    """What was answered; "" where it says: ask again."""
    writer.write(ask)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    start = head.index(b"content-length: ") + 16
    body = await reader.readexactly(int(head[start : head.index(b"\r", start)]))
    return code_of(int(head[9:12]), head, body)


def code_of(status: int, head: bytes, body: bytes) -> str:
    """Of the gate the first value of its JSON (``{"code": "ok", …``); of a page "ok" when it leads to the ticket."""
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return ""
    if status == HTTPStatus.FOUND and b"location: /tickets/" in head:
        return "ok"
    return body.split(b'"', 4)[3].decode() if body.startswith(b"{") else f"page {status}"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(run(**json.load(sys.stdin)))))
