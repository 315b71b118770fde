"""Honours of people and of unions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.honours.rules import LEVELS
from niangjia.kernel.ids import uuid7


class Honour(models.Model):
    """A title that a person bears. It is revoked with a reason, never deleted; ``union`` is the home of the case it came from."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    title = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=60)
    title_en = models.CharField(max_length=80)
    level = models.CharField(max_length=12)
    year = models.SmallIntegerField()
    service = models.CharField(max_length=40)
    case_id = models.UUIDField()
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    basis = models.CharField(max_length=120, blank=True, default="")
    revoked_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "honours_honour"
        constraints = [
            models.UniqueConstraint(fields=["person", "case_id"], name="honours_honour_once_a_case"),
            models.UniqueConstraint(
                fields=["person", "title", "year"],
                condition=Q(revoked_on__isnull=True),
                name="honours_honour_once_a_year",
            ),
            models.CheckConstraint(condition=Q(level__in=list(LEVELS)), name="honours_honour_level"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(title_zh=""), name="honours_honour_has_title"),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, reason="") | (Q(revoked_on__gte=F("given_on")) & ~Q(reason="")),
                name="honours_honour_revoked_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "-given_on"], name="honours_honour_service"),
            models.Index(fields=["id"], name="honours_honour_id"),
        ]

    class Distribution:
        kind: ClassVar[str] = "member"


class UnionHonour(models.Model):
    """A title that a union bears: a model home, a studio. It is revoked with a reason, never deleted."""

    pk = models.CompositePrimaryKey("union_id", "id")
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    title = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=60)
    title_en = models.CharField(max_length=80)
    level = models.CharField(max_length=12)
    year = models.SmallIntegerField()
    service = models.CharField(max_length=40)
    case_id = models.UUIDField()
    given_on = models.DateField()
    revoked_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "honours_union_honour"
        constraints = [
            models.UniqueConstraint(fields=["union", "case_id"], name="honours_union_honour_once_a_case"),
            models.UniqueConstraint(
                fields=["union", "title", "year"],
                condition=Q(revoked_on__isnull=True),
                name="honours_union_honour_once_a_year",
            ),
            models.CheckConstraint(condition=Q(level__in=list(LEVELS)), name="honours_union_honour_level"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(title_zh=""), name="honours_union_honour_has_title"),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, reason="") | (Q(revoked_on__gte=F("given_on")) & ~Q(reason="")),
                name="honours_union_honour_revoked_says_why",
            ),
        ]
        indexes = [models.Index(fields=["-given_on"], name="honours_union_honour_newest")]

    class Distribution:
        kind: ClassVar[str] = "union"
