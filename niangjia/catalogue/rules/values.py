"""Plain values as the database takes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from niangjia.catalogue.rules.types import FormVar, Type

_FITTING: dict[Type, tuple[type, ...]] = {
    Type.BOOL: (bool,),
    Type.INT: (int,),
    Type.DECIMAL: (int, Decimal),
    Type.TEXT: (str,),
    Type.DATE: (date,),
    Type.TEXTS: (list,),
}


def fits(value: Any, kind: Type) -> bool:
    """Whether a value of an example is of the type; None (not known) fits every type."""
    if value is None:
        return True
    if isinstance(value, bool):
        return kind is Type.BOOL
    return isinstance(value, _FITTING.get(kind, ()))


def form_values(answers: Mapping[str, Any], form: Mapping[str, FormVar]) -> dict[str, Any]:
    """Answers as typed parameters; what is missing, or is not of its type, is not known."""
    return {f"form_{name}": _answer(answers.get(name), var) for name, var in form.items() if var.type is not None}


def _answer(value: Any, var: FormVar) -> Any:
    if value is None or value == "":
        return None
    if var.type is Type.DATE and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    if var.type is None or not fits(value, var.type):
        return None
    if var.span and not var.span[0] <= value <= var.span[1]:
        return None
    return value
