"""Points in sets: what the packages that give and spend them may call and read in SQL.

A person's points are one account whose id is the person's; the house's accounts are found by their purpose. Whoever spends locks first,
in the order of the persons, so that two who spend for the same people wait for each other and never in a circle.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

VIEW = """
create view ledger_v_points as
select owner_id as person_id, balance from ledger_account where owner_kind = 'person' and unit = 'point' and purpose = 'points'
"""
LOCK = """
create function ledger_points_lock(p_persons uuid[]) returns void language sql as $$
  select null::void from (
    select 1 from ledger_account where owner_id = any(p_persons) and owner_kind = 'person' and unit = 'point' and purpose = 'points'
    order by owner_id for update) locked
$$
"""
# Positive amounts go to the person, negative ones come from her. A key that was used before moves nothing again.
MOVE = """
create function ledger_points_move(
    p_house text, p_persons uuid[], p_ids uuid[], p_keys text[], p_amounts bigint[], p_reason text, p_memo text, p_at timestamptz
) returns setof uuid language plpgsql as $$
declare house uuid := md5('points/' || p_house)::uuid;
begin
  insert into ledger_account (owner_id, id, owner_kind, unit, purpose, year, name, keeps_balance, balance, held, opened_at)
  select '00000000-0000-0000-0000-000000000000', house, 'house', 'point', p_house, 0, '', false, 0, 0, p_at
  where not exists (select 1 from ledger_account where owner_id = '00000000-0000-0000-0000-000000000000' and id = house)
  on conflict do nothing;
  insert into ledger_account (owner_id, id, owner_kind, unit, purpose, year, name, keeps_balance, balance, held, opened_at)
  select distinct p, p, 'person', 'point', 'points', 0, '', true, 0, 0, p_at from unnest(p_persons) p
  where not exists (select 1 from ledger_account a where a.owner_id = p and a.id = p) order by 1
  on conflict do nothing;
  return query
  with asked as (
    select * from unnest(p_persons, p_ids, p_keys, p_amounts) t(person, id, key, amount)
  ), moved as (
    insert into ledger_transfer (owner_id, id, debit_owner_id, debit_id, credit_owner_id, credit_id, amount, unit, reason, memo, state, key, at, settled_at)
    select person, id,
           case when amount < 0 then person else '00000000-0000-0000-0000-000000000000' end, case when amount < 0 then person else house end,
           case when amount < 0 then '00000000-0000-0000-0000-000000000000' else person end, case when amount < 0 then house else person end,
           abs(amount), 'point', p_reason, p_memo, 'posted', key, p_at, p_at
    from asked
    on conflict (owner_id, key) do nothing
    returning owner_id, id
  ), summed as (
    select m.owner_id, sum(a.amount)::bigint as amount from moved m join asked a on a.person = m.owner_id and a.id = m.id group by 1
  ), settled as (
    update ledger_account a set balance = a.balance + s.amount from summed s where a.owner_id = s.owner_id and a.id = s.owner_id
  )
  select m.owner_id from moved m;
end $$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0003_reversed_lines")]
    operations: ClassVar = [
        migrations.RunSQL(VIEW, "drop view ledger_v_points"),
        migrations.RunSQL(LOCK, "drop function ledger_points_lock(uuid[])"),
        migrations.RunSQL(
            MOVE, "drop function ledger_points_move(text, uuid[], uuid[], text[], bigint[], text, text, timestamptz)"
        ),
    ]
