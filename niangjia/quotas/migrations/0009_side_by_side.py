"""The uniques of a booking begin with the pool or the service: what a hot pool gives stands side by side in them.

Begun with the person, a hundred bookings of a batch lay on three hundred pages of a city's indexes, each of them written whole into the log
when it was touched for the first time since the last checkpoint.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

LIVE = ["booked", "entered", "held", "missed", "used", "waiting"]
SERVED = ["booked", "entered", "held", "missed", "money", "used", "waiting"]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotas", "0008_less_to_find")]
    operations: ClassVar = [
        *(
            migrations.RemoveConstraint(model_name="booking", name=f"quotas_booking_{name}")
            for name in ("one_live", "key", "one_a_period")
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                fields=["pool_id", "person_id", "party"], condition=Q(state__in=LIVE), name="quotas_booking_one_live"
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                fields=["service", "period", "person_id", "party"],
                condition=Q(state__in=SERVED) & ~Q(period=""),
                name="quotas_booking_one_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(fields=["pool_id", "person_id", "key"], name="quotas_booking_key"),
        ),
    ]
