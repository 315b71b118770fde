"""What stands between a draft and everybody: the proposal to publish it; and between a source and everybody: its health."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.catalogue.models.service import Service
from niangjia.kernel.ids import uuid7

OPEN = "waiting"
PROPOSAL_STATES = (OPEN, "published", "rejected", "withdrawn")
SOURCE_STATES = ("ok", "silent", "wrong")


class Proposal(models.Model):
    """A draft as it was proposed (``digest``: of its text), what the gate measured then, and who decided, each in which post.

    ``second``: why a second officer is needed; empty: the first may publish alone. ``todo`` and ``done`` count the subjects
    whose verdicts are computed anew after publishing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="proposals")
    version = models.IntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12)
    second = models.JSONField(default=list)
    measured = models.JSONField(default=dict)
    proposed_at = models.DateTimeField()
    proposed_by = models.UUIDField()
    proposed_as = models.CharField(max_length=16)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_as = models.CharField(max_length=16, default="")
    reason = models.TextField(default="")
    todo = models.IntegerField(default=0)
    done = models.IntegerField(default=0)

    class Meta:
        db_table = "catalogue_proposal"
        constraints = [
            models.UniqueConstraint(fields=["service"], condition=Q(state=OPEN), name="catalogue_proposal_one_open"),
            models.CheckConstraint(condition=Q(state__in=PROPOSAL_STATES), name="catalogue_proposal_state"),
            models.CheckConstraint(
                condition=Q(state=OPEN) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="catalogue_proposal_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(second=[]) | ~Q(decided_by=F("proposed_by")),
                name="catalogue_proposal_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(second=[]) | (~Q(decided_as="") & ~Q(decided_as=F("proposed_as"))),
                name="catalogue_proposal_two_posts",
            ),
            models.CheckConstraint(condition=~Q(state="rejected") | ~Q(reason=""), name="catalogue_proposal_reason"),
        ]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return f"{self.service_id} v{self.version} {self.state}"


class SourceHealth(models.Model):
    """Whether a source of facts is believed. ``silent`` and ``wrong`` make all that depends on it not known (queries.mask)."""

    source = models.CharField(primary_key=True, max_length=40)
    state = models.CharField(max_length=12)
    since = models.DateTimeField()
    by = models.UUIDField()
    reason = models.TextField()

    class Meta:
        db_table = "catalogue_source_health"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SOURCE_STATES), name="catalogue_source_health_state"),
            models.CheckConstraint(condition=~Q(reason=""), name="catalogue_source_health_reason"),
        ]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return f"{self.source} {self.state}"
