"""What may be written where strangers read it, and how long they may."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID

from niangjia.kernel.text import clean

LONGEST_NAME = 12
_NUMBER = re.compile(r"\d(?:[\s\-_.]*\d){4,}")


def nickname_of(text: str) -> str | None:
    """What she wants to be called; None when it is too long or holds a number to be reached by: that comes with a pair.

    >>> nickname_of(" 小林 "), nickname_of(""), nickname_of("139 0000 1111"), nickname_of("十二个字还多一个的很长的名字")
    ('小林', '', None, None)
    """
    name = clean(text)
    return None if len(name) > LONGEST_NAME or _NUMBER.search(name) or "@" in name else name


def last_day(of: date, days: int) -> date:
    """The last day on which those who were there see each other.

    >>> last_day(date(2026, 11, 28), 7)
    datetime.date(2026, 12, 5)
    """
    return of + timedelta(days=days)


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The two as a pair's key has them."""
    return (one, other) if one < other else (other, one)
