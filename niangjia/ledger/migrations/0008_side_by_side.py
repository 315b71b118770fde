"""The unique of a transfer's key begins with the key: keys of one kind grow, and what is moved in one batch stands side by side."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0007_points_spent")]
    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="transfer", name="ledger_transfer_key"),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(fields=["key", "owner_id"], name="ledger_transfer_key"),
        ),
    ]
