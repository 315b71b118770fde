"""From stored parameters to words, in the language of whoever reads."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from datetime import date
from typing import Any

from niangjia.kernel.money import yuan_short

GAP = "—"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Fields(dict[str, str]):
    """Fields for ``str.format_map``: a parameter nobody gave leaves a dash, not an error, in what a person reads."""

    def __missing__(self, key: str) -> str:
        return GAP


def shown(params: Mapping[str, Any], *, language: str) -> Fields:
    """Parameters as text.

    ``…_fen`` (whole numbers) become yuan; ISO days become 9 月 8 日 (8 Sep 2026); "service_zh" and "service_en" together, or
    {"zh": …, "en": …}, become ``service`` in the reader's language. Empty ones are left out.
    """
    chinese = language.startswith("zh")
    merged = dict(params)
    for key in params:
        if key.endswith("_zh") and not params.get(key[:-3]):
            merged[key[:-3]] = {"zh": params[key], "en": params.get(f"{key[:-3]}_en", "")}
    texts = ((key, _text(key, value, chinese)) for key, value in merged.items())
    return Fields({key: text for key, text in texts if text})


def complete(sentence: str, fields: Fields) -> bool:
    """Whether every field of the sentence has a text."""
    return all(name in fields for _, name, _, _ in string.Formatter().parse(sentence) if name)


def _text(key: str, value: Any, chinese: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return str(value.get("zh" if chinese else "en") or value.get("zh", ""))
    if key.endswith("_fen") and isinstance(value, int):
        return yuan_short(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        day = date.fromisoformat(value)
        return f"{day.month} 月 {day.day} 日" if chinese else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return str(value)
