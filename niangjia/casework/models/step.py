"""What happened to a case: append-only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from niangjia.casework.models.case import Case


class CaseStep(models.Model):
    """One line of the timeline. ``details`` never holds a private number in plain."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps", db_index=False)
    seq = models.IntegerField()
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    actor_label = models.CharField(max_length=80)
    stage = models.IntegerField(default=-1)
    union_id = models.UUIDField(null=True)
    union_name = models.CharField(max_length=80, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    details = models.JSONField(default=dict)

    class Meta:
        db_table = "casework_step"

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "case_id"
        append_only: ClassVar[bool] = True
