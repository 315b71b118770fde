"""How often and with how much a service has helped: the history that ``helped()`` asks."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Helped(models.Model):
    """One row per subject (person, union or enterprise), service and period ("2026", "2026-2027", "ever")."""

    pk = models.CompositePrimaryKey("subject_id", "service", "period")
    subject_id = models.UUIDField()
    service = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    times = models.IntegerField()
    fen = models.BigIntegerField()

    class Meta:
        db_table = "catalogue_helped"
        constraints = [models.CheckConstraint(condition=Q(times__gte=0, fen__gte=0), name="catalogue_helped_counts")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "subject_id"


class HelpOwed(models.Model):
    """Help that was given and is not yet in ``Helped``, by the record that gave it: whoever gives to thousands at once owes the counting for seconds.

    Whoever reads help for somebody reads both, as ``catalogue_v_helped``; only the verdicts that are kept wait for ``settle_help``.
    """

    pk = models.CompositePrimaryKey("person_id", "id")
    person_id = models.UUIDField()
    id = models.UUIDField()
    service = models.CharField(max_length=40)
    periods = ArrayField(models.CharField(max_length=12))

    class Meta:
        db_table = "catalogue_help_owed"

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "person_id"
