"""结对助学: a family whose child somebody helps until school is over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7


class Sponsorship(models.Model):
    """The wish of one family, out of one case; then its sponsor. An empty ``sponsor``: still waiting."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    case_id = models.UUIDField()
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    wished_on = models.DateField()
    sponsor = models.CharField(max_length=60, blank=True, default="")
    paired_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "aid_sponsorship"
        constraints = [
            models.UniqueConstraint(fields=["person", "case_id"], name="aid_sponsorship_once"),
            models.CheckConstraint(
                condition=Q(sponsor="", paired_on__isnull=True)
                | (~Q(sponsor="") & Q(paired_on__isnull=False, paired_on__gte=F("wished_on"))),
                name="aid_sponsorship_pair",
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "member"
