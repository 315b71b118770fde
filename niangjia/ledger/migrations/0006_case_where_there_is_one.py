"""The index of transfers by case holds those of cases: points, by far the most, are of none."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0005_memo_each")]
    operations: ClassVar = [
        migrations.RemoveIndex(model_name="transfer", name="ledger_transfer_case"),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                condition=models.Q(("case_id__isnull", False)), fields=["case_id"], name="ledger_transfer_case"
            ),
        ),
    ]
