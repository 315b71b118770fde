"""What stood before: when a value changes, the old one is left here with the day from which it stood no more.

What stood on a day is the value of the earliest row whose ``until`` is later, else what is kept now. Only the statements that
change a value write here, in the same statement; a value that changes twice a day leaves what the day began with.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class PastFact(models.Model):
    """One fact of one subject, as its column held it: ``fact`` is the column, a JSON null is "not known"."""

    fact = models.TextField(db_collation="C")
    until = models.DateField()
    value = models.JSONField()

    class Meta:
        abstract = True


class PersonPast(PastFact):
    pk = models.CompositePrimaryKey("person_id", "fact", "until")
    person_id = models.UUIDField()

    class Meta:
        db_table = "catalogue_past_person"

    class Distribution:
        kind: ClassVar[str] = "member"


class UnionPast(PastFact):
    pk = models.CompositePrimaryKey("union_id", "fact", "until")
    union_id = models.UUIDField()

    class Meta:
        db_table = "catalogue_past_union"

    class Distribution:
        kind: ClassVar[str] = "union"


class EnterprisePast(PastFact):
    pk = models.CompositePrimaryKey("enterprise_id", "fact", "until")
    enterprise_id = models.UUIDField()

    class Meta:
        db_table = "catalogue_past_enterprise"

    class Distribution:
        kind: ClassVar[str] = "reference"


class HelpedPast(models.Model):
    """A row of ``Helped`` as it was; before the first help nothing: zero times, zero fen."""

    pk = models.CompositePrimaryKey("subject_id", "service", "period", "until")
    subject_id = models.UUIDField()
    service = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    until = models.DateField()
    times = models.IntegerField()
    fen = models.BigIntegerField()

    class Meta:
        db_table = "catalogue_past_helped"

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "subject_id"


class SourcePast(models.Model):
    """A row of ``SourceHealth`` as it was; a source that nobody had doubted was "ok"."""

    pk = models.CompositePrimaryKey("source", "until")
    source = models.CharField(max_length=40)
    until = models.DateField()
    state = models.CharField(max_length=12)
    since = models.DateTimeField(null=True)
    reason = models.TextField()

    class Meta:
        db_table = "catalogue_past_source"

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return f"{self.source} {self.state} until {self.until}"
