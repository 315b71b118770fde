"""The day everybody was last looked at, per kind of subject."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0005_verdict_counts")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="LookedAt",
            fields=[
                ("subject", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("day", models.DateField()),
            ],
            options={"db_table": "catalogue_looked_at"},
        ),
    ]
