"""单身证明: handed in, looked at once, good for a year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.kernel.ids import uuid7
from niangjia.pairs.rules.names import ACCEPTED, PROOF_STATES, REFUSED, WAITING


class Proof(models.Model):
    """``union``: her home when she handed it in. The file's contents go with a refusal and when it has run out; the row stays."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    file_id = models.UUIDField(null=True)
    state = models.CharField(max_length=8, default=WAITING)
    handed_in_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    valid_until = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    warned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "pairs_proof"
        constraints = [
            models.UniqueConstraint(fields=["person_id"], condition=Q(state=WAITING), name="pairs_proof_one_waits"),
            models.CheckConstraint(condition=Q(state__in=list(PROOF_STATES)), name="pairs_proof_state"),
            models.CheckConstraint(
                condition=Q(state=WAITING, decided_at=None, file_id__isnull=False)
                | (~Q(state=WAITING) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="pairs_proof_decided",
            ),
            models.CheckConstraint(
                condition=(Q(state=ACCEPTED) & Q(valid_until__isnull=False))
                | (~Q(state=ACCEPTED) & Q(valid_until__isnull=True)),
                name="pairs_proof_valid",
            ),
            models.CheckConstraint(condition=~Q(state=REFUSED) | ~Q(reason=""), name="pairs_proof_refused_says_why"),
        ]
        indexes = [
            models.Index(fields=["union", "handed_in_at"], condition=Q(state=WAITING), name="pairs_proof_waits"),
            models.Index(fields=["valid_until"], condition=Q(state=ACCEPTED), name="pairs_proof_runs_out"),
            models.Index(fields=["id"], name="pairs_proof_id"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "person_id"
