"""The gate for tests: a real Granian in a thread, its writers in threads too, on the test's database."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from granian.constants import Interfaces
from granian.server.embed import Server

from niangjia.web.gate.app import Gate
from niangjia.web.gate.committing import write


class Writers:
    """The gate's writers as threads of the test, on its database; what they do with what comes over the line is the real thing."""

    def __init__(self) -> None:
        self.lines: list[socket.socket] = []
        self.threads: list[threading.Thread] = []

    def start(self, work: str) -> socket.socket:
        ours, theirs = socket.socketpair()
        self.lines.append(theirs)
        self.threads.append(threading.Thread(target=write, args=(theirs, work)))
        self.threads[-1].start()
        return ours

    def end(self) -> None:
        for thread in self.threads:
            thread.join(10)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def gate_on(port: int, writers: Writers, line: Path | None = None) -> Iterator[str]:
    """Serves while inside; its address. ``line``: where pages find it."""
    app, loop = Gate(writers.start, line), asyncio.new_event_loop()
    server = Server(app, port=port, interface=Interfaces.RSGI, websockets=False, log_enabled=False)
    thread = threading.Thread(target=lambda: loop.run_until_complete(server.serve()), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    app.rooms.close()
    loop.call_soon_threadsafe(app.close)
    loop.call_soon_threadsafe(server.stop)
    thread.join(10)
    writers.end()
    loop.close()


def await_gate(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the gate does not answer")
