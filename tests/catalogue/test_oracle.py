"""Random criteria over awkward rows: our SQL must say what cel-python's evaluator says, cell by cell."""

from __future__ import annotations

import decimal
import os
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.catalogue.rules.planner import compile_expression
from niangjia.catalogue.rules.refusals import ExpressionError
from niangjia.catalogue.rules.sql import to_sql
from niangjia.catalogue.rules.types import SQL, FactVar, Type, Vocabulary
from tests.catalogue.oracle import value_of

pytestmark = pytest.mark.django_db

PROVE = os.environ.get("SIZE") == "full"
EXAMPLES = 3000 if PROVE else 120
TODAY = date(2024, 2, 29)
KINDS = {
    "i": Type.INT, "j": Type.INT, "n": Type.DECIMAL, "m": Type.DECIMAL, "s": Type.TEXT, "t": Type.TEXT,
    "b": Type.BOOL, "c": Type.BOOL, "d": Type.DATE, "e": Type.DATE, "l": Type.TEXTS,
}  # fmt: skip
WORDS = ["", "active", "林晓梅", "e\u0301", "é", "😀", "it's", 'say "x"', "back\\slash", "100%", "%s", "Z", "a", "𠮷"]
DATES = [
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2024, 3, 1),
    date(1, 1, 1),
    date(9999, 12, 31),
    date(2000, 2, 29),
    date(1999, 12, 31),
]
VALUES: dict[Type, list[Any]] = {
    Type.INT: [0, 1, -1, 7, -7, 2**31, -(2**31), 18],
    Type.DECIMAL: [
        Decimal(0),
        Decimal("0.1"),
        Decimal("-2.50"),
        Decimal("999999999999.999999"),
        Decimal("2.5"),
        Decimal(1),
    ],
    Type.TEXT: WORDS,
    Type.BOOL: [True, False],
    Type.DATE: DATES,
    Type.TEXTS: [[], ["a"], ["active", "林晓梅"], ["", "100%"], ["it's", "e\u0301"]],
}
SPAN = (-(2**31), 2**31)
VOCABULARY = Vocabulary(
    facts={
        f"f.{name}": FactVar(f"f.{name}", name, kind, "test", SPAN if kind is Type.INT else None)
        for name, kind in KINDS.items()
    }
)


def _rows(count: int) -> list[dict[str, Any]]:
    """Fixed rows: a third of the cells unknown, one row wholly unknown, one wholly known."""
    rows = []
    for r in range(count):
        unknown = {name for k, name in enumerate(KINDS) if (r * 7 + k * 5 + r // 3) % 3 == 0}
        rows.append(
            {
                n: None if n in unknown else VALUES[kind][(r * 3 + k * 2 + r // 5) % len(VALUES[kind])]
                for k, (n, kind) in enumerate(KINDS.items())
            }
        )
    rows[0] = dict.fromkeys(KINDS)
    rows[1] = {n: VALUES[kind][0] for n, kind in KINDS.items()}
    return rows


ROWS = _rows(40 if PROVE else 24)


def _text(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _expressions(kind: Type, depth: int) -> st.SearchStrategy[str]:
    facts = st.sampled_from([f"f.{name}" for name, its in KINDS.items() if its is kind])
    if depth == 0:
        return st.one_of(facts, facts, _literals(kind))
    below = {k: st.deferred(lambda k=k: _expressions(k, depth - 1)) for k in Type}
    return st.one_of(facts, _literals(kind), _choice(kind, below), *_composed(kind, below))


def _literals(kind: Type) -> st.SearchStrategy[str]:
    if kind is Type.DATE:
        return st.one_of(st.just("today"), st.sampled_from([f'date("{d.isoformat()}")' for d in DATES]))
    if kind is Type.DAYS:
        return st.sampled_from(['duration("0d")', 'duration("90d")', 'duration("366d")'])
    if kind is Type.TEXT:
        return st.sampled_from([_text(word) for word in WORDS])
    if kind is Type.BOOL:
        return st.sampled_from(["true", "false"])
    return st.sampled_from(["0", "1", "-1", "3", "12"] if kind is Type.INT else ["0.0", "0.1", "2.50", "-1.5"])


def _choice(kind: Type, below: Any) -> st.SearchStrategy[str]:
    return st.builds(lambda c, x, y: f"(({c}) ? ({x}) : ({y}))", below[Type.BOOL], below[kind], below[kind])


def _two(below: Any, kind: Type, other: Type, signs: list[str], form: str = "({a} {op} {b})") -> st.SearchStrategy[str]:
    return st.builds(lambda a, op, b: form.format(a=a, op=op, b=b), below[kind], st.sampled_from(signs), below[other])


ORDER = ["==", "!=", "<", "<=", ">", ">="]


def _composed(kind: Type, below: Any) -> list[st.SearchStrategy[str]]:
    call = "{op}({a}, {b})"
    if kind is Type.BOOL:
        return [
            _two(below, Type.BOOL, Type.BOOL, ["&&", "||", "&&", "||", "==", "!="]),
            below[Type.BOOL].map(lambda a: f"!({a})"),
            *(_two(below, k, k, ORDER) for k in (Type.INT, Type.DECIMAL, Type.TEXT, Type.DATE)),
            _two(below, Type.INT, Type.DECIMAL, ORDER),
            st.builds(
                lambda a, b, op, c: f"({a} - {b} {op} {c})",
                below[Type.DATE],
                below[Type.DATE],
                st.sampled_from(ORDER),
                _literals(Type.DAYS),
            ),
            st.builds(
                lambda a, items: f"({a} in [{', '.join(items)}])",
                below[Type.TEXT],
                st.lists(_literals(Type.TEXT), min_size=1, max_size=3),
            ),
            st.builds(
                lambda a, items: f"({a} in [{', '.join(items)}])",
                below[Type.INT],
                st.lists(_literals(Type.INT), min_size=1, max_size=3),
            ),
            below[Type.TEXT].map(lambda a: f"({a} in f.l)"),
            st.sampled_from([f"has(f.{name})" for name in KINDS]),
        ]
    if kind is Type.INT:
        return [
            _two(below, kind, kind, ["+", "-", "*", "/", "%"]),
            below[kind].map(lambda a: f"-({a})"),
            _two(below, kind, kind, ["min", "max"], call),
            _two(below, Type.DATE, Type.DATE, ["years"], call),
        ]
    if kind is Type.DECIMAL:
        return [
            _two(below, kind, kind, ["+", "-", "*"]),
            _two(below, Type.INT, kind, ["+", "-", "*"]),
            _two(below, kind, kind, ["min", "max"], call),
        ]
    if kind is Type.DATE:
        return [_two(below, kind, kind, ["min", "max"], call)]
    return []


@pytest.fixture
def rows_in_sql(db: None) -> str:
    """The rows as typed columns of a table ``f``."""
    columns = ", ".join(f'"{name}" {SQL[kind]}' for name, kind in KINDS.items())
    with connection.cursor() as cursor:
        cursor.execute(f"create temporary table cells (r int, {columns}) on commit drop")
        for r, row in enumerate(ROWS):
            cursor.execute(f"insert into cells values ({', '.join(['%s'] * (len(KINDS) + 1))})", [r, *row.values()])
    return "cells"


def _differences(text: str, table: str) -> list[tuple[dict[str, Any], Any, Any]]:
    sql = to_sql(compile_expression(text, VOCABULARY))
    with connection.cursor() as cursor:
        cursor.execute(f"select {sql} from {table} f, (select '{TODAY}'::date as p_today) p order by r")
        ours = [cell for (cell,) in cursor.fetchall()]
    theirs = [value_of(text, row, TODAY) for row in ROWS]
    return [(row, mine, its) for row, mine, its in zip(ROWS, ours, theirs, strict=True) if mine != its]


def test_random_criteria_mean_the_same_in_sql_and_in_cel_python(rows_in_sql: str) -> None:
    cells, refusals = {"compared": 0}, list[str]()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not PROVE,
        suppress_health_check=list(HealthCheck),
    )
    @given(_expressions(Type.BOOL, 4 if PROVE else 3))
    def compare(text: str) -> None:
        try:
            differences = _differences(text, rows_in_sql)
        except ExpressionError as refused:
            refusals.append(refused.what)
            return
        cells["compared"] += len(ROWS)
        assert not differences, (text, differences[:3])

    with decimal.localcontext(prec=200):
        compare()
    assert all("64 位" in what or "太" in what for what in refusals), refusals
    assert cells["compared"] > EXAMPLES * len(ROWS) * 0.7, cells


@pytest.mark.parametrize(
    "text",
    [
        "f.b && f.c", "f.b || !f.c", "(f.b ? f.i : f.j) == 1", "min(f.i, f.j) < 3", 'f.s in ["a", "active"]', '"a" in f.l', "f.s in f.l",
        "has(f.s) && has(f.l)", "f.i / f.j == -3", "f.i % f.j == -1", "f.n * f.m > 0.1", "f.s < f.t", 'today - f.d > duration("90d")',
        "years(f.d, f.e) >= 18", "years(f.d, today) < 1", "years(f.d, f.e) > 0", "years(f.d, today) <= 24", "years(f.e, today) > -1",
        "years(f.d, today) >= 2000", "years(f.d, today) >= (f.b ? 1 : 24)", "years(f.e, f.d) < f.i", "years(f.d, today) == 1",
        "f.i == f.n", "-(f.b ? f.i : 0) <= 0", '(f.d - f.e) + duration("1d") == duration("1d")',
        'f.s == "it\'s" || f.s == "back\\\\slash"', 'f.d < date("2024-02-29")', "true || f.b", "f.b && false",
    ],
)  # fmt: skip
def test_each_construction_agrees_with_the_oracle(rows_in_sql: str, text: str) -> None:
    with decimal.localcontext(prec=200):
        assert not _differences(text, rows_in_sql)
