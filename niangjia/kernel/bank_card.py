"""Bank card numbers.

ISO/IEC 7812 length and Luhn's check. Accounts of organisations are not cards and have no check digit.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_CARD = re.compile(r"[0-9]{13,19}")
_ACCOUNT = re.compile(r"[0-9]{6,32}")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)

CardFlaw = Literal["bad_length", "bad_check_digit"]


def normalise(text: str) -> str:
    """Half-width digits without spaces and hyphens."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))


def card_flaw(text: str) -> CardFlaw | None:
    """None when the number can be a person's card."""
    number = normalise(text)
    if not _CARD.fullmatch(number):
        return "bad_length"
    return None if luhn_holds(number) else "bad_check_digit"


def account_flaw(text: str) -> CardFlaw | None:
    """None when the number can be an organisation's account."""
    return None if _ACCOUNT.fullmatch(normalise(text)) else "bad_length"


def luhn_holds(digits: str) -> bool:
    """Luhn's sum over decimal digits is a multiple of ten."""
    plain = sum(int(d) for d in digits[-1::-2])
    return (plain + sum(_DOUBLED[int(d)] for d in digits[-2::-2])) % 10 == 0


def luhn_digit(body: str) -> str:
    """The digit that makes ``body`` a valid number (used by makers of invented cards)."""
    return next(d for d in "0123456789" if luhn_holds(body + d))
