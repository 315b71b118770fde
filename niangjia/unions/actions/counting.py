"""What a verb changes in countable records is added to the numbers of the tree, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base.declare import Tally, narrowed, tallies
from niangjia.base.locks import advisory, advisory_each
from niangjia.unions.rules import counting as sql

TREE_LOCK = "unions.tree"
COUNTS_LOCK = "unions.counts"  # whoever writes ``unions_count``; taken after TREE_LOCK
Row = tuple[Any, ...]
COLUMNS = sql.ROW.split(", ")
WHO, KEY = COLUMNS.index("who"), COLUMNS.index("key")


@contextmanager
def counting(kind: str, ids: Collection[UUID], *, keys: Collection[str] | None = None) -> Iterator[None]:
    """Around a change of records whose rows the verb holds, or which it makes: what they add afterwards and did not before is entered.

    One small row for each number and union, and nothing that others wait for, except where somebody counts once: two verbs
    about one person follow one another. ``kind`` and what is counted: the packages' ``TALLIES``. ``keys``: the verb knows that they
    add to no others, and the database has less to plan.
    """
    rules = tallies(kind, keys)
    was = _ask(sql.these(rules), ids=ids)
    yield
    _enter(rules, ids, was)


def count_new(kind: str, ids: Collection[UUID], *, keys: Collection[str] | None = None) -> None:
    """``counting`` for records that the verb has just made."""
    _enter(tallies(kind, keys), ids, [])


@contextmanager
def carried(union_id: UUID, unions: Collection[UUID]) -> Iterator[None]:
    """Around a change of paths: what ``union_id`` counts, with all below it (``unions``), is counted by those above it then.

    The caller holds TREE_LOCK. Whoever counts once and has records here and elsewhere meets herself at another place.
    """
    advisory(COUNTS_LOCK)
    rules = tallies()
    whos = _whos(_ask(sql.in_unions(rules), unions=unions))
    old, was = _line(union_id), _ask(_per_union(rules), whos=whos) if whos else []
    yield
    _run(sql.CARRY, union=union_id, old=old, new=_line(union_id))
    if whos:
        again = f"select 1 as sign, null::uuid as id, null::uuid as who, union_id, key, day, bucket, amount from ({_per_union(rules)}) n"
        before = sql.signed(plus=(), minus=(sql.given("was"),))
        rows = [(None, None, *row) for row in was]
        _run(sql.summed(f"{again} union all {before}", once=False) + sql.ADD_DELTAS, whos=whos, **_given("was", rows))


def _enter(rules: list[Tally], ids: Collection[UUID], was: list[Row]) -> None:
    if not any(rule.who for rule in rules):
        rows = sql.signed(plus=[sql.these(rules)], minus=[sql.given("was")])
        _run(sql.summed(rows, once=False) + sql.ADD_DELTAS, ids=ids, **_given("was", was))
        return
    now = _ask(sql.these(rules), ids=ids)
    rows, whos = sql.signed(plus=[sql.given("now")], minus=[sql.given("was")]), _whos(was, now)
    if whos:
        advisory(TREE_LOCK, shared=True)
        advisory_each(f"unions.counted:{who}" for who in whos)
        once = {row[KEY] for row in [*was, *now] if row[WHO]}
        rows += f" union all {sql.both_ways(sql.others_of(narrowed(rules, once)))}"
    _run(
        sql.summed(rows, once=bool(whos)) + sql.ADD_DELTAS,
        ids=ids,
        whos=whos,
        **_given("was", was),
        **_given("now", now),
    )


def _per_union(rules: list[Tally]) -> str:
    """What those who count once add to each union itself."""
    head = sql.summed(sql.signed(plus=(sql.of_whom(rules),)))
    return f"{head} select union_id, key, day, bucket, amount from summed"


def _line(union_id: UUID) -> list[str]:
    """The paths above a union."""
    [(path,)] = _run("select path from unions_union where id = %(id)s", id=union_id)
    return [path[:end] for end in range(sql.STEP, len(path), sql.STEP)]


def _whos(*rows: Iterable[Row]) -> list[UUID]:
    return sorted({row[WHO] for some in rows for row in some if row[WHO]})


def _given(name: str, rows: list[Row]) -> Mapping[str, list[Any]]:
    return {f"{name}_{column}": [row[n] for row in rows] for n, column in enumerate(COLUMNS)}


def _ask(query: str, **parameters: Collection[UUID]) -> list[Row]:
    return _run(query, **{name: list(values) for name, values in parameters.items()})


def _run(statement: str, **parameters: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            statement, {k: list(v) if isinstance(v, set | frozenset | tuple) else v for k, v in parameters.items()}
        )
        return cursor.fetchall() if cursor.description else []
