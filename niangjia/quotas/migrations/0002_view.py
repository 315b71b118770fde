"""What other packages may read of bookings in SQL: names masked, and of the answers what is not private. ``counts_on``: the day from which it counts in figures."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

VIEW = """
create view quotas_v_booking as
select b.person_id, b.id, b.pool_id, b.service, b.state, b.seats, b.number, b.who, b.union_id, coalesce(u.path, '') as path,
       coalesce(u.name, '') as union_name, b.rating, b.case_id, p.title, b.answers,
       (b.booked_at at time zone 'Asia/Shanghai')::date as booked_on, (b.used_at at time zone 'Asia/Shanghai')::date as used_on,
       case when b.case_id is not null then null
            when p.counts = 'used' then case when b.state = 'used' then (b.used_at at time zone 'Asia/Shanghai')::date end
            when b.state in ('booked', 'used', 'missed') then (b.booked_at at time zone 'Asia/Shanghai')::date end as counts_on
from quotas_booking b
join quotas_pool p on p.id = b.pool_id
left join unions_v_union u on u.id = b.union_id
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotas", "0001_initial"), ("unions", "0002_views")]
    operations: ClassVar = [migrations.RunSQL(VIEW, "drop view quotas_v_booking")]
