"""How a grant is divided that is not paid at once."""

from __future__ import annotations

from datetime import date

from niangjia.kernel.periods import months_after

HELD, ASKED, PAID, STOPPED = "held", "asked", "paid", "stopped"
MOST = 12  # months; halves are two


def split(amount_fen: int, parts: int) -> tuple[int, ...]:
    """``amount_fen`` in ``parts`` parts as equal as fen allow, the larger ones first; a part of nothing is none.

    >>> split(100, 3), split(1, 2)
    ((34, 33, 33), (1,))
    """
    each, more = divmod(amount_fen, parts)
    return tuple(fen for nr in range(parts) if (fen := each + (nr < more)))


def due_days(first: date, parts: int) -> tuple[date, ...]:
    """The same day of each month from ``first`` on; in a month without it, its last day."""
    return tuple(months_after(first, n) for n in range(parts))
