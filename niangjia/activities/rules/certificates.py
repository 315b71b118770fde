"""What a certificate says, and when one is earned."""

from __future__ import annotations

import secrets
from datetime import date

ATTENDANCE, HOURS = "attendance", "hours"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike
_LENGTH = 10


def new_number(day: date) -> str:
    """Year and ten drawn letters, 50 bits: a number tells nothing of the next one."""
    return f"{day.year}-{''.join(secrets.choice(_LETTERS) for _ in range(_LENGTH))}"


def was_there_enough(*, attended: int, held: int, least_pct: int) -> bool:
    """For the exam, and for the certificate.

    >>> was_there_enough(attended=3, held=4, least_pct=75), was_there_enough(attended=2, held=4, least_pct=75)
    (True, False)
    """
    return attended * 100 >= held * least_pct


def has_earned(*, attended: int, held: int, least_pct: int, exam: bool, passed: bool | None) -> bool:
    """Enough of the sessions held, and the exam where there is one. Not entered yet is not passed.

    >>> has_earned(attended=4, held=5, least_pct=80, exam=False, passed=None)
    True
    >>> has_earned(attended=4, held=5, least_pct=80, exam=True, passed=None)
    False
    >>> has_earned(attended=0, held=0, least_pct=80, exam=False, passed=None)
    False
    """
    enough = was_there_enough(attended=attended, held=held, least_pct=least_pct)
    return attended > 0 and enough and (not exam or passed is True)


def hours_text(minutes: int) -> str:
    """Hours with at most one decimal, rounded down: nobody is said to have given more than she did.

    >>> hours_text(90), hours_text(120), hours_text(119)
    ('1.5', '2', '1.9')
    """
    tenths = minutes // 6
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
