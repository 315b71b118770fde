"""A line whose money arrived and came back."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_views")]

    operations = [
        migrations.RemoveConstraint(model_name="batchline", name="ledger_batch_line_state"),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["listed", "sent", "paid", "bounced", "reversed", "dropped"])),
                name="ledger_batch_line_state",
            ),
        ),
    ]
