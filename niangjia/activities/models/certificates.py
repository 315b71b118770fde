"""Certificates of attendance and of hours."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.activities.rules.certificates import ATTENDANCE, HOURS
from niangjia.kernel.ids import uuid7


class Certificate(models.Model):
    """``about``: the series, or the year ("2026"): one a person. ``minutes``: of hours, as they stood when she last fetched it."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    kind = models.CharField(max_length=10)
    about = models.CharField(max_length=36)
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    minutes = models.IntegerField(null=True)
    sessions = models.SmallIntegerField(null=True)
    passed_exam = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "activities_certificate"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "kind", "about"], name="activities_certificate_once"),
            models.CheckConstraint(condition=Q(kind__in=[ATTENDANCE, HOURS]), name="activities_certificate_kind"),
            models.CheckConstraint(
                condition=Q(kind=HOURS, minutes__gte=0, sessions__isnull=True)
                | Q(kind=ATTENDANCE, minutes__isnull=True, sessions__gte=1),
                name="activities_certificate_says_what",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(reason=""), name="activities_certificate_revoked_says_why"
            ),
        ]
        indexes = [models.Index(fields=["number"], name="activities_certificate_number")]

    class Distribution:
        kind: ClassVar[str] = "member"
