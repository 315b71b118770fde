"""A reason somebody has to write."""

from __future__ import annotations

from niangjia.kernel.errors import ReasonMissing

SHORTEST_REASON, KEPT = 4, 200  # characters


def require_reason(reason: str) -> str:
    """The reason without blanks around it, as much as a row keeps.

    :raises ReasonMissing: in fewer than four characters.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing
    return reason.strip()[:KEPT]
