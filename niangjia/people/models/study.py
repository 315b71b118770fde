"""Studies as the school or the education bureau reports them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.kernel.ids import uuid7
from niangjia.people.models.person import Person


class Study(models.Model):
    """A person's enrolment in one school year, from the yearly list (domain: 求学圆梦, stop conditions)."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="studies", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    school = models.CharField(max_length=80)
    level = models.CharField(max_length=16)
    school_year = models.CharField(max_length=9)
    enrolled = models.BooleanField()
    passed = models.BooleanField(null=True)
    punished = models.BooleanField(null=True)
    reported_on = models.DateField()

    class Meta:
        db_table = "people_study"
        constraints = [
            models.UniqueConstraint(fields=["person", "school_year"], name="people_study_once_a_year"),
            models.CheckConstraint(
                condition=Q(level__in=["college", "undergraduate", "senior"]), name="people_study_level"
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "member"
