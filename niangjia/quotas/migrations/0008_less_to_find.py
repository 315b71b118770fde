"""A batch reads its pools once, by their keys, and asks for nothing it has been told. A booking's union is a copy: no index, no key."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

BEFORE = import_module("niangjia.quotas.migrations.0007_two_statements")
LOCK = BEFORE.LOCK.replace(
    "perform ledger_points_lock(p_people);",
    "perform 1 from ledger_v_points where person_id = any(p_people) order by person_id for update;",
)
# p_nr says of each place which of p_pools it is of. A column that is null is as usual: one seat, no share.
GIVE = """
create function quotas_give(
  p_at timestamptz, p_pools uuid[], p_handed int[], p_nr int[], p_people uuid[], p_ids uuid[], p_seats int[],
  p_shares text[], p_share_seats int[], p_taking boolean, p_paying boolean, p_owed_in text[], p_batches uuid[])
returns void language plpgsql as $$
declare
  prices int[];
  titles text[];
  services text[];
begin
  select array_agg(p.points order by t.nr), array_agg(p.title::text order by t.nr), array_agg(p.service::text order by t.nr)
  into prices, titles, services
  from unnest(p_pools) with ordinality t(id, nr) join quotas_pool p on p.id = t.id where p.id = any(p_pools);
  if p_taking then
    update quotas_pool p set "left" = p."left" - t.seats, handed = greatest(p.handed, p_handed[t.nr])
    from (select c.nr, sum(coalesce(c.seats, 1))::int as seats from unnest(p_nr, p_seats) c(nr, seats) group by 1) t
    where p.id = p_pools[t.nr] and p.id = any(p_pools);
  end if;
  if p_taking and p_shares is not null then
    update quotas_share s set taken = s.taken + t.seats
    from (select c.nr, c.share, sum(coalesce(c.seats, 1))::int as seats
          from unnest(p_nr, p_shares, p_share_seats) c(nr, share, seats) where c.share <> '' group by 1, 2) t
    where s.pool_id = p_pools[t.nr] and s.name = t.share;
  end if;
  if p_paying then
    perform ledger_points_spend('points-used', array_agg(c.person), array_agg(c.id), array_agg('redemption/' || c.id),
      array_agg((prices[c.nr] * coalesce(c.seats, 1))::bigint), 'redemption', array_agg(titles[c.nr]), p_at)
    from unnest(p_nr, p_people, p_ids, p_seats) c(nr, person, id, seats) where prices[c.nr] > 0
    having count(*) > 0;
  end if;
  if p_owed_in is not null then
    perform catalogue_owe_help(p_people, p_ids, (select array_agg(services[nr]) from unnest(p_nr) t(nr)), p_owed_in);
    insert into quotas_unsettled (pool_id, id, booking_ids)
    select p_pools[c.nr], p_batches[c.nr], array_agg(c.id) from unnest(p_nr, p_ids) c(nr, id) group by c.nr;
  end if;
end $$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotas", "0007_two_statements"), ("ledger", "0007_points_spent")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="booking",
            name="union",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="unions.union",
            ),
        ),
        migrations.RunSQL(BEFORE.DROP_LOCK, BEFORE.LOCK),
        migrations.RunSQL(LOCK, BEFORE.DROP_LOCK),
        migrations.RunSQL(BEFORE.DROP_GIVE, BEFORE.GIVE),
        migrations.RunSQL(GIVE, BEFORE.DROP_GIVE),
    ]
