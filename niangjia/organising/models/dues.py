"""Union dues as the tax office and the federation record them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7


class DuesPayment(models.Model):
    """What one employer paid for one quarter, or for a whole year (``quarter`` NULL), into the union ``union`` (工会法 Art.43).

    ``paid_fen`` is all it paid, ``handed_up_fen`` the part that went to the upper levels (上缴) and may be refunded.
    ``reported_on``: when we were last told.
    """

    pk = models.CompositePrimaryKey("payer_id", "id")
    payer = models.ForeignKey("unions.Enterprise", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    quarter = models.SmallIntegerField(null=True)
    paid_fen = models.BigIntegerField()
    handed_up_fen = models.BigIntegerField()
    paid_on = models.DateField()
    source = models.CharField(max_length=12)
    reported_on = models.DateField()

    class Meta:
        db_table = "organising_dues"
        constraints = [
            models.UniqueConstraint(
                fields=["payer", "year", "quarter"], nulls_distinct=False, name="organising_dues_once_a_period"
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="organising_dues_year"),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(quarter__gte=1, quarter__lte=4), name="organising_dues_quarter"
            ),
            models.CheckConstraint(
                condition=Q(handed_up_fen__gte=0, handed_up_fen__lte=F("paid_fen")), name="organising_dues_amounts"
            ),
            models.CheckConstraint(condition=Q(source__in=["workbook", "tax", "demo"]), name="organising_dues_source"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "payer_id"
