"""Who has already got it: nobody gets two."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class CaseSlot(models.Model):
    """One subject has one case of a service in a period, alive or granted. A refusal or withdrawal frees the slot."""

    pk = models.CompositePrimaryKey("subject_id", "service", "period")
    subject_id = models.UUIDField()
    service = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    case_id = models.UUIDField()

    class Meta:
        db_table = "casework_slot"

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "subject_id"


class CasePartySlot(models.Model):
    """Somebody whom a case names by an ID number has one case of a service in a period too, whoever applied for her.

    ``key`` is the blind index of the number; the number itself stays in the case's sealed answers.
    """

    pk = models.CompositePrimaryKey("key", "service", "period")
    key = models.BinaryField(max_length=32)
    service = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    case_id = models.UUIDField()

    class Meta:
        db_table = "casework_party_slot"
        indexes = [models.Index(fields=["case_id"], name="casework_party_slot_case")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "key"


class CapLine(models.Model):
    """What a cap has already borne: per case, person, child, family or payer (``owner``), service and period."""

    pk = models.CompositePrimaryKey("owner", "service", "period")
    owner = models.CharField(max_length=80)
    service = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    used_fen = models.BigIntegerField(default=0)
    cap_fen = models.BigIntegerField()

    class Meta:
        db_table = "casework_cap"
        constraints = [
            models.CheckConstraint(condition=Q(used_fen__gte=0), name="casework_cap_not_negative"),
            models.CheckConstraint(condition=Q(used_fen__lte=F("cap_fen")), name="casework_cap_holds"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "owner"
