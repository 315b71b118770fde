"""From a plan to SQL text, three-valued all the way. docs/engines/catalogue.md gives the reason of every construction.

The text reads: ``f`` (the facts table), ``form`` (typed answers), ``h`` (the joined row of help), ``p_today``. Nothing else enters it
but operators and literals through ``quote``. What depends on the day alone is written with functions that PostgreSQL computes once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from niangjia.catalogue.rules.literals import quote
from niangjia.catalogue.rules.plan import (
    Among,
    Arithmetic,
    Choose,
    Compare,
    Fact,
    FormValue,
    Fresh,
    Has,
    Helped,
    Holds,
    Literal,
    Logic,
    Negate,
    Not,
    Param,
    Pick,
    Plan,
    Today,
    Unknown,
    Window,
    Years,
)
from niangjia.catalogue.rules.types import SQL, Type

BORN = {
    ">=": ("<=", ""),
    "<": (">", ""),
    ">": ("<=", " + 1"),
    "<=": (">", " + 1"),
}  # of ages → (of birthdays, years more)
OLDEST = 1000  # years: whatever day that is subtracted from, PostgreSQL knows the result


def to_sql(plan: Plan) -> str:
    """One SQL expression whose value is TRUE, FALSE or NULL (unknown) for a BOOL, the value or NULL for others."""
    return _WRITERS[type(plan)](plan)


def column_of(helped: Helped) -> str:
    """The column of the joined row of help."""
    return f'"{helped.service} {helped.period} {helped.column}"'


def _param(plan: Param) -> str:
    """What holds on the day that is asked about; unknown before the first day."""
    steps = "".join(
        f" WHEN p_today >= {quote(day, Type.DATE)} THEN {quote(value, plan.type)}"
        for day, value in sorted(plan.schedule, reverse=True)
    )
    return f"(CASE{steps} END)"


def _logic(plan: Logic) -> str:
    return f"({to_sql(plan.a)} {plan.op} {to_sql(plan.b)})"


def _choose(plan: Choose) -> str:
    then, otherwise = (_as(plan.type, part) for part in (plan.then, plan.otherwise))
    return f"(CASE {to_sql(plan.condition)} WHEN TRUE THEN {then} WHEN FALSE THEN {otherwise} END)"


def _compare(plan: Compare) -> str:
    if isinstance(plan.a, Years) and plan.op in BORN and plan.b.type is Type.INT:
        return _aged(plan, plan.a, plan.b)
    return _compared(plan)


def _aged(plan: Compare, age: Years, bound: Plan) -> str:
    """``years(a) >= n`` is ``a <= the day n years ago``, which is one day for everybody.

    29 February less n years is 28 February, as it must be: nobody born in that year has a later day that is not after today's.
    """
    if isinstance(bound, Choose):
        sides = (replace(plan, b=side) for side in (bound.then, bound.otherwise))
        return to_sql(Choose(bound.condition, *sides, type=Type.BOOL))
    if bound.span is None or max(map(abs, bound.span)) > OLDEST:
        return _compared(plan)
    op, more = BORN[plan.op]
    day = f"({to_sql(age.b)} - make_interval(years => {to_sql(bound)}::int{more}))::date"
    return f"({to_sql(age.a)} {op} {day})"


def _compared(plan: Compare) -> str:
    binary = ' COLLATE "C"' if plan.a.type is Type.TEXT and plan.op not in ("=", "<>") else ""
    return f"({to_sql(plan.a)}{binary} {plan.op} {to_sql(plan.b)}{binary})"


def _among(plan: Among) -> str:
    return f"({to_sql(plan.a)} IN ({', '.join(map(to_sql, plan.items))}))"


def _holds(plan: Holds) -> str:
    """NULL = ANY('{}') is FALSE in PostgreSQL: the unknown item is caught first."""
    item, texts = to_sql(plan.item), to_sql(plan.texts)
    if isinstance(plan.item, Literal):
        return f"({item} = ANY({texts}))"
    return f"(CASE WHEN {item} IS NOT NULL THEN {item} = ANY({texts}) END)"


def _arithmetic(plan: Arithmetic) -> str:
    a, b = to_sql(plan.a), to_sql(plan.b)
    if plan.type is not Type.INT:
        return f"({a} {plan.op} {b})"
    if plan.op == "%":
        return f"mod({a}::bigint, NULLIF({b}, 0)::bigint)"
    return f"({a}::bigint / NULLIF({b}, 0)::bigint)" if plan.op == "/" else f"({a}::bigint {plan.op} {b}::bigint)"


def _pick(plan: Pick) -> str:
    """LEAST and GREATEST would lose an unknown."""
    a, b = _as(plan.type, plan.a), _as(plan.type, plan.b)
    return f"(CASE {a} {plan.op} {b} WHEN TRUE THEN {a} WHEN FALSE THEN {b} END)"


def _years(plan: Years) -> str:
    a, b = to_sql(plan.a), to_sql(plan.b)
    return (
        f"(EXTRACT(YEAR FROM {b})::bigint - EXTRACT(YEAR FROM {a})::bigint"
        f" - (to_char({b}, 'MMDD') COLLATE \"C\" < to_char({a}, 'MMDD') COLLATE \"C\")::int)"
    )


def _window(plan: Window) -> str:
    day = "EXTRACT(MONTH FROM p_today) * 100 + EXTRACT(DAY FROM p_today)"
    joined = "AND" if plan.opens <= plan.closes else "OR"
    return f"({day} >= {int(plan.opens)} {joined} {day} <= {int(plan.closes)})"


def _fresh(plan: Fresh) -> str:
    return f'(CASE WHEN f."{plan.column}" >= p_today - {plan.days} THEN {to_sql(plan.a)} END)'


def _as(kind: Type, plan: Plan) -> str:
    """An integer where a decimal is meant becomes one."""
    return f"{to_sql(plan)}::numeric" if kind is Type.DECIMAL and plan.type is Type.INT else to_sql(plan)


_WRITERS: dict[type[Plan], Callable[[Any], str]] = {
    Fact: lambda p: f'f."{p.column}"',
    FormValue: lambda p: f'form."{p.name}"',
    Unknown: lambda p: f"NULL::{SQL[p.type]}",
    Param: _param,
    Literal: lambda p: quote(p.value, p.type),
    Today: lambda _: "p_today",
    Helped: lambda p: f"COALESCE(h.{column_of(p)}, 0)::bigint",
    Not: lambda p: f"(NOT {to_sql(p.a)})",
    Logic: _logic,
    Choose: _choose,
    Compare: _compare,
    Among: _among,
    Holds: _holds,
    Has: lambda p: f"({to_sql(p.a)} IS NOT NULL)",
    Arithmetic: _arithmetic,
    Negate: lambda p: f"(- {to_sql(p.a)})",
    Pick: _pick,
    Years: _years,
    Window: _window,
    Fresh: _fresh,
}


def form_columns(types: dict[str, Type]) -> str:
    """The row ``form``: psycopg placeholders ``%(form_x)s`` with their casts, for text that goes to a cursor."""
    listed = ", ".join(f'%(form_{name})s::{SQL[kind]} AS "{name}"' for name, kind in types.items())
    return f"(SELECT {listed or 'NULL AS nothing'})"


def escaped(text: str) -> str:
    """SQL text made safe for a cursor that is given parameters: there a bare % would be read as a placeholder."""
    return text.replace("%", "%%")
