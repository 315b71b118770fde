"""All criteria together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Verdict = Literal["yes", "no", "unknown"]


def verdict_of(values: Sequence[bool | None]) -> Verdict:
    """Kleene's AND.

    >>> verdict_of([True, None]), verdict_of([None, False]), verdict_of([True])
    ('unknown', 'no', 'yes')
    """
    if any(value is False for value in values):
        return "no"
    return "unknown" if any(value is None for value in values) else "yes"
