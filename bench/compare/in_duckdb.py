"""The plans as DuckDB's SQL: three-valued as PostgreSQL's, every distinct criterion once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from plans import Asked, Node, NotCarriedOver, days_before, help_column, value_on, weight, within

TYPES = {
    "bool": "boolean",
    "int": "bigint",
    "decimal": "decimal(38, 9)",
    "text": "varchar",
    "date": "date",
    "days": "integer",
}
THREADS = 2


def opened() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": THREADS})


def load(duck: duckdb.DuckDBPyConnection, asked: Asked, path: Path) -> None:
    """The file of facts as a table; lists of texts are taken apart."""
    read = ", ".join(
        ["'id': 'uuid'", *(f"'{name}': '{TYPES.get(kind, 'varchar')}'" for name, kind in asked.columns.items())]
    )
    listed = ", ".join(_list(name) if kind == "texts" else f'"{name}"' for name, kind in asked.columns.items())
    duck.execute(
        f"create or replace table facts as select id, {listed} from read_csv('{path}', header = false, auto_detect = false,"
        f" delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false, columns = {{{read}}})"
    )


def _list(name: str) -> str:
    inside = f'substr("{name}", 2, length("{name}") - 2)'
    return f"case when \"{name}\" = '{{}}' then []::varchar[] else string_split({inside}, ',') end as \"{name}\""


def prepare(duck: duckdb.DuckDBPyConnection, asked: Asked) -> None:
    """Plan the statement once; ``judge`` runs it."""
    duck.execute(f"prepare judged as {statement(asked, 'facts f')}")


def judge(duck: duckdb.DuckDBPyConnection, asked: Asked) -> list[tuple[np.ndarray, np.ndarray]]:
    """(entitled, unknown) by word, in the order of the table."""
    words = duck.execute("execute judged").fetchnumpy()
    return [(np.asarray(words[f"e{n}"]), np.asarray(words[f"u{n}"])) for n in range(asked.words)]


def ids(duck: duckdb.DuckDBPyConnection) -> bytes:
    found = duck.execute("select replace(id::varchar, '-', '') as id from facts").fetchnumpy()["id"]
    return bytes.fromhex("".join(found))


def statement(asked: Asked, source: str) -> str:
    write = Writer(asked.day)
    criteria = ", ".join(f"{write(node)} as a{n}" for n, node in enumerate(asked.criteria))
    held = {bit: " and ".join(f"a{n}" for n in places) or "true" for bit, places in asked.services}
    words = [
        f"{_word(held, word, '({}) is true')} as e{word}, {_word(held, word, '({}) is null')} as u{word}"
        for word in range(asked.words)
    ]
    return f"select {', '.join(words)} from (select {criteria} from {source}) c"


def _word(held: dict[int, str], word: int, condition: str) -> str:
    flags = [
        f"case when {condition.format(all_of)} then {weight(bit)}::bigint else 0::bigint end"
        for bit, all_of in held.items()
        if bit // 62 == word
    ]
    return " | ".join(flags) or "0::bigint"


class Writer:
    """From a node to an expression."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self, node: Node) -> str:
        writer: Callable[[Node], str] | None = getattr(self, f"_{node['node'].lower()}", None)
        if writer is None:
            raise NotCarriedOver(node["node"])
        return writer(node)

    def _fact(self, node: Node) -> str:
        return f'f."{node["column"]}"'

    def _helped(self, node: Node) -> str:
        return f'f."{help_column(node)}"'

    def _unknown(self, node: Node) -> str:
        return f"null::{'varchar[]' if node['type'] == 'texts' else TYPES[node['type']]}"

    def _param(self, node: Node) -> str:
        return _quoted(value_on(node, self.day), node["type"])

    def _literal(self, node: Node) -> str:
        return _quoted(node["value"], node["type"])

    def _today(self, node: Node) -> str:
        return f"date '{self.day}'"

    def _window(self, node: Node) -> str:
        return str(within(node, self.day)).lower()

    def _fresh(self, node: Node) -> str:
        return f"case when f.\"{node['column']}\" >= date '{days_before(self.day, node['days'])}' then {self(node['a'])} end"

    def _not(self, node: Node) -> str:
        return f"(not {self(node['a'])})"

    def _logic(self, node: Node) -> str:
        return f"({self(node['a'])} {node['op']} {self(node['b'])})"

    def _choose(self, node: Node) -> str:
        condition = self(node["condition"])
        return (
            f"(case when {condition} then {self(node['then'])} when not {condition} then {self(node['otherwise'])} end)"
        )

    def _compare(self, node: Node) -> str:
        return f"({self(node['a'])} {node['op']} {self(node['b'])})"

    def _among(self, node: Node) -> str:
        return f"({self(node['a'])} in ({', '.join(map(self, node['items']))}))"

    def _holds(self, node: Node) -> str:
        item, texts = self(node["item"]), self(node["texts"])
        return f"(case when {item} is not null and {texts} is not null then list_contains({texts}, {item}) end)"

    def _has(self, node: Node) -> str:
        return f"({self(node['a'])} is not null)"

    def _arithmetic(self, node: Node) -> str:
        a, b = self(node["a"]), self(node["b"])
        if node["type"] == "int" and node["op"] in "/%":
            return f"({a} {'//' if node['op'] == '/' else '%'} nullif({b}, 0))"
        return f"({a} {node['op']} {b})"

    def _negate(self, node: Node) -> str:
        return f"(- {self(node['a'])})"

    def _pick(self, node: Node) -> str:
        a, b = self(node["a"]), self(node["b"])
        return f"(case when {a} {node['op']} {b} then {a} when not ({a} {node['op']} {b}) then {b} end)"

    def _years(self, node: Node) -> str:
        a, b = self(node["a"]), self(node["b"])
        return f"(year({b}) - year({a}) - (month({b}) * 100 + day({b}) < month({a}) * 100 + day({a}))::integer)"


def _quoted(value: Any, kind: str) -> str:
    if value is None:
        return f"null::{TYPES[kind]}"
    if kind in ("text", "date"):
        text = str(value).replace("'", "''")
        return f"date '{text}'" if kind == "date" else f"'{text}'"
    return str(value).lower()
