"""Time that volunteers gave."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.kernel.ids import uuid7

MOST_MINUTES = 24 * 60


class HoursEntry(models.Model):
    """One shift of one person, in minutes; written when she was entered as there. An officer may correct it, with a reason."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    booking_id = models.UUIDField()
    pool_id = models.UUIDField()
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    day = models.DateField()
    minutes = models.IntegerField()
    entered_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "activities_hours"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "booking_id"], name="activities_hours_once_a_booking"),
            models.CheckConstraint(
                condition=Q(minutes__gte=0, minutes__lte=MOST_MINUTES), name="activities_hours_within_a_day"
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True) | ~Q(reason=""), name="activities_hours_corrected_says_why"
            ),
        ]
        indexes = [models.Index(fields=["pool_id"], name="activities_hours_pool")]

    class Distribution:
        kind: ClassVar[str] = "member"
