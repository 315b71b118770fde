"""The case: one matter of one subject on its way through the levels."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.base.fields import EncryptedTextField
from niangjia.casework.rules.states import ACCEPTING, REVIEW, STATES
from niangjia.kernel.ids import uuid7


class Case(models.Model):
    """``answers`` holds what may be read by every officer of the case, ``private`` the sealed rest (numbers, accounts).

    ``path`` is the home union's path at application, ``waiting_*`` says whose turn it is; both are copied so that the
    inbox is one indexed query. ``who`` is the masked name of the subject, for lists. ``version`` pins the definition the case began with.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=24)
    service = models.CharField(max_length=40)
    version = models.IntegerField()
    period = models.CharField(max_length=12)
    subject_kind = models.CharField(max_length=10)
    subject_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    who = models.CharField(max_length=80)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    path = models.TextField(db_collation="C")
    origin = models.CharField(max_length=10)
    state = models.CharField(max_length=12)
    stage = models.IntegerField(default=-1)
    waiting_union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+", null=True)
    waiting_role = models.CharField(max_length=16, blank=True, default="")
    due_on = models.DateField(null=True)
    days_left = models.IntegerField(null=True)
    returns = models.SmallIntegerField(default=0)
    first_signer = models.UUIDField(null=True)
    second_signer = models.UUIDField(null=True)
    answers = models.JSONField(default=dict)
    private = EncryptedTextField(null=True)
    disputed = models.TextField(blank=True, default="")
    amount_fen = models.BigIntegerField(null=True)
    fund = models.CharField(max_length=30, blank=True, default="")
    hold_id = models.UUIDField(null=True)
    notice_id = models.UUIDField(null=True)
    record = models.JSONField(default=dict)
    rating = models.SmallIntegerField(null=True)
    rating_text = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "casework_case"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="casework_case_state"),
            models.CheckConstraint(condition=Q(origin__in=["applied", "delivered"]), name="casework_case_origin"),
            models.CheckConstraint(
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gt=0), name="casework_case_amount"
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5), name="casework_case_rating"
            ),
            models.CheckConstraint(
                condition=Q(second_signer__isnull=True) | ~Q(first_signer=F("second_signer")),
                name="casework_case_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[REVIEW, ACCEPTING]) | Q(waiting_union__isnull=False),
                name="casework_case_review_waits_somewhere",
            ),
        ]
        indexes = [
            models.Index(
                fields=["waiting_union", "waiting_role", "due_on"],
                condition=Q(state__in=["review", "appealed", "accepting"]),
                name="casework_case_inbox",
            ),
            models.Index(
                fields=["due_on"], condition=Q(state__in=["review", "accepting", "halfway"]), name="casework_case_due"
            ),
            models.Index(fields=["person_id", "-created_at"], name="casework_case_person"),
            models.Index(fields=["path", "-created_at"], name="casework_case_path"),
            models.Index(fields=["service", "state"], name="casework_case_service"),
            models.Index(
                fields=["service", "subject_id"], condition=Q(origin="delivered"), name="casework_case_delivered"
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "id"

    def __str__(self) -> str:
        return self.number
