"""Counts of verdicts up the tree."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class VerdictCount(models.Model):
    """How many subjects of a kind in the union at ``path`` ("" for all there are) and below are entitled, how many not known.

    The service with bit n stands at place n + 1 of the arrays. Written set-wise by ``count_verdicts``.
    """

    pk = models.CompositePrimaryKey("subject", "path")
    subject = models.CharField(max_length=12)
    path = models.TextField(db_collation="C")
    entitled = ArrayField(models.BigIntegerField())
    unknown = ArrayField(models.BigIntegerField())

    class Meta:
        db_table = "catalogue_verdict_count"

    class Distribution:
        kind: ClassVar[str] = "reference"
