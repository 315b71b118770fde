"""The functions that publishing writes into the database: one refreshes facts, one verdicts, for each kind of subject.

Each exists three times. For a few subjects ``force_generic_plan`` keeps a call short (without it PostgreSQL plans anew each time).
For one, ``…_one`` goes from row to row by index: a plan made for ten reads the whole tree of unions to join it, dearer than all the rest.
For many, ``…_many`` plans each call for its ids, because a plan made for ten compares 20,000 with 20,000.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from niangjia.catalogue.rules.judged import FENCE, judged
from niangjia.catalogue.rules.plan import Plan
from niangjia.catalogue.rules.sql import escaped
from niangjia.catalogue.rules.statements import facts_table, past_table, verdicts_table
from niangjia.catalogue.rules.types import MOST_DECIMAL, SPANS


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
    """(name, body). Rows are locked first, so that of two writers the second sees what the first committed.

    All sources are asked in one statement: for one person the cost of a statement is more than that of its work. The same statement
    leaves what the changed columns held in the table of the past (``models.past``): it still sees the rows as they were.
    What has been known since today only has no past, so a first load leaves none.
    Every table is asked for ``p_ids`` by itself: over a join alone the planner reads it whole for 10,000 of a million.
    """
    table, key = facts_table(subject), f"{subject}_id"
    names = [name for source in sources for name in _taken(source, "")]
    lock = f"perform 1 from {table} f where f.{key} = any(p_ids) order by f.{key} for no key update;"
    body = f"""
declare
  there integer;
begin
  {lock}
  get diagnostics there = row_count;
  if there < cardinality(p_ids) then
    insert into {table} ({key}, known_since) select distinct i.id, p_today from unnest(p_ids) as i(id) order by i.id on conflict do nothing;
    {lock}
  end if;
  with changed as (
    update {table} f set {", ".join(f'"{name}" = s."{name}"' for name in names)}
    from ({_asked(sources, "unnest(p_ids) as i(id)")}
         {FENCE}) s
    where f.{key} = s.id and f.{key} = any(p_ids) and row({", ".join(f'f."{n}"' for n in names)}) is distinct from row({", ".join(f's."{n}"' for n in names)})
    returning f.{key} as id, case when f.known_since < p_today then f end as now
  )
  insert into {past_table(subject)} ({key}, fact, until, value)
  select c.id, was.key, p_today, was.value
  from changed c
  join lateral (select {_gone(names)} as facts from {table} o where o.{key} = c.id {FENCE}) gone on not c.now is null
  cross join lateral jsonb_each(gone.facts) was
  on conflict do nothing;
end"""
    return f"catalogue_facts_refresh_{subject}", body


def _gone(names: Sequence[str]) -> str:
    """What the row ``o`` held in the columns that ``c.now`` has changed, as one jsonb. Cheaper by half than both rows as jsonb."""
    return " || ".join(
        f"""case when o."{name}" is distinct from (c.now)."{name}" then jsonb_build_object('{name}', o."{name}") else '{{}}' end"""
        for name in names
    )


def facts_today(subject: str, sources: Sequence[SourceColumns]) -> str:
    """For a cursor: in the place of the table of facts, what its sources say now of ``%(ids)s`` on ``%(today)s``. Writes nothing."""
    given = "(select %(ids)s::uuid[] as p_ids, %(today)s::date as p_today) given cross join lateral unnest(given.p_ids) as i(id)"
    return f"(select s.id as {subject}_id, s.* from ({_asked(sources, given, 'lateral ', escaped)}) s)"


def _asked(sources: Sequence[SourceColumns], whom: str, each: str = "", written: Callable[[str], str] = str) -> str:
    """A query of ``id`` and every column of the facts table, from the sources. ``written``: how the text has to be quoted."""
    taken = {name: value for nr, source in enumerate(sources) for name, value in _taken(source, f"q{nr}").items()}
    joined = "".join(
        f"\n        left join {each}({source.sql.strip()}) q{nr} on q{nr}.id = i.id  -- {source.key}"
        for nr, source in enumerate(sources)
    )
    columns = "".join(f', {value} as "{name}"' for name, value in taken.items())
    return f"select i.id{written(columns)}\n        from {whom}{written(joined)}\n"


def _taken(source: SourceColumns, alias: str) -> dict[str, str]:
    """What a source's query gives, by the column of the facts table that keeps it."""
    columns = {column: _believed(f'{alias}."{column}"', declared) for column, declared in source.columns.items()}
    if source.dated:
        columns[source.dated[0]] = _believed(f'{alias}."{source.dated[1]}"', "date")
    return columns


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
    """(name, body). ``services``: the criteria by the service's lasting bit. Facts come first: their locks order the writers."""
    table, key = verdicts_table(subject), f"{subject}_id"
    body = f"""
begin
  insert into {table} ({key}, entitled, unknown, as_of)
  select y.id, y.entitled, y.unknown, p_today
  from ({judged(subject, services, ids="p_ids")}) y
  left join {table} k on k.{key} = y.id and k.{key} = any(p_ids)
  where k.{key} is null or row(k.entitled, k.unknown) is distinct from row(y.entitled, y.unknown)
  order by y.id
  on conflict ({key}) do update set entitled = excluded.entitled, unknown = excluded.unknown, as_of = excluded.as_of;
end"""
    return f"catalogue_verdicts_refresh_{subject}", body


def create_statements(name: str, body: str) -> list[str]:
    """The DDL of a function and its twins. The body is quoted with a tag that it does not contain."""
    return [_create(name + twin, body, settings) for twin, settings in TWINS.items()]


def _create(name: str, body: str, settings: str) -> str:
    tag = "$nj$"
    while tag in body:
        tag = f"$nj{len(tag)}$"
    return (
        f"create or replace function {name}(p_ids uuid[], p_today date) returns void language plpgsql"
        f" {settings} as {tag}{body}{tag}"
    )


TWINS = {
    "": "set plan_cache_mode = force_generic_plan",
    "_one": "set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off",
    "_many": "set plan_cache_mode = force_custom_plan",
}
