"""The servers of this home, as the launcher starts them, for the time of a bench."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from niangjia.base.lifeline import lifeline

START_S = 20.0


@contextmanager
def serving(command: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """``niangjia <command>``, until the block is left."""
    server = subprocess.Popen(
        [sys.executable, "-m", "niangjia.config.cli", command],
        stdout=subprocess.DEVNULL,
        preexec_fn=lifeline(signal.SIGKILL),  # noqa: PLW1509 - nothing else runs here yet
    )
    try:
        _await(port)
        yield server
    finally:
        server.terminate()
        server.wait()


def children(server: subprocess.Popen[bytes]) -> list[int]:
    """The processes that serve: the command's own starts others."""
    told = subprocess.run(["/usr/bin/pgrep", "-P", str(server.pid)], capture_output=True, text=True, check=True)
    return [int(pid) for pid in told.stdout.split()]


def _await(port: int) -> None:
    """Until it answers.

    :raises OSError: it does not within twenty seconds.
    """
    until = time.monotonic() + START_S
    while True:
        ask = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            ask.request("GET", "/healthz")
            if ask.getresponse().status < http.client.INTERNAL_SERVER_ERROR:
                return
        except OSError:
            if time.monotonic() > until:
                raise
        finally:
            ask.close()
        time.sleep(0.1)
