"""Ask once a request: an answer that cannot change while a page is made is kept until it is made.

Outside ``remembering()`` (jobs, commands, tests) nothing is kept. Every verb forgets, so a page reads what it has written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_memo: ContextVar[dict[Any, Any] | None] = ContextVar("memo", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep answers until the end of the block; the web opens one a request."""
    token = _memo.set({})
    try:
        yield
    finally:
        _memo.reset(token)


def forget() -> None:
    """Something was written: ask anew."""
    if (memo := _memo.get()) is not None:
        memo.clear()


def once_a_request(question: Callable[P, R]) -> Callable[P, R]:
    """Keep the answers of a question whose arguments are hashable and whose answers nobody changes."""

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        memo = _memo.get()
        if memo is None:
            return question(*args, **kwargs)
        key = (question, args, tuple(sorted(kwargs.items())))
        if key not in memo:
            memo[key] = question(*args, **kwargs)
        answer: R = memo[key]
        return answer

    return ask
