"""A batch in two statements: the locks tell the whole pool; one function takes out, pays and owes."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

from django.db import migrations

LOCK_BEFORE = import_module("niangjia.quotas.migrations.0005_settled_later").LOCK
DROP_LOCK = "drop function quotas_lock(uuid[], uuid[])"
# The pools, then the people, then their points, each in the order of the keys; every statement of it sees what was committed before.
LOCK = """
create function quotas_lock(p_pools uuid[], p_people uuid[])
returns table (pool quotas_pool, waited int, reserved jsonb, stamp bigint) language plpgsql as $$
declare
  price int;
begin
  select max(points) into price from (
    select points from quotas_pool where id = any(p_pools) order by id for update) locked;
  if exists (select from quotas_freed f where f.pool_id = any(p_pools)) then
    with back as (
      delete from quotas_freed f where f.pool_id = any(p_pools) returning f.pool_id, seats, share, share_seats
    ), kept as (
      update quotas_share s set taken = s.taken - b.seats
      from (select back.pool_id, share, sum(share_seats)::int as seats from back where share <> '' group by 1, 2) b
      where s.pool_id = b.pool_id and s.name = b.share
    )
    update quotas_pool p set "left" = p."left" + b.seats
    from (select back.pool_id, sum(seats)::int as seats from back group by 1) b where p.id = b.pool_id;
  end if;
  perform 1 from catalogue_v_verdict_person where person_id = any(p_people) order by person_id for update;
  if price > 0 then perform ledger_points_lock(p_people); end if;
  return query
  select p,
         coalesce((select sum(b.seats) from quotas_booking b where b.pool_id = p.id and b.state = 'waiting'), 0)::int,
         coalesce((select jsonb_object_agg(s.name, s.places - s.taken) from quotas_share s
                   where s.pool_id = p.id and s.released_at is null and s.places > s.taken), '{}'),
         (select v.stamp from catalogue_v_stamp v)
  from quotas_pool p where p.id = any(p_pools);
end $$
"""
# p_nr says of each place which of p_pools it is of. A column that is null is as usual: one seat, no share.
GIVE = """
create function quotas_give(
  p_at timestamptz, p_pools uuid[], p_handed int[], p_nr int[], p_people uuid[], p_ids uuid[], p_seats int[],
  p_shares text[], p_share_seats int[], p_taking boolean, p_paying boolean, p_owed_in text[], p_batches uuid[])
returns void language plpgsql as $$
begin
  if p_taking then
    update quotas_pool p set "left" = p."left" - t.seats, handed = greatest(p.handed, p_handed[t.nr])
    from (select c.nr, sum(coalesce(c.seats, 1))::int as seats from unnest(p_nr, p_seats) c(nr, seats) group by 1) t
    where p.id = p_pools[t.nr];
  end if;
  if p_taking and p_shares is not null then
    update quotas_share s set taken = s.taken + t.seats
    from (select c.nr, c.share, sum(coalesce(c.seats, 1))::int as seats
          from unnest(p_nr, p_shares, p_share_seats) c(nr, share, seats) where c.share <> '' group by 1, 2) t
    where s.pool_id = p_pools[t.nr] and s.name = t.share;
  end if;
  if p_paying then
    perform ledger_points_move('points-used', array_agg(c.person), array_agg(c.id), array_agg('redemption/' || c.id),
      array_agg(-(p.points * coalesce(c.seats, 1))::bigint), 'redemption', array_agg(p.title::text), p_at)
    from unnest(p_nr, p_people, p_ids, p_seats) c(nr, person, id, seats)
    join quotas_pool p on p.id = p_pools[c.nr] and p.points > 0
    having count(*) > 0;
  end if;
  if p_owed_in is not null then
    perform catalogue_owe_help(array_agg(c.person), array_agg(c.id), array_agg(p.service::text), p_owed_in)
    from unnest(p_nr, p_people, p_ids) c(nr, person, id) join quotas_pool p on p.id = p_pools[c.nr];
    insert into quotas_unsettled (pool_id, id, booking_ids)
    select p_pools[c.nr], p_batches[c.nr], array_agg(c.id) from unnest(p_nr, p_ids) c(nr, id) group by c.nr;
  end if;
end $$
"""
DROP_GIVE = """
drop function quotas_give(
  timestamptz, uuid[], int[], int[], uuid[], uuid[], int[], text[], int[], boolean, boolean, text[], uuid[])
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotas", "0006_merit"), ("catalogue", "0010_at_a_glance"), ("ledger", "0005_memo_each")]
    operations: ClassVar = [
        migrations.RunSQL(DROP_LOCK, LOCK_BEFORE),
        migrations.RunSQL(LOCK, DROP_LOCK),
        migrations.RunSQL(GIVE, DROP_GIVE),
    ]
