"""The file of a family in difficulty."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.aid.rules.states import CHECK_RESULTS, LIVE, STATES
from niangjia.aid.rules.tier import TIERS
from niangjia.kernel.ids import uuid7


class FamilyFile(models.Model):
    """What one application said of a family, and the tier that follows from it. Money is fen, income that of a year.

    ``standard_fen`` is the living standard used, so that the calculation can be repeated to the fen for ever; ``per_capita_fen``
    is rounded down (no boundary moves). NULL in the yes/no columns: not said. A person has one live file; a newer one
    renews it and keeps its ``family_id``, by which a cap per family is counted.
    """

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    family_id = models.UUIDField()
    case_id = models.UUIDField()
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    district = models.CharField(max_length=6)
    year = models.SmallIntegerField()
    people = models.SmallIntegerField()
    income_fen = models.BigIntegerField()
    rigid_fen = models.BigIntegerField()
    sudden_fen = models.BigIntegerField()
    disaster = models.BooleanField()
    homes = models.SmallIntegerField(null=True)
    business = models.BooleanField(null=True)
    car = models.BooleanField(null=True)
    private_school = models.BooleanField(null=True)
    migrant = models.BooleanField(null=True)
    settled = models.BooleanField(null=True)
    labour_year = models.BooleanField(null=True)
    cause = models.CharField(max_length=20, blank=True, default="")
    standard_fen = models.BigIntegerField()
    per_capita_fen = models.BigIntegerField()
    tier = models.CharField(max_length=8)
    state = models.CharField(max_length=8)
    declared_on = models.DateField()
    checked_on = models.DateField(null=True)
    check_result = models.CharField(max_length=6, blank=True, default="")
    archived_on = models.DateField(null=True)
    exit_reason = models.TextField(blank=True, default="")
    exit_decided_on = models.DateField(null=True)
    exit_notice_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    follow_up_until = models.DateField(null=True)

    class Meta:
        db_table = "aid_family"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state__in=LIVE), name="aid_family_one_live"),
            models.UniqueConstraint(fields=["person", "case_id"], name="aid_family_once_a_case"),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="aid_family_state"),
            models.CheckConstraint(condition=Q(tier__in=list(TIERS)), name="aid_family_tier"),
            models.CheckConstraint(condition=Q(people__gte=1), name="aid_family_somebody"),
            models.CheckConstraint(
                condition=Q(income_fen__gte=0, rigid_fen__gte=0, sudden_fen__gte=0, standard_fen__gt=0),
                name="aid_family_amounts",
            ),
            models.CheckConstraint(
                condition=Q(check_result="", checked_on__isnull=True)
                | Q(check_result__in=CHECK_RESULTS, checked_on__isnull=False),
                name="aid_family_check_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_on__isnull=True) | (~Q(state__in=LIVE) & Q(ended_on__isnull=False)),
                name="aid_family_ended_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["leaving", "exited"])
                | (Q(exit_decided_on__isnull=False, exit_notice_until__isnull=False) & ~Q(exit_reason="")),
                name="aid_family_exit_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="exited") | Q(follow_up_until__isnull=False, ended_on__gt=F("exit_notice_until")),
                name="aid_family_exit_is_followed_up",
            ),
        ]
        indexes = [
            models.Index(fields=["case_id"], name="aid_family_case"),
            models.Index(fields=["union", "state"], name="aid_family_union"),
        ]

    class Distribution:
        kind: ClassVar[str] = "member"
