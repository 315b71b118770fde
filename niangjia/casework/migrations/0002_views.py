"""What other packages may read of cases in SQL: no answers, and names masked."""

from __future__ import annotations

from django.db import migrations

CASE = """
create view casework_v_case as
select c.id, c.number, c.service, c.period, c.state, c.origin, c.subject_kind, c.subject_id, c.person_id, c.union_id, c.path,
       u.name as union_name, c.who, c.amount_fen, c.rating,
       (c.applied_at at time zone 'Asia/Shanghai')::date as applied_on,
       (c.decided_at at time zone 'Asia/Shanghai')::date as decided_on,
       case when c.state in ('delivered', 'rated', 'archived') and c.decided_at is not null
            then (c.ended_at at time zone 'Asia/Shanghai')::date end as delivered_on
  from casework_case c
  join unions_v_union u on u.id = c.union_id
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("unions", "0002_views")]

    operations = [migrations.RunSQL(CASE, "drop view casework_v_case")]
