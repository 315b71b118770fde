"""Rows of facts and verdicts change in place: room on every page keeps them there."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

TABLES = [
    f"catalogue_{what}_{subject}" for what in ("facts", "verdict") for subject in ("person", "union", "enterprise")
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(f"alter table {table} set (fillfactor = 80)", f"alter table {table} reset (fillfactor)")
        for table in TABLES
    ]
