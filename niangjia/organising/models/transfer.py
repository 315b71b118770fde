"""会籍转接 on its way: both unions answer, or five working days do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7
from niangjia.organising.rules.transfers import STATES


class MembershipTransfer(models.Model):
    """A request to move a membership. One is open at a time; ``released`` and ``accepted`` are the two unions' yes."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    from_union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    to_union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    released = models.BooleanField(default=False)
    accepted = models.BooleanField(default=False)
    automatic = models.BooleanField(default=False)
    asked_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "organising_transfer"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="asked"), name="organising_transfer_one_open"),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="organising_transfer_state"),
            models.CheckConstraint(condition=~Q(from_union=F("to_union")), name="organising_transfer_moves"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_on__isnull=True)
                | (~Q(state="asked") & Q(answered_on__isnull=False)),
                name="organising_transfer_answered_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="organising_transfer_refused_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="asked"), name="organising_transfer_due"),
            models.Index(fields=["from_union", "state"], name="organising_transfer_from"),
            models.Index(fields=["to_union", "state"], name="organising_transfer_to"),
        ]

    class Distribution:
        kind: ClassVar[str] = "member"
