"""Work for other processors: parts are made by processes beside this one while the database takes in the part before."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

Part = TypeVar("Part")
AHEAD = 6  # parts that may be ready before they are wanted
_make: dict[str, Callable[[int], Any]] = {}


def made_beside(parts: int, make: Callable[[int], Part]) -> Iterator[Part]:
    """What ``make(n)`` gives for each n below ``parts``, in order, a few made ahead.

    The processes are forked, so ``make`` may be any function, but it must not touch the database. A single part is made here.
    """
    if parts == 1:
        yield make(0)
        return
    processes = min(os.cpu_count() or 1, parts)
    with ProcessPoolExecutor(processes, get_context("fork"), initializer=_remember, initargs=(make,)) as pool:
        ahead = deque(pool.submit(_made, n) for n in range(min(AHEAD, parts)))
        following = iter(range(AHEAD, parts))
        while ahead:
            yield ahead.popleft().result()
            ahead.extend(pool.submit(_made, n) for n in islice(following, 1))


def _remember(make: Callable[[int], Any]) -> None:
    _make["all"] = make


def _made(number: int) -> Any:
    return _make["all"](number)
