"""What a person has said of herself, and what she does not want to be told."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.people.models.person import Person
from niangjia.people.rules.questions import OWN, QUESTIONS, pattern

_ALLOWED = reduce(or_, (Q(question=one.key, answer__regex=pattern(one)) for one in OWN))


class Told(models.Model):
    """Her latest answer to one question. NULL: she cannot say, and is not asked again for a while. No row: never answered, or taken back.

    What goes into the register of workers stands there; here only that she could not say.
    """

    pk = models.CompositePrimaryKey("person_id", "question")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="told", db_index=False)
    question = models.CharField(max_length=20)
    answer = models.CharField(max_length=60, null=True)  # noqa: DJ001  # "" is an answer: none of them
    told_on = models.DateField()

    class Meta:
        db_table = "people_told"
        constraints = [
            models.CheckConstraint(
                condition=Q(question__in=[one.key for one in QUESTIONS]), name="people_told_question"
            ),
            models.CheckConstraint(condition=Q(answer__isnull=True) | _ALLOWED, name="people_told_answer"),
        ]

    class Distribution:
        kind: ClassVar[str] = "member"


class Declined(models.Model):
    """She does not want to be told that she is newly entitled to this service; an empty ``service``: to any."""

    pk = models.CompositePrimaryKey("person_id", "service")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declined", db_index=False)
    service = models.CharField(max_length=40, blank=True, default="")
    since = models.DateField()

    class Meta:
        db_table = "people_declined"
        constraints = [
            models.CheckConstraint(
                condition=Q(service__regex=r"^([a-z0-9]+(-[a-z0-9]+)*)?$"), name="people_declined_key"
            )
        ]

    class Distribution:
        kind: ClassVar[str] = "member"
