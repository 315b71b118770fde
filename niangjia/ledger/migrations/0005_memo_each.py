"""Points in sets: each move says by itself what it is for, so that one statement pays for places of many pools."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

MOVE = """
create function ledger_points_move(
    p_house text, p_persons uuid[], p_ids uuid[], p_keys text[], p_amounts bigint[], p_reason text, p_memos text[], p_at timestamptz
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
    select * from unnest(p_persons, p_ids, p_keys, p_amounts, p_memos) t(person, id, key, amount, memo)
  ), moved as (
    insert into ledger_transfer (owner_id, id, debit_owner_id, debit_id, credit_owner_id, credit_id, amount, unit, reason, memo, state, key, at, settled_at)
    select person, id,
           case when amount < 0 then person else '00000000-0000-0000-0000-000000000000' end, case when amount < 0 then person else house end,
           case when amount < 0 then '00000000-0000-0000-0000-000000000000' else person end, case when amount < 0 then house else person end,
           abs(amount), 'point', p_reason, memo, 'posted', key, p_at, p_at
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
    dependencies: ClassVar = [("ledger", "0004_points")]
    operations: ClassVar = [
        migrations.RunSQL(
            "drop function ledger_points_move(text, uuid[], uuid[], text[], bigint[], text, text, timestamptz)",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            MOVE, "drop function ledger_points_move(text, uuid[], uuid[], text[], bigint[], text, text[], timestamptz)"
        ),
    ]
