"""The parts of a grant that is not paid at once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.casework.models.case import Case
from niangjia.casework.rules.parts import ASKED, HELD, MOST, PAID, STOPPED


class Part(models.Model):
    """One payment of a case, out of the held transfer ``hold_id``: held → asked (of the payouts) → paid, or stopped and given back.

    ``due_on``: when it may be asked for; none where an event decides (the second half). All parts are held from the decision on,
    and those that are not stopped add up to the case's amount.
    """

    pk = models.CompositePrimaryKey("case_id", "nr")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parts", db_index=False)
    nr = models.SmallIntegerField()
    amount_fen = models.BigIntegerField()
    hold_id = models.UUIDField()
    state = models.CharField(max_length=8, default=HELD)
    due_on = models.DateField(null=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "casework_part"
        constraints = [
            models.CheckConstraint(condition=Q(nr__gte=1, nr__lte=MOST), name="casework_part_nr"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="casework_part_amount"),
            models.CheckConstraint(condition=Q(state__in=[HELD, ASKED, PAID, STOPPED]), name="casework_part_state"),
            models.CheckConstraint(
                condition=Q(state=PAID, paid_at__isnull=False) | (~Q(state=PAID) & Q(paid_at__isnull=True)),
                name="casework_part_paid",
            ),
            models.UniqueConstraint(fields=["case", "hold_id"], name="casework_part_hold"),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(state=HELD), name="casework_part_due")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "case_id"
