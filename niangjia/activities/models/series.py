"""A course of several sessions, who was there, and who passed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7


class Series(models.Model):
    """Sessions that belong together: a course, or the shifts of a team of volunteers. Its id is the ``series`` of its pools.

    ``enrols``: one place for all sessions (a class), else a place for each (open classes, shifts). ``least_pct``: of the sessions held,
    for the certificate (null: there is none); ``exam``: it has to be passed too.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.CharField(max_length=40)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    enrols = models.BooleanField()
    least_pct = models.SmallIntegerField(null=True)
    exam = models.BooleanField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta:
        db_table = "activities_series"
        constraints = [
            models.CheckConstraint(condition=Q(least_pct__gte=1, least_pct__lte=100), name="activities_series_share")
        ]
        indexes = [models.Index(fields=["union", "-made_at"], name="activities_series_union")]

    class Distribution:
        kind: ClassVar[str] = "own_key"

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """One meeting of a series, in the pool that gives its places."""

    pk = models.CompositePrimaryKey("series_id", "nr")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="sessions")
    nr = models.SmallIntegerField()
    pool_id = models.UUIDField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "activities_session"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="activities_session_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["pool_id"], name="activities_session_pool")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "series_id"


class Attendance(models.Model):
    """She was at a session."""

    pk = models.CompositePrimaryKey("person_id", "series_id", "nr")
    person_id = models.UUIDField()
    series_id = models.UUIDField()
    nr = models.SmallIntegerField()
    entered_at = models.DateTimeField()

    class Meta:
        db_table = "activities_attendance"
        indexes = [models.Index(fields=["series_id", "nr"], name="activities_attendance_session")]

    class Distribution:
        kind: ClassVar[str] = "member"


class ExamResult(models.Model):
    """What came of the exam; entered anew it is changed, and the journal has both."""

    pk = models.CompositePrimaryKey("person_id", "series_id")
    person_id = models.UUIDField()
    series_id = models.UUIDField()
    passed = models.BooleanField()
    entered_at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        db_table = "activities_exam"
        indexes = [models.Index(fields=["series_id"], name="activities_exam_series")]

    class Distribution:
        kind: ClassVar[str] = "member"
