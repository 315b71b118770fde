"""What other packages may read of payouts in SQL: no account, no holder."""

from __future__ import annotations

from django.db import migrations

PAYOUT = """
create view ledger_v_payout as
select p.owner_kind, p.owner_id, p.id, p.case_id, p.instalment, p.union_id, u.path, u.name as union_name, p.fund, p.purpose,
       p.amount_fen, p.state, p.created_at, p.paid_at, (p.paid_at at time zone 'Asia/Shanghai')::date as paid_on
from ledger_payout p join unions_v_union u on u.id = p.union_id
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("unions", "0002_views")]

    operations = [migrations.RunSQL(PAYOUT, "drop view ledger_v_payout")]
