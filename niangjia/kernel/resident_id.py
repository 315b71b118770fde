"""Identity documents: GB 11643 numbers (residents, 港澳台居民居住证, 外国人永久居留身份证) and passports.

The region code is not looked up: it may be historical. One letter case and one length leave this module (18
characters, X).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import mul

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
CENTENARIANS = frozenset(
    {"996", "997", "998", "999"}
)  # sequence numbers of 15-digit cards kept for the born before 1900

_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_PASSPORT = re.compile(r"[A-Z0-9]{5,17}")
_FIRST_FOREIGN_CARD = re.compile(r"[A-Z]{3}[0-9]{12}")  # the card before 2023: nationality, region, birth, sequence


class Kind(StrEnum):
    """What sort of document; the Chinese names are in ``KIND_NAMES``."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"
    FOREIGNER = "foreigner"
    PASSPORT = "passport"


KIND_NAMES = {
    Kind.RESIDENT: "居民身份证",
    Kind.HMT_PERMIT: "港澳台居民居住证",
    Kind.FOREIGNER: "外国人永久居留身份证",
    Kind.PASSPORT: "护照",
}


class Flaw(StrEnum):
    """Why a number is none."""

    BAD_LENGTH = "bad_length"
    BAD_CHARACTER = "bad_character"
    IMPOSSIBLE_DATE = "impossible_date"
    BAD_CHECK_DIGIT = "bad_check_digit"


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A number that holds. ``sex`` is "男" or "女"; both it and ``birth`` are None where the document does not say."""

    number: str
    kind: Kind
    birth: date | None = None
    sex: str | None = None


def normalise(text: str) -> str:
    """Full-width to half-width, no spaces or hyphens, capital letters."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


def parse(text: str, kind: Kind | None = None) -> ResidentId | Flaw:
    """Read a number.

    ``kind`` matters for passports and the foreign card of before 2023 only; otherwise the prefix decides.
    """
    number = normalise(text)
    if kind is Kind.PASSPORT:
        return ResidentId(number, Kind.PASSPORT) if _PASSPORT.fullmatch(number) else _passport_flaw(number)
    if kind in (None, Kind.FOREIGNER) and _FIRST_FOREIGN_CARD.fullmatch(number):
        return ResidentId(number, Kind.FOREIGNER)
    if len(number) == 15 and number.isascii() and number.isdigit():
        return _parse18(widen(number))
    if len(number) != 18:
        return Flaw.BAD_LENGTH
    return _parse18(number) if _EIGHTEEN.fullmatch(number) else Flaw.BAD_CHARACTER


def widen(old: str) -> str:
    """The 18-digit number of a 15-digit one."""
    century = "18" if old[12:] in CENTENARIANS else "19"
    body = old[:6] + century + old[6:]
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The check character for the first 17 digits."""
    return CHECK_DIGITS[sum(map(mul, map(int, body), WEIGHTS)) % 11]


def _parse18(number: str) -> ResidentId | Flaw:
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return Flaw.IMPOSSIBLE_DATE
    if birth.year < 1850:
        return Flaw.IMPOSSIBLE_DATE
    if check_digit(number[:17]) != number[17]:
        return Flaw.BAD_CHECK_DIGIT
    return ResidentId(number, _kind(number), birth, "男" if int(number[16]) % 2 else "女")


def _kind(number: str) -> Kind:
    if number.startswith("9"):
        return Kind.FOREIGNER
    return Kind.HMT_PERMIT if number[:2] in ("81", "82", "83") else Kind.RESIDENT


def _passport_flaw(number: str) -> Flaw:
    return Flaw.BAD_CHARACTER if 5 <= len(number) <= 17 else Flaw.BAD_LENGTH
