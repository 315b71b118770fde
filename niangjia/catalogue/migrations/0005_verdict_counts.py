"""How many are entitled and how many not known, per union with all below it."""

from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0004_gate")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="VerdictCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject", "path", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.CharField(max_length=12)),
                ("path", models.TextField(db_collation="C")),
                ("entitled", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("unknown", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
            options={"db_table": "catalogue_verdict_count"},
        ),
    ]
