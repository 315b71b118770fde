"""Hot pools: one statement for the locks, and what may be settled later.

A booking that is not settled counts nowhere yet: the view says so, so that figures, their check and a recount always agree.
"""

from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.fields
from django.db import migrations, models

import niangjia.kernel.ids

# The pools, then the people, then their points, each in the order of the keys; every statement of it sees what was committed before.
LOCK = """
create function quotas_lock(p_pools uuid[], p_people uuid[])
returns table (pool_id uuid, waited int, reserved jsonb) language plpgsql as $$
declare
  price int;
begin
  select max(points) into price from (
    select points from quotas_pool where id = any(p_pools) order by id for update) locked;
  with back as (
    delete from quotas_freed f where f.pool_id = any(p_pools) returning f.pool_id, seats, share, share_seats
  ), kept as (
    update quotas_share s set taken = s.taken - b.seats
    from (select back.pool_id, share, sum(share_seats)::int as seats from back where share <> '' group by 1, 2) b
    where s.pool_id = b.pool_id and s.name = b.share
  )
  update quotas_pool p set "left" = p."left" + b.seats
  from (select back.pool_id, sum(seats)::int as seats from back group by 1) b where p.id = b.pool_id;
  perform 1 from catalogue_v_verdict_person where person_id = any(p_people) order by person_id for update;
  if price > 0 then perform ledger_points_lock(p_people); end if;
  return query
  select p.id,
         coalesce((select sum(b.seats) from quotas_booking b where b.pool_id = p.id and b.state = 'waiting'), 0)::int,
         coalesce((select jsonb_object_agg(s.name, s.places - s.taken) from quotas_share s
                   where s.pool_id = p.id and s.released_at is null and s.places > s.taken), '{}')
  from quotas_pool p where p.id = any(p_pools);
end $$
"""
VIEW = """
create or replace view quotas_v_booking as
select b.person_id, b.id, b.pool_id, b.service, b.state, b.seats, b.number, b.who, b.union_id, coalesce(u.path, '') as path,
       coalesce(u.name, '') as union_name, b.rating, b.case_id, p.title, b.answers,
       (b.booked_at at time zone 'Asia/Shanghai')::date as booked_on, (b.used_at at time zone 'Asia/Shanghai')::date as used_on,
       case when b.case_id is not null or b.id in (select unnest(booking_ids) from quotas_unsettled) then null
            when p.counts = 'used' then case when b.state = 'used' then (b.used_at at time zone 'Asia/Shanghai')::date end
            when b.state in ('booked', 'used', 'missed') then (b.booked_at at time zone 'Asia/Shanghai')::date end as counts_on
from quotas_booking b
join quotas_pool p on p.id = b.pool_id
left join unions_v_union u on u.id = b.union_id
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotas", "0003_draws"), ("catalogue", "0009_help_owed"), ("ledger", "0005_memo_each")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Unsettled",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "pool_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("pool_id", models.UUIDField()),
                ("id", models.UUIDField(default=niangjia.kernel.ids.uuid7, editable=False)),
                ("booking_ids", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
            ],
            options={"db_table": "quotas_unsettled"},
        ),
        migrations.RunSQL(VIEW, migrations.RunSQL.noop),
        migrations.RunSQL(LOCK, "drop function quotas_lock(uuid[], uuid[])"),
    ]
