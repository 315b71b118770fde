"""The numbers of the tree: what is kept for every union with all below it, and what has been added since."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.kernel.ids import uuid7
from niangjia.unions.models.union import Union


class Count(models.Model):
    """``amount`` of ``key`` in a union and all below it. ``bucket``: 0, or the value of which there are ``amount`` (for a largest)."""

    pk = models.CompositePrimaryKey("union_id", "key", "bucket")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=40)
    bucket = models.BigIntegerField(default=0)
    amount = models.BigIntegerField()

    class Meta:
        db_table = "unions_count"
        constraints = [models.CheckConstraint(condition=Q(bucket__gte=0), name="unions_count_bucket")]

    class Distribution:
        kind: ClassVar[str] = "union"


class Delta(models.Model):
    """What a transaction added to a union itself; folded into the counts of the union and all above it, once ``day`` has come."""

    pk = models.CompositePrimaryKey("union_id", "id")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    key = models.CharField(max_length=40)
    day = models.DateField(null=True)
    bucket = models.BigIntegerField(default=0)
    amount = models.BigIntegerField()

    class Meta:
        db_table = "unions_delta"
        constraints = [
            models.CheckConstraint(condition=Q(bucket__gte=0), name="unions_delta_bucket"),
            models.CheckConstraint(condition=~Q(amount=0), name="unions_delta_adds"),
        ]

    class Distribution:
        kind: ClassVar[str] = "union"


class Recount(models.Model):
    """By which rules the counts of a kind of records were made: other rules, and they are counted anew."""

    kind = models.CharField(max_length=20, primary_key=True)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "unions_recount"

    class Distribution:
        kind: ClassVar[str] = "local"
