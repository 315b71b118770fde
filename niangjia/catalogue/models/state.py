"""Facts and verdicts, one row a subject. Only the generated functions write them.

The columns of the facts are declared by the packages that own their meaning and are added when the catalogue is installed, so
no model names them; ``known_since``: the day on which somebody's facts were first kept. ``entitled`` and ``unknown`` are bit
strings; bit n (from the left) is the service with that bit.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class BitsField(models.Field):
    """bit varying, read as a text of 0 and 1."""

    def db_type(self, connection: Any) -> str:
        return "bit varying"


class PersonFacts(models.Model):
    person_id = models.UUIDField(primary_key=True)
    known_since = models.DateField()

    class Meta:
        db_table = "catalogue_facts_person"

    class Distribution:
        kind: ClassVar[str] = "member"


class UnionFacts(models.Model):
    union_id = models.UUIDField(primary_key=True)
    known_since = models.DateField()

    class Meta:
        db_table = "catalogue_facts_union"

    class Distribution:
        kind: ClassVar[str] = "union"


class EnterpriseFacts(models.Model):
    enterprise_id = models.UUIDField(primary_key=True)
    known_since = models.DateField()

    class Meta:
        db_table = "catalogue_facts_enterprise"

    class Distribution:
        kind: ClassVar[str] = "reference"


class PersonVerdict(models.Model):
    """``as_of``: the day since which the verdicts stand as they are."""

    person_id = models.UUIDField(primary_key=True)
    entitled = BitsField()
    unknown = BitsField()
    as_of = models.DateField()

    class Meta:
        db_table = "catalogue_verdict_person"

    class Distribution:
        kind: ClassVar[str] = "member"


class UnionVerdict(models.Model):
    union_id = models.UUIDField(primary_key=True)
    entitled = BitsField()
    unknown = BitsField()
    as_of = models.DateField()

    class Meta:
        db_table = "catalogue_verdict_union"

    class Distribution:
        kind: ClassVar[str] = "union"


class EnterpriseVerdict(models.Model):
    enterprise_id = models.UUIDField(primary_key=True)
    entitled = BitsField()
    unknown = BitsField()
    as_of = models.DateField()

    class Meta:
        db_table = "catalogue_verdict_enterprise"

    class Distribution:
        kind: ClassVar[str] = "reference"


class LookedAt(models.Model):
    """The day for which the facts and verdicts of all subjects of a kind were last brought up to date."""

    subject = models.CharField(max_length=12, primary_key=True)
    day = models.DateField()

    class Meta:
        db_table = "catalogue_looked_at"

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return f"{self.subject} {self.day}"
