"""What the bench of the counts is measured with: the statements of this package on tables of its own, and two other ways to write."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.base.declare import Tally
from niangjia.unions.rules import counting as sql

KEY = "bench"
RECORDS = Tally(
    kind=KEY, keys=(KEY,), id="r.id", union="r.union_id",
    sql="""
        select r.id, null::uuid as who, r.union_id, 'bench' as key, r.since as day, 0 as bucket, 1 as amount
        from bench_record r where {these}
    """,
)  # fmt: skip
OWN = {"unions_delta": "bench_delta", "unions_count": "bench_count"}
TABLES = (
    "create table bench_record (id uuid not null, union_id uuid not null, since date not null)",
    "create table bench_delta (like unions_delta including all, foreign key (union_id) references unions_union)",
    "create table bench_count (like unions_count including all, foreign key (union_id) references unions_union)",
)
# A record at a union out of many, in a transaction of its own; then nothing, a delta, or the row of every union above (lowest first).
WRITE = """
create procedure bench_write(p_times int, p_way text, p_unions uuid[], p_day date) language plpgsql as $$
declare
    v_union uuid;
begin
    for turn in 1..p_times loop
        v_union := p_unions[1 + floor(random() * cardinality(p_unions))::int];
        insert into bench_record values (gen_random_uuid(), v_union, p_day);
        if p_way = 'deltas' then
            insert into bench_delta (union_id, id, key, day, bucket, amount) values (v_union, gen_random_uuid(), 'bench', p_day, 0, 1);
        elsif p_way = 'rows' then
            insert into bench_count (union_id, key, bucket, amount)
            select a.id, 'bench', 0, 1 from unions_union u
            cross join lateral generate_series(7, length(u.path), 7) step join unions_union a on a.path = left(u.path, step)
            where u.id = v_union order by a.path desc
            on conflict (union_id, key, bucket) do update set amount = bench_count.amount + 1;
        end if;
        commit;
    end loop;
end $$
"""
FILL = """
    insert into bench_record (id, union_id, since)
    select gen_random_uuid(), w.ids[1 + mod(n * 7919, cardinality(w.ids))], date '2016-01-01' + mod(n, 2000)::int
    from generate_series(1, %(rows)s::bigint) n cross join (
        select array_agg(id order by path) as ids from unions_union where level = 'grassroots') w
"""
KEYS = "alter table bench_record add primary key (id), add foreign key (union_id) references unions_union"
INDEX = "create index bench_record_union on bench_record (union_id)"
COUNTED = """
    select count(*) from bench_record r join unions_union u on u.id = r.union_id
    where r.since >= date '2015-11-23' and r.since <= %(today)s and starts_with(u.path, %(path)s)
"""
UNFOLDED = """
    insert into bench_delta (union_id, id, key, day, bucket, amount)
    select union_id, gen_random_uuid(), 'bench', since, 0, 1 from bench_record limit %(rows)s
"""
DROP = ("drop procedure if exists bench_write", "drop table if exists bench_record, bench_delta, bench_count")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """Statements for a cursor. ``fold`` answers how many deltas it took."""

    make: tuple[str, ...] = (*TABLES, WRITE)
    fill: tuple[str, ...] = (FILL, KEYS, INDEX, "analyze bench_record")
    drop: tuple[str, ...] = DROP
    counted: str = COUNTED
    unfolded: str = UNFOLDED

    @property
    def fold(self) -> str:
        return _own(sql.FOLD)

    @property
    def recount(self) -> str:
        return _own(sql.summed(sql.signed(plus=(sql.everything([RECORDS]),)), once=False) + sql.RECOUNT)

    def kept(self, path: str) -> str:
        return _own(sql.totals(path))


def yardstick() -> Yardstick:
    """For a bench in a demo, as a role that may make tables."""
    return Yardstick()


def _own(statement: str) -> str:
    for table, own in OWN.items():
        statement = statement.replace(table, own)
    return statement
