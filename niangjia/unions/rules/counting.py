"""The statements that count up the tree. ``signed`` rows are records with a sign: what they add now, and what they added before.

Whoever counts once (``who``) adds 1 at each union that has a record of hers and takes 1 away where two neighbouring ones meet, in the
order of the tree: so the sum over any subtree is 1 if it has any of her records, else 0, and a number of people can be
added up like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

ROW = "id, who, union_id, key, day, bucket, amount"
_TYPES = ("uuid", "uuid", "uuid", "text", "date", "bigint", "bigint")
NOTHING = (
    "select null::uuid as id, null::uuid as who, null::uuid as union_id, null::text as key, null::date as day, 0::bigint as bucket,"
    " 0::bigint as amount where false"
)
STEP = 7  # a step of a path: six digits and a slash


class Rule(Protocol):
    """``base.declare.Tally``."""

    @property
    def sql(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def union(self) -> str: ...
    @property
    def who(self) -> str: ...


def everything(rules: Iterable[Rule]) -> str:
    """All records."""
    return _rows((rule, "true") for rule in rules)


def these(rules: Iterable[Rule]) -> str:
    """The records ``%(ids)s``."""
    return _rows((rule, f"{rule.id} = any(%(ids)s::uuid[])") for rule in rules)


def others_of(rules: Iterable[Rule]) -> str:
    """The other records of whom ``%(whos)s`` names."""
    return _rows(
        (rule, f"{rule.who} = any(%(whos)s::uuid[]) and {rule.id} <> all(%(ids)s::uuid[])")
        for rule in rules
        if rule.who
    )


def of_whom(rules: Iterable[Rule]) -> str:
    """All records of whom ``%(whos)s`` names."""
    return _rows((rule, f"{rule.who} = any(%(whos)s::uuid[])") for rule in rules if rule.who)


def in_unions(rules: Iterable[Rule]) -> str:
    """The records of the unions ``%(unions)s``, where somebody counts once."""
    return _rows((rule, f"{rule.union} = any(%(unions)s::uuid[])") for rule in rules if rule.who)


def _rows(parts: Iterable[tuple[Rule, str]]) -> str:
    found = [f"select {ROW} from ({rule.sql.replace('{these}', condition)}) r" for rule, condition in parts]
    return " union all ".join(found) or NOTHING


def given(name: str) -> str:
    """Rows handed over as one array a column: ``%(<name>_id)s``, …"""
    columns = zip(ROW.split(", "), _TYPES, strict=True)
    arrays = ", ".join(f"%({name}_{column})s::{kind}[]" for column, kind in columns)
    return f"select {ROW} from unnest({arrays}) as given({ROW})"


def signed(*, plus: Iterable[str], minus: Iterable[str] = ()) -> str:
    parts = [(1, rows) for rows in plus] + [(-1, rows) for rows in minus]
    return " union all ".join(f"select {sign} as sign, {ROW} from ({rows}) s" for sign, rows in parts)


def both_ways(rows: str) -> str:
    """Rows that add and take away the same: what stays is where they meet the others."""
    return f"select sign, {ROW} from ({rows}) s cross join (values (1), (-1)) as both_ways(sign)"


def summed(rows: str, *, once: bool = True) -> str:
    """The head of a statement: ``summed`` is what the signed ``rows`` add to each union itself. ``once``: somebody counts once in them."""
    return f"""
        with signed as ({rows}),
        {_ONCE if once else ""}
        flat as (
            select union_id, key, day, bucket, sign * amount as amount from signed {_AND_ONCE if once else ""}),
        summed as (
            select union_id, key, day, bucket, sum(amount)::bigint as amount
            from flat group by union_id, key, day, bucket having sum(amount) <> 0)
    """


_ONCE = f"""
    once as (
        select s.sign, s.key, s.who, s.union_id, u.path, case when bool_and(s.day is not null) then min(s.day) end as day
        from signed s join unions_union u on u.id = s.union_id
        where s.who is not null group by s.sign, s.key, s.who, s.union_id, u.path),
    beside as (
        select sign, key, path, day, lag(path) over neighbours as path_before, lag(day) over neighbours as day_before
        from once window neighbours as (partition by sign, key, who order by path)),
    meeting as (
        select b.sign, b.key, greatest(b.day, b.day_before) as day, common.path
        from beside b cross join lateral (
            select max(left(b.path, step)) as path from generate_series({STEP}, length(b.path_before), {STEP}) step
            where left(b.path, step) = left(b.path_before, step)) common
        where b.path_before is not null),
"""
_AND_ONCE = """
    where who is null
    union all select union_id, key, day, 0, sign from once
    union all select u.id, m.key, m.day, 0, -m.sign from meeting m join unions_union u on u.path = m.path
"""


def upwards(source: str) -> str:
    """``source`` (union_id, key, bucket, amount) added to each union and to all above it.

    First by path, then each path's union by itself: how many there are the planner cannot know, and it would read the whole tree.
    """
    return f"""
        select a.id as union_id, p.key, p.bucket, p.amount
        from (
            select left(u.path, step) as path, s.key, s.bucket, sum(s.amount)::bigint as amount
            from (select union_id, key, bucket, sum(amount) as amount from {source} group by union_id, key, bucket) s
            join unions_union u on u.id = s.union_id
            cross join lateral generate_series({STEP}, length(u.path), {STEP}) as step
            group by left(u.path, step), s.key, s.bucket) p
        cross join lateral (select id from unions_union where path = p.path offset 0) a
    """


DUE = "(day is null or day <= %(today)s)"
ADD_DELTAS = """
    insert into unions_delta (union_id, id, key, day, bucket, amount)
    select union_id, gen_random_uuid(), key, day, bucket, amount from summed
"""
_ADD = """
    insert into unions_count (union_id, key, bucket, amount)
    select union_id, key, bucket, amount from {source} where amount <> 0
    on conflict (union_id, key, bucket) do update set amount = {amount}
"""
FOLD = f"""
    with due as (
        delete from unions_delta
        where (union_id, id) in (select union_id, id from unions_delta where {DUE} limit %(most)s)
        returning union_id, key, bucket, amount),
    added as ({upwards("due")}),
    done as ({_ADD.format(source="added", amount="unions_count.amount + excluded.amount")} returning union_id)
    select (select count(*) from due), array(select distinct union_id from done)
"""
# One statement, one snapshot: a delta that it does not see belongs to a record that it does not see either.
RECOUNT = f"""
    , fresh as ({upwards(f"(select * from summed where {DUE}) due")}),
    folded as (delete from unions_delta where key = any(%(keys)s)),
    waiting as ({ADD_DELTAS} where not {DUE}),
    gone as (
        delete from unions_count c where c.key = any(%(keys)s) and not exists (
            select from fresh f where f.amount <> 0 and (f.union_id, f.key, f.bucket) = (c.union_id, c.key, c.bucket)))
    {_ADD.format(source="fresh", amount="excluded.amount")} where unions_count.amount <> excluded.amount
"""
DIFFERING = f"""
    , fresh as ({upwards(f"(select * from summed where {DUE}) due")}),
    unfolded as ({upwards(f"(select * from unions_delta where key = any(%(keys)s) and {DUE}) due")}),
    kept as (
        select union_id, key, bucket, sum(amount) as amount
        from (select union_id, key, bucket, amount from unions_count where key = any(%(keys)s)
              union all select union_id, key, bucket, amount from unfolded) k
        group by union_id, key, bucket)
    select u.path, key, bucket, coalesce(k.amount, 0)::bigint, coalesce(f.amount, 0)::bigint
    from kept k full join fresh f using (union_id, key, bucket) join unions_union u on u.id = union_id
    where coalesce(k.amount, 0) <> coalesce(f.amount, 0) order by u.path, key, bucket
"""
# A union with all below it goes from below %(old)s to below %(new)s: what is folded of it goes along, to the unions above.
CARRY = f"""
    with carried as (select key, bucket, amount from unions_count where union_id = %(union)s),
    above as (
        select id, -1 as sign from unions_union where path = any(%(old)s)
        union all select id, 1 from unions_union where path = any(%(new)s)),
    moved as (
        select a.id as union_id, c.key, c.bucket, sum(a.sign * c.amount)::bigint as amount
        from above a cross join carried c group by a.id, c.key, c.bucket)
    {_ADD.format(source="moved", amount="unions_count.amount + excluded.amount")}
"""


def totals(path: str) -> str:
    """``key``, what there is of it, and the largest bucket: of the union at ``%(path)s`` with all below, or of the whole city for ""."""
    at, below = (
        "path = %(path)s",
        "and starts_with((select u.path from unions_union u where u.id = d.union_id), %(path)s)",
    )
    if not path:
        at, below = "parent_id is null", ""
    return f"""
        select key, coalesce(sum(amount) filter (where bucket = 0), 0)::bigint, max(bucket) filter (where bucket > 0 and amount > 0)
        from (
            select key, bucket, sum(amount) as amount
            from (
                select key, bucket, amount from unions_count
                where union_id = any(array(select id from unions_union where {at})) and key = any(%(keys)s)
                union all
                select d.key, d.bucket, d.amount from unions_delta d where d.key = any(%(keys)s) and {DUE} {below}) n
            group by key, bucket) b
        group by key
    """
