"""Money is a whole number of fen. Yuan exist only as text, at the edges."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_YUAN = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?")
_ADORNMENT = str.maketrans("", "", " ¥￥元")
MOST_FEN = 2**63 - 1


class NotMoney(ValueError):
    """The text is no amount of yuan with at most two decimals."""


def yuan(fen: int, *, grouped: bool = False) -> str:
    """``123450`` → ``"1234.50"``, or ``"1,234.50"`` when grouped."""
    sign, rest = ("-", -fen) if fen < 0 else ("", fen)
    whole, cents = divmod(rest, 100)
    return f"{sign}{whole:,}.{cents:02d}" if grouped else f"{sign}{whole}.{cents:02d}"


def yuan_short(fen: int) -> str:
    """For sentences: ``500000`` → ``"5,000"``, ``123450`` → ``"1,234.50"``."""
    text = yuan(fen, grouped=True)
    return text.removesuffix(".00")


def parse_yuan(value: str | float | Decimal) -> int:
    """Fen of ``"1,234.5"``, ``"￥12"``, ``"12元"`` or a number from a sheet.

    More than two decimals are refused, not rounded.

    :raises NotMoney: also for what does not fit 64 bits.
    """
    text = repr(value) if isinstance(value, float) else str(value)
    text = unicodedata.normalize("NFKC", text).translate(_ADORNMENT).strip()
    if not _YUAN.fullmatch(text):
        raise NotMoney(str(value))
    whole, _, cents = text.lstrip("+-").replace(",", "").partition(".")
    fen = int(whole) * 100 + int(cents.ljust(2, "0"))
    fen = -fen if text.startswith("-") else fen
    if abs(fen) > MOST_FEN:
        raise NotMoney(str(value))
    return fen
