"""``python -m niangjia.config.writer WORK``: a writer of the gate's. Its standard input is the line to the gate; it ends with it."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys

import django


def start(work: str) -> socket.socket:
    """Start a writer; returns the gate's end of the line. It ends when this end is closed, by whatever."""
    ours, theirs = socket.socketpair()
    with theirs:
        _writers.append(subprocess.Popen([sys.executable, "-m", __name__, work], stdin=theirs.fileno()))
    _writers[:] = [each for each in _writers if each.poll() is None]
    return ours


_writers: list[subprocess.Popen[bytes]] = []


def main(work: str) -> None:
    os.environ["NIANGJIA_PROCESS"] = "gate"
    django.setup()
    from niangjia.web.api import gate_writer  # noqa: PLC0415 - Django is set up now

    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # what has been claimed is answered first
    gc.freeze()  # what is loaded stays; to look through it again and again cost a twentieth of the claims
    gc.set_threshold(50_000, 50, 100)
    gate_writer(socket.socket(fileno=sys.stdin.fileno()), work)


if __name__ == "__main__":
    main(sys.argv[1])
