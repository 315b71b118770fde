"""Kinship between two people known to the union: it decides who must step aside."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7
from niangjia.people.models.person import Person


class Relative(models.Model):
    """``person`` has the relative ``other_id``; the pair is stored in both directions."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relatives", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    other_id = models.UUIDField()
    relation = models.CharField(max_length=12)

    class Meta:
        db_table = "people_relative"
        constraints = [
            models.UniqueConstraint(fields=["person", "other_id"], name="people_relative_once"),
            models.CheckConstraint(condition=~Q(other_id=F("person_id")), name="people_relative_not_self"),
        ]

    class Distribution:
        kind: ClassVar[str] = "member"
