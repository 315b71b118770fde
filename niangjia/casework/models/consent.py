"""Who else has been asked, and what she said."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.casework.models.case import Case
from niangjia.casework.rules.consents import (
    ASKED,
    CONSENT_STATES,
    LIVE_CONSENTS,
    MOST_SENT,
    MOST_TRIES,
    SHE_ANSWERED,
)


class Consent(models.Model):
    """One question to somebody whom a case names; asked anew, it is a new row (``turn``).

    ``key``: the blind index of her ID number, which is how a changed answer is noticed and how often somebody is asked is counted;
    number, name and phone stay in the case's answers. ``nonce``: of the link that works now; each sending has its own.
    """

    pk = models.CompositePrimaryKey("case_id", "name", "turn")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents", db_index=False)
    name = models.CharField(max_length=40)
    turn = models.SmallIntegerField()
    key = models.BinaryField(max_length=32)
    service = models.CharField(max_length=40)
    asked_by = models.UUIDField()
    nonce = models.CharField(max_length=16)
    state = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    remind_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    sent = models.SmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    wrong_tries = models.SmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "casework_consent"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name"],
                condition=Q(state__in=list(LIVE_CONSENTS)),
                name="casework_consent_one_live",
            ),
            models.CheckConstraint(condition=Q(state__in=list(CONSENT_STATES)), name="casework_consent_state"),
            models.CheckConstraint(
                condition=~Q(state__in=list(SHE_ANSWERED)) | Q(answered_at__isnull=False),
                name="casework_consent_answered",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("remind_at"), remind_at__gt=F("asked_at")), name="casework_consent_until"
            ),
            models.CheckConstraint(
                condition=Q(wrong_tries__gte=0, wrong_tries__lte=MOST_TRIES, sent__gte=1, sent__lte=MOST_SENT),
                name="casework_consent_tries",
            ),
        ]
        indexes = [
            models.Index(fields=["nonce"], name="casework_consent_nonce"),
            models.Index(fields=["asked_by", "service"], name="casework_consent_asked_by"),
            models.Index(fields=["until"], condition=Q(state=ASKED), name="casework_consent_due"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "case_id"
