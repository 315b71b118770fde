"""The tree. The parent is the truth; the path follows it and is written by the tree verbs alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7
from niangjia.unions.models.enterprise import Enterprise


class Union(models.Model):
    """A union of any level.

    ``path`` is its ancestors' and its own ordinals ("000001/00000A/"), in byte order (COLLATE "C"),
    so that one index answers "all below" as a prefix. Only verbs under the lock "unions.tree" write it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.TextField(db_collation="C")
    level = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60, blank=True, default="")
    region_code = models.CharField(max_length=12, blank=True, default="")
    employer = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="unions")
    founded_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)

    class Meta:
        db_table = "unions_union"
        constraints = [
            # With a condition, true of every row, PostgreSQL takes neither for a key that a foreign key could mean: so a move or a
            # renaming does not wait for those who write rows that point here, nor they for it.
            models.UniqueConstraint(fields=["path"], condition=~Q(path=""), name="unions_union_path"),
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=~Q(name=""),
                nulls_distinct=False,
                name="unions_union_name_under_parent",
            ),
            models.CheckConstraint(condition=Q(path__regex=r"^([0-9A-Z]{6}/)+$"), name="unions_union_path_form"),
            models.CheckConstraint(
                condition=Q(level__in=["municipal", "county", "town", "grassroots"]), name="unions_union_level"
            ),
            models.CheckConstraint(
                condition=Q(level="municipal", parent__isnull=True) | (~Q(level="municipal") & Q(parent__isnull=False)),
                name="unions_union_only_the_top_has_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["federation", "local", "industry", "enterprise", "institution", "joint", "new_form"]
                ),
                name="unions_union_kind",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="unions_union_has_name"),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(dissolved_on__gte=F("founded_on")),
                name="unions_union_days",
            ),
        ]
        indexes = [
            models.Index(fields=["path"], name="unions_union_subtree", opclasses=["text_pattern_ops"]),
            models.Index(fields=["name"], name="unions_union_name", opclasses=["text_pattern_ops"]),
            models.Index(fields=["region_code", "level"], name="unions_union_region"),
        ]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return self.name
