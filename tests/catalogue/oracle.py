"""cel-python's own evaluator as an oracle, over the subset where CEL and our criteria mean the same.

Its grammar walk, its ``&& || ! ?: in has`` and its propagation of errors are judged against our SQL. Decimals, dates and the functions of ours
are given to it here in plain Python. Unknown = the key is absent.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from celpy import celtypes
from celpy.celparser import CELParser
from celpy.evaluation import Activation, CELEvalError, Evaluator

UNKNOWN = None


class _Exact(Evaluator):
    """Numbers with a point are decimals, not doubles."""

    def literal(self, tree: Any) -> Any:
        token = tree.children[0]
        return Decimal(token.value) if token.type == "FLOAT_LIT" else super().literal(tree)


def _strict(fn: Callable[..., Any]) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        return next((a for a in arguments if isinstance(a, CELEvalError)), None) or fn(*map(_plain, arguments))

    return run


def _plain(value: Any) -> Any:
    if isinstance(value, bool | celtypes.BoolType):
        return bool(value)
    return int(value) if isinstance(value, int) else value


def _cel(value: Any) -> Any:
    if isinstance(value, bool):
        return celtypes.BoolType(value)
    if isinstance(value, int):
        return celtypes.IntType(value)
    if isinstance(value, str):
        return celtypes.StringType(value)
    return celtypes.ListType(map(_cel, value)) if isinstance(value, list) else value


def _wrap(fn: Callable[..., Any]) -> Callable[..., Any]:
    return _strict(lambda *arguments: _cel(fn(*arguments)))


def _quotient(a: int, b: int) -> Any:
    if b == 0:
        return CELEvalError("division by zero", ZeroDivisionError, ())
    return celtypes.IntType(abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1))


def _remainder(a: int, b: int) -> Any:
    return (
        CELEvalError("modulus by zero", ZeroDivisionError, ())
        if b == 0
        else celtypes.IntType(abs(a) % abs(b) * (-1 if a < 0 else 1))
    )


def _minus(a: Any, b: Any) -> Any:
    return a - b if not isinstance(a, date) or isinstance(b, timedelta) else timedelta(days=(a - b).days)


def _years(a: date, b: date) -> int:
    return b.year - a.year - ((b.month, b.day) < (a.month, a.day))


FUNCTIONS = {
    "_==_": _wrap(operator.eq),
    "_!=_": _wrap(operator.ne),
    "_<_": _wrap(operator.lt),
    "_<=_": _wrap(operator.le),
    "_>_": _wrap(operator.gt),
    "_>=_": _wrap(operator.ge),
    "_+_": _wrap(operator.add),
    "_-_": _wrap(_minus),
    "_*_": _wrap(operator.mul),
    "_/_": _strict(_quotient),
    "_%_": _strict(_remainder),
    "-_": _wrap(operator.neg),
    "min": _wrap(min),
    "max": _wrap(max),
    "years": _wrap(_years),
    "date": _wrap(lambda text: date.fromisoformat(str(text))),
    "duration": _wrap(lambda text: timedelta(days=int(str(text)[:-1]))),
}


def evaluate(text: str, facts: Mapping[str, Any], today: date) -> Any:
    """The value of the expression over one row (names without a dot); None when unknown."""
    known = {name: _cel(value) for name, value in facts.items() if value is not UNKNOWN}
    activation = Activation(functions=FUNCTIONS)
    facts_of_row = celtypes.MapType({celtypes.StringType(name): value for name, value in known.items()})
    result = _Exact(CELParser().parse(text), activation).evaluate({"f": facts_of_row, "today": today})
    return _plain(result)


def value_of(text: str, facts: Mapping[str, Any], today: date) -> Any:
    try:
        return evaluate(text, facts, today)
    except CELEvalError:
        return UNKNOWN
