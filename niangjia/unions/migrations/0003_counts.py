"""The numbers of the tree, and the function by which others read some of them for many unions."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import niangjia.kernel.ids

COUNTED = """
create function unions_counted(p_ids uuid[], p_keys text[], p_today date)
returns table (id uuid, key text, amount bigint)
language sql stable as $$
    select n.id, n.key::text, sum(n.amount)::bigint
    from (
        select c.union_id as id, c.key, c.amount from unions_count c
        where c.key = any(p_keys) and c.bucket = 0 and c.union_id = any(p_ids)
        union all
        select a.id, d.key, d.amount
        from unions_delta d
        join unions_union u on u.id = d.union_id
        cross join lateral generate_series(7, length(u.path), 7) as step
        join unions_union a on a.path = left(u.path, step)
        where d.key = any(p_keys) and d.bucket = 0 and (d.day is null or d.day <= p_today) and a.id = any(p_ids)) n
    group by n.id, n.key
$$
"""
# Rows come and go: what is dead is cleared by number, not by share.
OFTEN = "alter table unions_delta set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)"


class Migration(migrations.Migration):
    dependencies = [
        ("unions", "0002_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recount",
            fields=[
                ("kind", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "unions_recount",
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "union_id", "key", "bucket", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("bucket", models.BigIntegerField(default=0)),
                ("amount", models.BigIntegerField()),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
            ],
            options={
                "db_table": "unions_count",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("bucket__gte", 0)), name="unions_count_bucket")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delta",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "union_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=niangjia.kernel.ids.uuid7, editable=False)),
                ("key", models.CharField(max_length=40)),
                ("day", models.DateField(null=True)),
                ("bucket", models.BigIntegerField(default=0)),
                ("amount", models.BigIntegerField()),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
            ],
            options={
                "db_table": "unions_delta",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("bucket__gte", 0)), name="unions_delta_bucket"),
                    models.CheckConstraint(condition=models.Q(("amount", 0), _negated=True), name="unions_delta_adds"),
                ],
            },
        ),
        migrations.RunSQL(COUNTED, "drop function unions_counted(uuid[], text[], date)"),
        migrations.RunSQL(OFTEN, migrations.RunSQL.noop),
    ]
