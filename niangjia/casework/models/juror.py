"""Who scores a case, and with how many points."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.casework.models.case import Case
from niangjia.casework.rules.jury import KINDS


class Juror(models.Model):
    """A person on the jury of one stage of one case. Whoever left keeps her row, with the reason, and does not come back."""

    pk = models.CompositePrimaryKey("case_id", "stage", "person_id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="jurors", db_index=False)
    stage = models.SmallIntegerField()
    person_id = models.UUIDField()
    seat = models.SmallIntegerField()
    kind = models.CharField(max_length=16)
    seated_at = models.DateTimeField()
    scored_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    left_why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "casework_juror"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "stage", "seat"],
                condition=Q(left_at__isnull=True),
                name="casework_juror_one_a_seat",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="casework_juror_kind"),
            models.CheckConstraint(condition=Q(seat__gte=1, seat__lte=50), name="casework_juror_seat"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_why="") | (Q(left_at__gte=F("seated_at")) & ~Q(left_why="")),
                name="casework_juror_left_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["person_id"], condition=Q(left_at__isnull=True), name="casework_juror_person"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "case_id"


class JurorScore(models.Model):
    """The points of one juror for one criterion: once each, within its range (``most`` is copied so that the database can tell).

    The first three columns are a foreign key to ``Juror`` (written in the migration: Django knows none of several columns).
    """

    pk = models.CompositePrimaryKey("case_id", "stage", "person_id", "name")
    case_id = models.UUIDField()
    stage = models.SmallIntegerField()
    person_id = models.UUIDField()
    name = models.CharField(max_length=40)
    points = models.SmallIntegerField()
    most = models.SmallIntegerField()

    class Meta:
        db_table = "casework_juror_score"
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=F("most")), name="casework_juror_score_in_range"
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "case_id"
