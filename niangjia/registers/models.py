"""Entries of the plain registers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7
from niangjia.registers.rules import REGISTERS


class Entry(models.Model):
    """Somebody stands in a register from a day on. It ends with a reason and is never deleted; ``union`` is the home of the case it came from."""

    pk = models.CompositePrimaryKey("subject_id", "id")
    subject_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    kind = models.CharField(max_length=20)
    service = models.CharField(max_length=40)
    case_id = models.UUIDField()
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "registers_entry"
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "case_id"], name="registers_entry_once_a_case"),
            models.UniqueConstraint(
                fields=["subject_id", "kind"], condition=Q(until__isnull=True), name="registers_entry_one_in_force"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(REGISTERS)), name="registers_entry_kind"),
            models.CheckConstraint(
                condition=Q(until__isnull=True, reason="") | (Q(until__gte=F("since")) & ~Q(reason="")),
                name="registers_entry_ended_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "union"], condition=Q(until__isnull=True), name="registers_entry_in_force"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "subject_id"
