"""The client that asks pretix for orders, against a small server: it counts what it was told and hides nothing."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

RUN = Path(__file__).parents[2] / "bench/compare/pretix/run.py"


@pytest.fixture
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("beside_pretix", RUN)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Shop(BaseHTTPRequestHandler):
    """Sells three places."""

    left = 3
    lock = threading.Lock()

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.lock:
            sold = Shop.left > 0 and len(asked["positions"]) == 1
            Shop.left -= sold
        self.send_response(201 if sold else 400)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quietly."""


@pytest.fixture
def shop() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/orders/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_was_placed_and_what_was_refused_are_counted_apart(run: ModuleType, shop: str) -> None:
    rate, times, codes = run.one_round(shop, "token", 1, 8)
    assert codes == {201: 3, 400: 5}
    assert len(times) == 8
    assert rate > 0
