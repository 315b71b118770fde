"""What is not settled is looked up once a statement, whatever the planner believes of a table that fills and empties within seconds.

Where the planner took it for larger than its memory, it went through all of it for each booking: now and then a rush of 15,848 was settled in
26 seconds instead of four.
"""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

from django.db import migrations

BEFORE = import_module("niangjia.quotas.migrations.0005_settled_later").VIEW
IDS = """
create function quotas_unsettled_ids() returns setof uuid language plpgsql stable rows 1000 as $$
begin
  return query select unnest(booking_ids) from quotas_unsettled;
end $$
"""
VIEW = BEFORE.replace("(select unnest(booking_ids) from quotas_unsettled)", "(select quotas_unsettled_ids())")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotas", "0010_parcel")]
    operations: ClassVar = [
        migrations.RunSQL(IDS, "drop function quotas_unsettled_ids()"),
        migrations.RunSQL(VIEW, BEFORE),
    ]
