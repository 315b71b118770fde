"""The number of what was posted to her."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotas", "0009_side_by_side")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="booking",
            name="parcel",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(parcel="") | models.Q(state="used"), name="quotas_booking_posted_is_used"
            ),
        ),
    ]
