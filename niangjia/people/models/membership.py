"""会籍: a person's membership in a union."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.kernel.ids import uuid7
from niangjia.people.models.person import Person


class Membership(models.Model):
    """One person has one live membership: active, or retained without dues (laid off, retired)."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=12)
    case_id = models.UUIDField(null=True)

    class Meta:
        db_table = "people_membership"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(status__in=["active", "retained"]), name="people_membership_one_live"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["active", "retained", "transferred", "withdrawn", "deceased"]),
                name="people_membership_status",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["active", "retained"], until__isnull=True)
                | Q(status__in=["transferred", "withdrawn", "deceased"], until__isnull=False),
                name="people_membership_ended_has_day",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["join", "roster", "transfer", "demo"]), name="people_membership_source"
            ),
        ]
        indexes = [models.Index(fields=["union", "status"], name="people_membership_union")]

    class Distribution:
        kind: ClassVar[str] = "member"
