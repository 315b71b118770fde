"""Money on its way out: payouts, the batches that carry them to the bank, the lines the bank answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7
from niangjia.ledger.rules.names import BATCH_STATES, PAYEE_KINDS, PAYOUT_STATES


class Payout(models.Model):
    """One instalment of one case to one payee, paid out of the held transfer ``hold_id`` of the same owner.

    ``bounced`` also when the bank had paid and sent it back: then ``hold_id`` is the transfer that holds the money anew.
    """

    pk = models.CompositePrimaryKey("owner_id", "id")
    owner_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    owner_kind = models.CharField(max_length=10)
    case_id = models.UUIDField()
    instalment = models.SmallIntegerField(default=1)
    hold_id = models.UUIDField()
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    fund = models.CharField(max_length=40)
    amount_fen = models.BigIntegerField()
    purpose = models.CharField(max_length=60, blank=True, default="")
    holder = models.CharField(max_length=120, blank=True, default="")
    account = EncryptedTextField(null=True, domain="ledger.account")
    account_masked = models.CharField(max_length=24, blank=True, default="")
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, blank=True, default="")
    batch_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ledger_payout"
        constraints = [
            models.UniqueConstraint(fields=["owner_id", "case_id", "instalment"], name="ledger_payout_once"),
            models.UniqueConstraint(fields=["owner_id", "hold_id"], name="ledger_payout_hold"),
            models.CheckConstraint(condition=Q(owner_kind__in=PAYEE_KINDS), name="ledger_payout_owner_kind"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="ledger_payout_amount"),
            models.CheckConstraint(condition=Q(instalment__gte=1), name="ledger_payout_instalment"),
            models.CheckConstraint(condition=Q(state__in=list(PAYOUT_STATES)), name="ledger_payout_state"),
            models.CheckConstraint(
                condition=Q(state__in=["no_account", "cancelled"]) | Q(account__isnull=False),
                name="ledger_payout_account",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["batched", "sent", "paid", "bounced"], batch_id__isnull=False)
                | Q(state__in=["no_account", "waiting", "cancelled"]),
                name="ledger_payout_batch",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", paid_at__isnull=False) | (~Q(state="paid") & Q(paid_at__isnull=True)),
                name="ledger_payout_paid",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="ledger_payout_id"),
            models.Index(fields=["union", "state", "id"], name="ledger_payout_union"),
            models.Index(fields=["case_id"], name="ledger_payout_case"),
            models.Index(fields=["batch_id"], name="ledger_payout_batches"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "owner_id"


class PayoutBatch(models.Model):
    """What goes to the bank together. Somebody prepares it, somebody else releases it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=24)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    count = models.IntegerField()
    total_fen = models.BigIntegerField()
    prepared_by = models.UUIDField()
    prepared_by_label = models.CharField(max_length=60)
    prepared_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    released_by = models.UUIDField(null=True)
    released_by_label = models.CharField(max_length=60, blank=True, default="")
    released_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "ledger_batch"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(BATCH_STATES)), name="ledger_batch_state"),
            models.CheckConstraint(condition=Q(count__gt=0, total_fen__gt=0), name="ledger_batch_totals"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("prepared_by")), name="ledger_batch_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "returned"], released_by__isnull=True)
                | Q(state__in=["released", "sent", "settled"], released_by__isnull=False),
                name="ledger_batch_released",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "settled"]) | ~Q(digest=""), name="ledger_batch_file_sealed"
            ),
        ]
        indexes = [
            models.Index(fields=["number"], name="ledger_batch_number"),
            models.Index(fields=["union", "state", "-prepared_at"], name="ledger_batch_union"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "id"

    def __str__(self) -> str:
        return self.number


class BatchLine(models.Model):
    """One line as the bank gets it, kept as it was: a repaired account goes into a later batch's line.

    ``state``: listed → sent → paid | bounced, or dropped with a returned batch; paid → reversed when the bank sends it back later.
    """

    pk = models.CompositePrimaryKey("batch_id", "seq")
    batch_id = models.UUIDField()
    seq = models.IntegerField()
    payout_owner_id = models.UUIDField()
    payout_id = models.UUIDField()
    amount_fen = models.BigIntegerField()
    holder = models.CharField(max_length=120)
    account = EncryptedTextField(domain="ledger.account")
    account_masked = models.CharField(max_length=24)
    purpose = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=8)
    reason = models.CharField(max_length=200, blank=True, default="")
    bank_ref = models.CharField(max_length=60, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ledger_batch_line"
        constraints = [
            models.UniqueConstraint(fields=["batch_id", "payout_id"], name="ledger_batch_line_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="ledger_batch_line_amount"),
            models.CheckConstraint(
                condition=Q(state__in=["listed", "sent", "paid", "bounced", "reversed", "dropped"]),
                name="ledger_batch_line_state",
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "batch_id"
