"""The serving processes as children: started, watched, started again with growing pauses, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from niangjia.base.lifeline import lifeline
from niangjia.config.environment import ROOT, home

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
STEADY_S = 60.0


def command(name: str) -> list[str]:
    return [sys.executable, "-m", "niangjia.config.cli", name]


def spawn(name: str, log: Path | None) -> subprocess.Popen[bytes]:
    """Start ``niangjia <name>``. In a session of its own (Ctrl-C is for the launcher), killed when the launcher is.

    Killed, not asked: the database goes at the same moment, and without it an orderly end waits in vain. Work is transactional.
    """
    out = log.open("ab") if log else None
    try:
        return subprocess.Popen(
            command(name),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            start_new_session=True,
            preexec_fn=lifeline(signal.SIGKILL),  # noqa: PLW1509 - the launcher has one thread
        )
    finally:
        if out:
            out.close()


@dataclass
class Child:
    """One serving process and its history of ends."""

    name: str
    patience_s: float
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause_s: float = 0.0
    due: float = field(default=0.0)
    said_before: int = 0

    @property
    def log(self) -> Path:
        folder = home() / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{self.name}.log"

    def start(self) -> None:
        self.said_before = self.log.stat().st_size if self.log.exists() else 0
        self.process = spawn(self.name, self.log)
        self.started = time.monotonic()

    def ended(self) -> int | None:
        """The status of a process that has ended by itself, once; None while it runs or waits for its next start."""
        if self.process is None or (status := self.process.poll()) is None:
            return None
        self.process = None
        steady = time.monotonic() - self.started > STEADY_S
        self.pause_s = FIRST_PAUSE_S if steady or not self.pause_s else min(self.pause_s * 2, LONGEST_PAUSE_S)
        self.due = time.monotonic() + self.pause_s
        return status

    def restart_if_due(self) -> None:
        if self.process is None and time.monotonic() >= self.due:
            self.start()

    def stop(self) -> None:
        """SIGTERM, then patience for what is in work, then SIGKILL."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(self.patience_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def log_tail(self) -> str:
        """The end of what this process has said, not of what an earlier one had."""
        said = self.log.read_bytes()[self.said_before :].decode(errors="replace")
        return "\n".join(said.splitlines()[-20:])
