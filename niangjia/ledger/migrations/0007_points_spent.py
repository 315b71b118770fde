"""Points that are spent: nothing to look for first, and two indexes less. A person's own moves are found by her; only money is asked for by account."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

# The accounts are there and locked: who calls has seen what is on them. A key that was used before is refused by its unique constraint.
SPEND = """
create function ledger_points_spend(
    p_house text, p_persons uuid[], p_ids uuid[], p_keys text[], p_amounts bigint[], p_reason text, p_memos text[], p_at timestamptz
) returns void language plpgsql as $$
declare
  house uuid := md5('points/' || p_house)::uuid;
  paid int;
begin
  insert into ledger_account (owner_id, id, owner_kind, unit, purpose, year, name, keeps_balance, balance, held, opened_at)
  select '00000000-0000-0000-0000-000000000000', house, 'house', 'point', p_house, 0, '', false, 0, 0, p_at
  where not exists (select 1 from ledger_account where owner_id = '00000000-0000-0000-0000-000000000000' and id = house)
  on conflict do nothing;
  insert into ledger_transfer (owner_id, id, debit_owner_id, debit_id, credit_owner_id, credit_id, amount, unit, reason, memo, state, key, at, settled_at)
  select person, id, person, person, '00000000-0000-0000-0000-000000000000', house, amount, 'point', p_reason, memo, 'posted', key, p_at, p_at
  from unnest(p_persons, p_ids, p_keys, p_amounts, p_memos) t(person, id, key, amount, memo);
  update ledger_account a set balance = a.balance - s.amount
  from (select person, sum(amount)::bigint as amount from unnest(p_persons, p_amounts) t(person, amount) group by 1) s
  where a.owner_id = s.person and a.id = s.person;
  get diagnostics paid = row_count;
  if paid < (select count(distinct person) from unnest(p_persons) p(person)) then
    raise 'somebody who spends points has no account' using errcode = 'foreign_key_violation';
  end if;
end $$
"""
DROP = "drop function ledger_points_spend(text, uuid[], uuid[], text[], bigint[], text, text[], timestamptz)"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0006_case_where_there_is_one")]
    operations: ClassVar = [
        migrations.RemoveIndex(model_name="transfer", name="ledger_transfer_debit"),
        migrations.RemoveIndex(model_name="transfer", name="ledger_transfer_credit"),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                condition=models.Q(("unit", "CNY")), fields=["debit_id", "id"], name="ledger_transfer_debit"
            ),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                condition=models.Q(("unit", "CNY")), fields=["credit_id", "id"], name="ledger_transfer_credit"
            ),
        ),
        migrations.RunSQL(SPEND, DROP),
    ]
