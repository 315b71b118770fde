"""What the union does by itself: runs that open cases for the entitled or tell them, and whom it has told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7

RUNNING, PAUSED, DONE = "running", "paused", "done"


class Run(models.Model):
    """One pass over everybody, in batches that commit by themselves. ``cursor``: the last subject that was looked at.

    ``total`` and ``done`` count candidates; ``opened`` got a case (deliver) or a message (offer), ``skipped`` says by reason who
    did not, ``failed`` could not be served, with the first few in ``problems``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8)
    service = models.CharField(max_length=40, blank=True, default="")
    state = models.CharField(max_length=8)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    cursor = models.UUIDField(null=True)
    total = models.IntegerField()
    done = models.IntegerField(default=0)
    opened = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    skipped = models.JSONField(default=dict)
    problems = models.JSONField(default=list)

    class Meta:
        db_table = "casework_run"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["deliver", "offer"]), name="casework_run_kind"),
            models.CheckConstraint(condition=Q(state__in=[RUNNING, PAUSED, DONE]), name="casework_run_state"),
            models.CheckConstraint(
                condition=Q(state=DONE, ended_at__isnull=False) | (~Q(state=DONE) & Q(ended_at__isnull=True)),
                name="casework_run_ended",
            ),
            models.CheckConstraint(
                condition=Q(opened__gte=0, failed__gte=0, total__gte=0, done__gte=F("opened") + F("failed")),
                name="casework_run_counts",
            ),
            models.UniqueConstraint(
                fields=["kind", "service"], condition=~Q(state=DONE), name="casework_run_one_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["-started_at"], name="casework_run_newest")]

    class Distribution:
        kind: ClassVar[str] = "reference"


class Offer(models.Model):
    """Somebody was told of a service of herself: once a period. ``batch`` binds what goes out in one sending."""

    pk = models.CompositePrimaryKey("person_id", "service", "period")
    person_id = models.UUIDField()
    service = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    on_day = models.DateField()
    batch = models.UUIDField()

    class Meta:
        db_table = "casework_offer"
        indexes = [models.Index(fields=["batch"], name="casework_offer_batch")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "person_id"
