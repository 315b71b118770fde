"""Literals: out of CEL's text, into SQL's."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from niangjia.catalogue.rules.refusals import ExpressionError
from niangjia.catalogue.rules.types import INT64, SQL, Type, Value
from niangjia.kernel.phrases import phrase
from niangjia.kernel.text import N_

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)|[^\\]", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", "'": "'", '"': '"'}
_DAYS = re.compile(r"(\d{1,6})d")


def quote(value: Value, kind: Type) -> str:
    """The one way by which a value enters SQL text: typed, and quoted for ``standard_conforming_strings``."""
    if kind is Type.BOOL:
        return "TRUE" if value else "FALSE"
    if kind in (Type.INT, Type.DECIMAL, Type.DAYS):
        return f"({value:d})::{SQL[kind]}" if isinstance(value, int) else f"({value:f})::{SQL[kind]}"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return "'" + text.replace("'", "''") + f"'::{SQL[kind]}"


def read_int(text: str) -> int:
    value = int(text, 16) if "x" in text.lower() else int(text)
    if not INT64[0] <= value <= INT64[1]:
        raise ExpressionError(phrase("整数 {text} 超出 64 位。", text=text), N_("−2⁶³ 到 2⁶³−1 之间的整数"))
    return value


def read_decimal(text: str) -> Decimal:
    if "e" in text.lower():
        raise ExpressionError(phrase("不能用指数写数：{text}。", text=text), N_("把数写全，如 0.005"))
    return Decimal(text)


def read_text(token: str) -> str:
    """A CEL string with its escapes; raw strings and long strings too."""
    raw = token[0] in "rR"
    body = token[1:] if raw else token
    edge = 3 if body[:3] in ('"""', "'''") else 1
    body = body[edge:-edge]
    text = body if raw else "".join(map(_unescape, _ESCAPE.findall(body)))
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ExpressionError(N_("文字里有不能保存的字符。"), N_("可见的文字"))
    return text


def _unescape(piece: str) -> str:
    if len(piece) == 1:
        return piece
    if piece[1] in "xuU" and len(piece) > 2:
        return chr(int(f"0x{piece[2:]}", 0))
    if len(piece) == 4:
        return chr(int(piece[1:], 8))
    if piece[1] in _SIMPLE:
        return _SIMPLE[piece[1]]
    raise ExpressionError(phrase("不认识的转义 {piece}。", piece=piece), r"\\ \" \' \n \t \uXXXX")


def read_days(text: str) -> int:
    """
    >>> read_days("90d")
    90
    """
    if not (found := _DAYS.fullmatch(text)):
        raise ExpressionError(phrase("时长 “{text}” 不是整天数。", text=text), N_('整天数加 d，如 duration("90d")'))
    return int(found[1])


def read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as bad:
        raise ExpressionError(phrase("“{text}” 不是日期。", text=text), 'date("2026-09-01")') from bad
