"""The benches' load: so many connections, each asking again as soon as it is answered; who gets no answer asks again with the same words.

A process of its own (``python -m niangjia.demo.benches.load``): reads {"port", "path", "bodies", "connections"} and answers {"codes",
"seconds", "ms", "retried"} as JSON. It parses no more of an answer than it needs.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

RETRY_S = 0.2
GIVE_UP_S = 60.0


@dataclass
class Seen:
    """What came back: codes, milliseconds of each answer, how often somebody asked again."""

    codes: Counter[str] = field(default_factory=Counter)
    ms: list[float] = field(default_factory=list)
    retried: int = 0


async def run(port: int, path: str, bodies: list[str], connections: int) -> dict[str, Any]:
    seen, left = Seen(), iter(bodies)
    began = time.perf_counter()
    await asyncio.gather(*(_connection(port, path, left, seen) for _ in range(connections)))
    seconds = time.perf_counter() - began
    return {"codes": dict(seen.codes), "seconds": seconds, "ms": seen.ms, "retried": seen.retried}


async def _connection(port: int, path: str, left: Iterator[str], seen: Seen) -> None:
    method = "POST" if path != "/healthz" else "GET"
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    for body in left:
        ask = f"{method} {path}{body} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n".encode()
        began = time.perf_counter()
        while time.perf_counter() - began < GIVE_UP_S:
            try:
                streams = streams or await asyncio.open_connection("127.0.0.1", port)
                status, answer = await asyncio.wait_for(_ask(*streams, ask), GIVE_UP_S)
            except (OSError, asyncio.IncompleteReadError):
                status, answer, streams = 0, b"", None
            if status == 200:
                seen.codes[_code(answer)] += 1
                seen.ms.append(1e3 * (time.perf_counter() - began))
                break
            seen.retried += 1
            await asyncio.sleep(RETRY_S)
        else:
            seen.codes["no_answer"] += 1


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ask: bytes) -> tuple[int, bytes]:
    writer.write(ask)
    head = await reader.readuntil(b"\r\n\r\n")
    low = head.lower()
    start = low.index(b"content-length: ") + 16
    return int(head[9:12]), await reader.readexactly(int(low[start : low.index(b"\r", start)]))


def _code(answer: bytes) -> str:
    """The first value of the JSON: ``{"code": "ok", …``."""
    return answer.split(b'"', 4)[3].decode()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(run(**json.load(sys.stdin)))))
