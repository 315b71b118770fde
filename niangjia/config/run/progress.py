"""What the launcher says while it works: one line a step, with its time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(text: str = "") -> None:
    print(text, flush=True)


@contextmanager
def step(name: str) -> Iterator[list[str]]:
    """Time a step. What is put into the list is said with it; a step that fails says nothing (the error speaks)."""
    notes: list[str] = []
    begun = time.monotonic()
    yield notes
    said = f"  {name:<18}{'; '.join(notes):<56}"
    say(f"{said} {time.monotonic() - begun:5.1f} s")
