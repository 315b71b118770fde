"""The functions that publishing writes into the database: one refreshes facts, one verdicts, for each kind of subject.

Each exists twice. For a few subjects ``force_generic_plan`` keeps a call short (without it PostgreSQL plans anew each time);
for many, the twin ``…_many`` plans each call for its ids, because a plan made for ten compares 20,000 with 20,000.
Every distinct criterion is computed once, and ``FENCE`` keeps the planner from pulling the levels together again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from niangjia.catalogue.rules.literals import quote
from niangjia.catalogue.rules.plan import Plan, unasked
from niangjia.catalogue.rules.sql import escaped, to_sql
from niangjia.catalogue.rules.statements import facts_table, help_joins, past_table, verdicts_table
from niangjia.catalogue.rules.types import MOST_DECIMAL, SPANS, Type

# An offset of nothing is a fence. Written as a literal of its type, for the planner takes "0", which it has yet to cast, for a limit
# and lets no second process share the work above it.
FENCE = "offset bigint '0'"
HALF = 31  # services in one word: two bits each in a bigint, sign bit untouched


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
         ) s
    where f.{key} = s.id and row({", ".join(f'f."{n}"' for n in names)}) is distinct from row({", ".join(f's."{n}"' for n in names)})
    returning f.{key} as id, case when f.known_since < p_today then to_jsonb(f) end as now
  )
  insert into {past_table(subject)} ({key}, fact, until, value)
  select c.id, was.key, p_today, was.value
  from changed c
  cross join lateral (select to_jsonb(o) as whole from {table} o where o.{key} = c.id and c.now is not null {FENCE}) old
  cross join lateral jsonb_each(old.whole) was
  where was.value is distinct from c.now -> was.key
  on conflict do nothing;
end"""
    return f"catalogue_facts_refresh_{subject}", body


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
  from ({judged(subject, services, f"where f.{key} = any(p_ids)")}) y
  left join {table} k on k.{key} = y.id
  where k.{key} is null or row(k.entitled, k.unknown) is distinct from row(y.entitled, y.unknown)
  order by y.id
  on conflict ({key}) do update set entitled = excluded.entitled, unknown = excluded.unknown, as_of = excluded.as_of;
end"""
    return f"catalogue_verdicts_refresh_{subject}", body


def judged(
    subject: str, services: Mapping[int, Sequence[Plan]], which: str = "", extra: str = "", day: date | None = None
) -> str:
    """A query of ``id``, the two bit strings and ``extra`` columns of ``f`` (", f.x"), for the rows of ``f`` that ``which`` names.

    Without a ``day`` it reads ``p_today``; with one it can stand alone.

    First every distinct criterion, once. Then, a word of ``HALF`` services at a time, one number from all of them: a criterion
    that is not yes sets the low bits of its services, one that is no their high bits too. Last, the strings.
    """
    criteria = {bit: [unasked(plan) for plan in plans] for bit, plans in services.items()}
    distinct = {plan: f"a{n}" for n, plan in enumerate(dict.fromkeys(p for plans in criteria.values() for p in plans))}
    level1 = ", ".join([f"f.{subject}_id as id", *(f"{to_sql(plan)} as {name}" for plan, name in distinct.items())])
    words = range((max(services, default=0) // (2 * HALF) + 1) * 2)
    passed = "".join(f", a.{column.rpartition('.')[2]}" for column in extra.split(",") if column.strip())
    last = passed.replace("a.", "x.")
    level2 = ", ".join(["a.id", *(f"{_word(criteria, distinct, word)} as w{word}" for word in words)])
    return (
        f"select x.id, {_string(criteria, words, '~x.w{w}')} as entitled,"
        f" {_string(criteria, words, f'x.w{{w}} & ~(x.w{{w}} >> {HALF})')} as unknown{last}"
        f"\n  from (select {level2}{passed}"
        f"\n        from (select {level1}{extra}"
        f"\n              from {facts_table(subject)} f{on_day(day)}{help_joins(distinct, f'f.{subject}_id')} {which}"
        f"\n              {FENCE}) a {FENCE}) x"
    )


def on_day(day: date | None) -> str:
    """``p_today`` for a statement that stands alone."""
    return f" cross join (select {quote(day, Type.DATE)} as p_today) p" if day else ""


def _word(criteria: Mapping[int, Sequence[Plan]], names: Mapping[Plan, str], word: int) -> str:
    """What every criterion says to the services of a word."""
    said = {
        name: sum(1 << _place(bit) for bit, plans in criteria.items() if bit // HALF == word and plan in plans)
        for plan, name in names.items()
    }
    parts = [
        f"case when a.{name} then 0 when a.{name} is null then {low} else {low | low << HALF} end::bigint"
        for name, low in said.items()
        if low
    ]
    return f"({' | '.join(parts) or '0::bigint'})"


def _string(services: Mapping[int, object], words: Sequence[int], of_word: str) -> str:
    """Bit n of the string, counted from the left as ``get_bit`` does, tells of the service with bit n."""
    masks = {word: sum(1 << _place(bit) for bit in services if bit // HALF == word) for word in words}
    halves = {w: f"((({of_word.format(w=w)}) & {mask}) << {0 if w % 2 else HALF})" for w, mask in masks.items() if mask}
    pairs = [[halves[w] for w in (word, word + 1) if w in halves] for word in words[::2]]
    return " || ".join(f"({' | '.join(pair) or '0::bigint'})::bit({2 * HALF})" for pair in pairs)


def _place(bit: int) -> int:
    return HALF - 1 - bit % HALF


def create_statement(name: str, body: str, plan: str) -> str:
    """The DDL. ``plan``: generic or custom. The body is quoted with a tag that it does not contain."""
    tag = "$nj$"
    while tag in body:
        tag = f"$nj{len(tag)}$"
    return (
        f"create or replace function {name}(p_ids uuid[], p_today date) returns void language plpgsql"
        f" set plan_cache_mode = force_{plan}_plan as {tag}{body}{tag}"
    )
