"""The same work, one claim a transaction: what the gate writes of a claim into the city's own tables, without the gate. Run by pgbench.

``rush_naive`` does less, on bare tables with an index each; the difference is what our rows, keys and indexes cost anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.apps import apps

from niangjia.base.together import uuids
from niangjia.demo.benches.measuring import run
from niangjia.demo.benches.rush_naive import FEW, MANY, Naive, pgbench_of

SCRIPT = "select bench_same_claim(nextval('bench_same_nr'), {rows});\n"


def same_tables(
    pgbench: str,
    env: Mapping[str, str],
    *,
    people: Sequence[UUID],
    hot: Sequence[UUID],
    rows: Sequence[UUID],
    seconds: int,
) -> Naive:
    """Claims a second, as ``naive`` tells them.

    :param people: who claim, each once of a pool.
    :param hot: pools whose row is hot one after the other, the next when all have claimed of it; ``rows``: pools claimed of at once.
    """
    drop()
    run(
        _MAKE.format(
            booking=_table("quotas", "Booking"),
            place=_table("quotas", "Pool"),
            journal=_table("base", "JournalEntry"),
            rows=len(rows),
        )
    )
    run(
        "insert into bench_same_person select nr, id from unnest(%(people)s::uuid[]) with ordinality t(id, nr)",
        {"people": uuids(people)},
    )
    run(
        "insert into bench_same_pool select nr, id from unnest(%(pools)s::uuid[]) with ordinality t(id, nr)",
        {"pools": uuids([*rows, *hot])},
    )
    run("analyze bench_same_person, bench_same_pool")
    one, many = SCRIPT.format(rows=0), SCRIPT.format(rows=len(rows))
    told = [pgbench_of(pgbench, env, one, clients, seconds) for clients in (MANY, *FEW)]
    over_rows = pgbench_of(pgbench, env, many, MANY, seconds)
    drop()
    return Naive(told[0], max(told), over_rows)


def _table(package: str, model: str) -> str:
    """It writes past the packages on purpose: nothing but their tables is measured."""
    return apps.get_model(package, model)._meta.db_table


def drop() -> None:
    run("drop function if exists bench_same_claim(bigint, int), bench_same_id()")
    run("drop table if exists bench_same_person, bench_same_pool")
    run("drop sequence if exists bench_same_nr")


_MAKE = """
create sequence bench_same_nr minvalue 0;
create table bench_same_person (nr bigint primary key, id uuid not null);
create table bench_same_pool (nr bigint primary key, id uuid not null);
create function bench_same_id() returns uuid language sql as $$ -- of the moment, as ours: keys that grow are cheaper to index
  select encode(set_byte(substring(int8send((extract(epoch from transaction_timestamp()) * 1000)::bigint) from 3)
                         || substring(uuid_send(gen_random_uuid()) from 7), 6, 112), 'hex')::uuid $$;
create function bench_same_claim(n bigint, rows int) returns text language plpgsql as $$ -- rows: of so many pools, 0: of the hot one
declare
  people bigint := (select count from (select max(nr) as count from bench_same_person) c);
  mine uuid := (select id from bench_same_person where nr = n % people + 1);
  at timestamptz := transaction_timestamp();
  booking uuid := bench_same_id();
  pool {place};
begin
  select p.* into pool from bench_same_pool b join {place} p on p.id = b.id
  where b.nr = case when rows > 0 then (n + n / people) % rows + 1 else {rows} + n / people + 1 end;
  if not exists (select from catalogue_v_verdict_person v, catalogue_v_service s
                 where v.person_id = mine and s.key = pool.service and get_bit(v.entitled, s.bit) = 1) then return 'not_entitled'; end if;
  insert into {booking} (person_id, id, pool_id, service, version, period, party, key, state, seats, number, share, share_seats,
    points, who, union_id, answers, "by", asked_at, booked_at, why, rating_text)
  select mine, booking, pool.id, pool.service, 1, '', '', gen_random_uuid(), 'booked', 1, n % people + 1, '', 0,
    pool.points, p.name_masked, m.union_id, '{{}}', mine, at, at, '', ''
  from people_v_person p left join people_v_membership m on m.person_id = p.id and m.until is null where p.id = mine;
  perform ledger_points_spend('points-used', array[mine], array[booking], array['redemption/' || booking], array[pool.points::bigint],
    'redemption', array[pool.title::text], at);
  insert into {journal} (stream_id, id, at, actor_id, actor_label, verb, about_kind, about_id, reason, details)
  values (mine, bench_same_id(), at, mine, '', 'quotas.booked', 'booking', booking, '', jsonb_build_object('pool', pool.id, 'seats', 1));
  update {place} set "left" = "left" - 1, handed = handed + 1 where id = pool.id and "left" > 0;
  if not found then raise exception 'gone'; end if;
  return 'ok';
end $$;
"""
