"""The functions that publishing writes into the database: one refreshes facts, one verdicts, for each kind of subject.

Each exists twice. For a few subjects ``force_generic_plan`` keeps a call short (without it PostgreSQL plans anew each time);
for many, the twin ``…_many`` plans each call for its ids, because a plan made for ten compares 20,000 with 20,000.
Every distinct criterion is computed once, and ``offset 0`` keeps the planner from pulling the levels together again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from niangjia.catalogue.rules.plan import Plan, unasked
from niangjia.catalogue.rules.sql import to_sql
from niangjia.catalogue.rules.statements import facts_table, help_joins, verdicts_table
from niangjia.catalogue.rules.types import MOST_DECIMAL, SPANS

WORD = 62  # services in one bigint, sign bit untouched


@dataclass(frozen=True, slots=True)
class SourceColumns:
    """A fact source as the function needs it: its query, and type by column. ``dated``: (column of the facts table, column of the query)."""

    key: str
    sql: str
    columns: Mapping[str, str]
    dated: tuple[str, str] | None


def column_type(declared: str) -> str:
    """The type of a column of a facts table."""
    types = {
        "bool": "boolean",
        "int": "bigint",
        "fen": "bigint",
        "decimal": "numeric",
        "text": "text",
        "texts": "text[]",
    }
    return types.get(declared, "date")


def facts_function(subject: str, sources: Sequence[SourceColumns]) -> tuple[str, str]:
    """(name, body). Rows are locked first, so that of two writers the second sees what the first committed."""
    table, key = facts_table(subject), f"{subject}_id"
    updates = "\n".join(_update(table, key, source) for source in sources)
    body = f"""
begin
  insert into {table} ({key}) select distinct i.id from unnest(p_ids) as i(id) order by i.id on conflict do nothing;
  perform 1 from {table} f where f.{key} = any(p_ids) order by f.{key} for no key update;
{updates}
end"""
    return f"catalogue_facts_refresh_{subject}", body


def _update(table: str, key: str, source: SourceColumns) -> str:
    columns = {column: _believed(f'q."{column}"', declared) for column, declared in source.columns.items()}
    if source.dated:
        columns[source.dated[0]] = _believed(f'q."{source.dated[1]}"', "date")
    names = list(columns)
    taken = ", ".join(f'{value} as "{name}"' for name, value in columns.items())
    return f"""  -- {source.key}
  update {table} f set {", ".join(f'"{n}" = s."{n}"' for n in names)}
  from (select i.id, {taken}
        from unnest(p_ids) as i(id) left join ({source.sql.strip()}) q on q.id = i.id) s
  where f.{key} = s.id and row({", ".join(f'f."{n}"' for n in names)}) is distinct from row({", ".join(f's."{n}"' for n in names)});"""


def _believed(value: str, declared: str) -> str:
    """What lies outside its type's bounds becomes unknown: one absurd row must not stop the others."""
    if declared in SPANS:
        low, high = SPANS[declared]
        return f"case when {value} between ({low}) and {high} then {value}::bigint end"
    if declared == "decimal":
        return f"case when {value}::numeric between -{MOST_DECIMAL} and {MOST_DECIMAL} then {value}::numeric end"
    if declared == "date":
        return f"case when {value}::date between date '0001-01-01' and date '9999-12-31' then {value}::date end"
    if declared == "texts":
        return f"array_remove({value}::text[], null)"
    return f"{value}::{column_type(declared)}"


def verdicts_function(subject: str, services: Mapping[int, Sequence[Plan]]) -> tuple[str, str]:
    """(name, body). ``services``: the criteria by the service's lasting bit."""
    criteria = {bit: [unasked(plan) for plan in plans] for bit, plans in services.items()}
    distinct = {plan: f"a{n}" for n, plan in enumerate(dict.fromkeys(p for plans in criteria.values() for p in plans))}
    level1 = ", ".join([f"f.{subject}_id as id", *(f"{to_sql(plan)} as {name}" for plan, name in distinct.items())])
    level2 = ", ".join(
        ["a.id", *(f"({' and '.join(distinct[p] for p in plans)}) as c{bit}" for bit, plans in criteria.items())]
    )
    table, key = verdicts_table(subject), f"{subject}_id"
    body = f"""
begin
  insert into {table} ({key}, entitled, unknown, as_of)
  select distinct i.id, ''::varbit, ''::varbit, p_today from unnest(p_ids) as i(id) order by i.id on conflict do nothing;
  update {table} v set entitled = y.entitled, unknown = y.unknown, as_of = p_today
  from (
    select x.id, {_bits(criteria, "x.c{}")} as entitled, {_bits(criteria, "x.c{} is null")} as unknown
    from (select {level2}
          from (select {level1}
                from {facts_table(subject)} f{help_joins(distinct, f"f.{key}")}
                where f.{key} = any(p_ids) offset 0) a offset 0) x) y
  where v.{key} = y.id and row(v.entitled, v.unknown) is distinct from row(y.entitled, y.unknown);
end"""
    return f"catalogue_verdicts_refresh_{subject}", body


def _bits(services: Mapping[int, object], condition: str) -> str:
    """Bit n of the string, counted from the left as ``get_bit`` does, tells of the service with bit n."""
    words = max(services, default=0) // WORD + 1
    return " || ".join(f"({_word(services, word, condition)})::bit({WORD})" for word in range(words))


def _word(services: Mapping[int, object], word: int, condition: str) -> str:
    flags = [
        f"case when {condition.format(bit)} then {1 << (WORD - 1 - bit % WORD)} else 0 end"
        for bit in sorted(services)
        if bit // WORD == word
    ]
    return " | ".join(f"({flag})::bigint" for flag in flags) or "0::bigint"


def create_statement(name: str, body: str, plan: str) -> str:
    """The DDL. ``plan``: generic or custom. The body is quoted with a tag that it does not contain."""
    tag = "$nj$"
    while tag in body:
        tag = f"$nj{len(tag)}$"
    return (
        f"create or replace function {name}(p_ids uuid[], p_today date) returns void language plpgsql"
        f" set plan_cache_mode = force_{plan}_plan as {tag}{body}{tag}"
    )
