"""One launcher per home: a kernel lock on a file, which a killed process cannot leave behind."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process holds the home; ``pid`` is its number."""

    def __init__(self, pid: str) -> None:
        super().__init__(f"niangjia is already running here (process {pid or 'unknown'})")
        self.pid = pid


@contextmanager
def home_lock(home: Path) -> Iterator[None]:
    with file_lock(home / "lock"):
        yield


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """
    :raises AlreadyRunning: another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(os.pread(handle, 20, 0).decode().strip()) from None
        os.truncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
