"""Ask once a request: an answer that cannot change while a page is made is kept until it is made.

A reaction to an event is a request of its own (``base.jobs``). Outside ``remembering()`` (commands, tests) nothing is kept.
Every verb forgets, so a page reads what it has written; what only the verbs of one package can change, others leave in mind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
ANY = ""  # whatever verb there was
_memo: ContextVar[defaultdict[str, dict[Any, Any]] | None] = ContextVar("memo", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep answers until the end of the block; the web opens one a request. Inside another one it keeps with that."""
    token = _memo.set(defaultdict(dict) if (kept := _memo.get()) is None else kept)
    try:
        yield
    finally:
        _memo.reset(token)


def forget(writer: str = ANY) -> None:
    """A verb of this package wrote: ask anew whatever it may have changed."""
    if (memo := _memo.get()) is not None:
        memo.pop(ANY, None)
        memo.pop(writer, None)


def once_a_request(question: Callable[P, R]) -> Callable[P, R]:
    """Keep the answers of a question whose arguments are hashable and whose answers nobody changes."""
    return _kept(question, ANY)


def written_by(package: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """``once_a_request`` for a question to tables that only the verbs of one package write: the others do not make it ask anew."""
    return lambda question: _kept(question, package)


def _kept(question: Callable[P, R], writer: str) -> Callable[P, R]:
    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        memo = _memo.get()
        if memo is None:
            return question(*args, **kwargs)
        key = (question, args, tuple(sorted(kwargs.items())))
        kept = memo[writer]
        if key not in kept:
            kept[key] = question(*args, **kwargs)
        answer: R = kept[key]
        return answer

    return ask
