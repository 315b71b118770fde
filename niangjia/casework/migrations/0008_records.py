"""What figures are made of: delivered cases, and bookings that are their own record."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

BOOKING = """
create view casework_v_booking as
select id, 'booking' as kind, title as number, service, 'person' as subject_kind, person_id as subject_id, union_id, path, union_name, who,
       null::bigint as amount_fen, counts_on as delivered_on
from quotas_v_booking where union_id is not null
"""
RECORD = """
create view casework_v_record as
select id, 'case' as kind, number, service, subject_kind, subject_id, union_id, path, union_name, who, amount_fen, delivered_on
from casework_v_case
union all
select * from casework_v_booking
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0007_jury"), ("quotas", "0002_view")]
    operations: ClassVar = [
        migrations.RunSQL(BOOKING, "drop view casework_v_booking"),
        migrations.RunSQL(RECORD, "drop view casework_v_record"),
    ]
