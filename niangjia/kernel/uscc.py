"""Unified social credit codes, GB 32100-2015."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 31 characters: no I, O, S, V, Z
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_CODE = re.compile(f"[{ALPHABET}]{{18}}")

UsccFlaw = Literal["bad_uscc", "uscc_check"]


@dataclass(frozen=True, slots=True)
class Uscc:
    """``flaw`` "bad_uscc" (length, alphabet) makes it no code.

    "uscc_check" only warns: early codes of 个体户 fail the check digit.
    """

    code: str
    flaw: UsccFlaw | None = None


def parse(text: str) -> Uscc:
    """Read a code: full-width, spaces and small letters are forgiven."""
    code = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    if not _CODE.fullmatch(code):
        return Uscc(code, "bad_uscc")
    return Uscc(code, None if check_character(code[:17]) == code[17] else "uscc_check")


def check_character(body: str) -> str:
    """The check character for the first 17."""
    total = sum(_VALUE[c] * w for c, w in zip(body, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]
