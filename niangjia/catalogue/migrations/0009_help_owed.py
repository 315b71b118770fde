"""Help that is owed: given, and not yet counted. ``catalogue_v_helped`` is what ``helped()`` asks for one or a few people: kept and owed together."""

from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.fields
from django.db import migrations, models

VIEW = """
create view catalogue_v_helped as
select subject_id, service, period, sum(times)::int as times, sum(fen)::bigint as fen
from (
    select subject_id, service, period, times, fen from catalogue_helped
    union all
    select o.person_id, o.service, p.period, 1, 0 from catalogue_help_owed o cross join lateral unnest(o.periods) p(period)
) both_of_them
group by subject_id, service, period
"""
OWED = "create view catalogue_v_help_owed as select person_id, id, service from catalogue_help_owed"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0008_two_posts")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="HelpOwed",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("service", models.CharField(max_length=40)),
                (
                    "periods",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None),
                ),
            ],
            options={"db_table": "catalogue_help_owed"},
        ),
        migrations.RunSQL(VIEW, "drop view catalogue_v_helped"),
        migrations.RunSQL(OWED, "drop view catalogue_v_help_owed"),
    ]
