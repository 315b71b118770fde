"""Numbers that hold and belong to nobody: documents, phones, cards, codes. Each is a function of a running number, so none comes twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from niangjia.kernel.bank_card import luhn_digit
from niangjia.kernel.resident_id import check_digit
from niangjia.kernel.uscc import ALPHABET, check_character

SPREAD = 2_654_435_761  # a prime above every range used here: running numbers land everywhere, once
PHONE_RANGE = "142"  # to our knowledge given to no operator's customers
CARD_RANGE = "622848"
ORGANISATIONS = len(ALPHABET) ** 7
MOST_TURNS = 499  # people born on one day in one region and of one sex
CAST_TURN = 498  # kept for the cast


@dataclass(frozen=True, slots=True)
class Births:
    """Days of birth for a group of people: ``days`` days from ``first``, turns ``low`` to ``high`` of each day."""

    first: date
    days: int
    low: int
    high: int

    def of(self, number: int) -> tuple[date, int]:
        """The day of birth and the turn on that day of the ``number``-th person: no pair comes twice."""
        span = self.days * (self.high - self.low)
        if number >= span:
            raise ValueError(number)
        place = (number * SPREAD + 97) % span
        return self.first + timedelta(place % self.days), self.low + place // self.days


def resident_number(region: str, born: date, sex: str, turn: int) -> str:
    """A valid number of GB 11643; odd sequence numbers are men's."""
    body = f"{region}{born:%Y%m%d}{turn * 2 + (sex == 'm'):03d}"
    return body + check_digit(body)


def phone(number: int) -> str:
    return f"{PHONE_RANGE}{(number * 61_803_399 + 20_151_123) % 10**8:08d}"


def card(number: int) -> str:
    body = f"{CARD_RANGE}{(number * 61_803_399 + 31_000) % 10**9:09d}"
    return body + luhn_digit(body)


def account(number: int) -> str:
    """An organisation's account: 18 digits, no check digit."""
    return f"3500{(number * SPREAD + 1_260_000) % 10**14:014d}"


def social_code(kind: str, region: str, number: int) -> str:
    """A valid code of GB 32100; ``kind`` is its two first characters: 91 enterprise, 12 institution."""
    value, tail = (number * SPREAD + 31) % ORGANISATIONS, ""
    for _ in range(7):
        value, digit = divmod(value, len(ALPHABET))
        tail += ALPHABET[digit]
    body = f"{kind}{region}M0{tail}"
    return body + check_character(body)
