"""Who wants nothing to do with whom, who was reported, and who may not come for now."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7
from niangjia.pairs.rules.names import REASONS, REPORT_STATES, UPHELD, WAITING


class Block(models.Model):
    """These two are never shown to each other again, at no meeting."""

    pk = models.CompositePrimaryKey("person_id", "blocked_id")
    person_id = models.UUIDField()
    blocked_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "pairs_block"
        constraints = [models.CheckConstraint(condition=~Q(person_id=F("blocked_id")), name="pairs_block_of_another")]
        indexes = [models.Index(fields=["blocked_id"], name="pairs_block_blocked")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "person_id"


class Report(models.Model):
    """Somebody says what another did at or after a meeting. ``heard``: what both sides said, before anything is held against anybody."""

    pk = models.CompositePrimaryKey("from_id", "id")
    from_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    about_id = models.UUIDField()
    pool_id = models.UUIDField()
    service = models.CharField(max_length=40)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=600, blank=True, default="")
    state = models.CharField(max_length=10, default=WAITING)
    made_at = models.DateTimeField()
    heard = models.CharField(max_length=1000, blank=True, default="")
    finding = models.CharField(max_length=400, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_label = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        db_table = "pairs_report"
        constraints = [
            models.UniqueConstraint(fields=["from_id", "about_id", "pool_id"], name="pairs_report_once_a_meeting"),
            models.CheckConstraint(condition=Q(state__in=list(REPORT_STATES)), name="pairs_report_state"),
            models.CheckConstraint(condition=Q(kind__in=list(REASONS)), name="pairs_report_kind"),
            models.CheckConstraint(condition=~Q(from_id=F("about_id")), name="pairs_report_of_another"),
            models.CheckConstraint(
                condition=Q(state=WAITING, decided_at__isnull=True, finding="")
                | (~Q(state=WAITING) & Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(finding="")),
                name="pairs_report_decided_says_why",
            ),
            models.CheckConstraint(condition=~Q(state__in=sorted(UPHELD)) | ~Q(heard=""), name="pairs_report_both_heard"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | (~Q(decided_by=F("from_id")) & ~Q(decided_by=F("about_id"))),
                name="pairs_report_decided_by_a_third",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["union", "made_at"], condition=Q(state=WAITING), name="pairs_report_waits"),
            models.Index(fields=["about_id"], name="pairs_report_about"),
            models.Index(fields=["id"], name="pairs_report_id"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "from_id"


class Bar(models.Model):
    """She may not come up to and on ``until``; without a day, not again. Lifted with a reason it counts no more."""

    pk = models.CompositePrimaryKey("person_id", "report_id")
    person_id = models.UUIDField()
    report_id = models.UUIDField()
    until = models.DateField(null=True)
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)
    lifted_why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "pairs_bar"
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_why="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_why="")),
                name="pairs_bar_lifted_says_why",
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "person_id"
