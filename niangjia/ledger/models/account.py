"""Accounts and the transfers between them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7
from niangjia.ledger.rules.names import CNY, OWNER_KINDS, TRANSFER_STATES


class Account(models.Model):
    """Who holds how much of a unit, for which purpose.

    ``owner_id`` is the person, the union, the enterprise; of a budget it is the union whose budget it is, with the fund as
    ``purpose`` and its ``year`` (elsewhere 0). House accounts keep no balance: they are summed from their transfers, so
    that no row is written by everybody. ``held`` is the part of ``balance`` promised to pending transfers.
    Amounts are fen for CNY, whole points for point.
    """

    pk = models.CompositePrimaryKey("owner_id", "id")
    owner_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    owner_kind = models.CharField(max_length=10)
    unit = models.CharField(max_length=5)
    purpose = models.CharField(max_length=40)
    year = models.SmallIntegerField(default=0)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+", null=True)
    name = models.CharField(max_length=120, blank=True, default="")
    keeps_balance = models.BooleanField()
    balance = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_account"
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "owner_kind", "unit", "purpose", "year"], name="ledger_account_once"
            ),
            models.CheckConstraint(condition=Q(owner_kind__in=OWNER_KINDS), name="ledger_account_owner_kind"),
            models.CheckConstraint(condition=Q(unit__in=["CNY", "point"]), name="ledger_account_unit"),
            models.CheckConstraint(
                condition=Q(keeps_balance=False, balance=0, held=0)
                | Q(keeps_balance=True, balance__gte=0, held__gte=0, held__lte=F("balance")),
                name="ledger_account_covered",
            ),
            models.CheckConstraint(
                condition=~Q(owner_kind="budget")
                | Q(union__isnull=False, union=F("owner_id"), year__gt=2000, keeps_balance=True),
                name="ledger_account_budget",
            ),
        ]
        indexes = [
            models.Index(
                fields=["union", "year", "purpose"], condition=Q(owner_kind="budget"), name="ledger_account_budgets"
            )
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "owner_id"


class Transfer(models.Model):
    """One move of ``amount`` from the debit to the credit account: both sides in one row, so the books balance by construction.

    Append-only but for ``state``: pending → posted or voided, with ``settled_at``; the app's role may write nothing else again.
    ``key`` makes a repeated request the same transfer. Accounts are named by (owner, id) without a foreign key: the two sides may live on different nodes.
    """

    pk = models.CompositePrimaryKey("owner_id", "id")
    owner_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    debit_owner_id = models.UUIDField()
    debit_id = models.UUIDField()
    credit_owner_id = models.UUIDField()
    credit_id = models.UUIDField()
    amount = models.BigIntegerField()
    unit = models.CharField(max_length=5)
    reason = models.CharField(max_length=30)
    memo = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=7)
    case_id = models.UUIDField(null=True)
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ledger_transfer"
        constraints = [
            models.UniqueConstraint(fields=["key", "owner_id"], name="ledger_transfer_key"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ledger_transfer_amount"),
            models.CheckConstraint(condition=Q(unit__in=["CNY", "point"]), name="ledger_transfer_unit"),
            models.CheckConstraint(condition=Q(state__in=list(TRANSFER_STATES)), name="ledger_transfer_state"),
            models.CheckConstraint(
                condition=Q(state="pending", settled_at__isnull=True)
                | (~Q(state="pending") & Q(settled_at__isnull=False)),
                name="ledger_transfer_settled",
            ),
            models.CheckConstraint(condition=~Q(debit_id=F("credit_id")), name="ledger_transfer_two_sides"),
        ]
        indexes = [
            models.Index(fields=["debit_id", "id"], name="ledger_transfer_debit", condition=Q(unit=CNY)),
            models.Index(fields=["credit_id", "id"], name="ledger_transfer_credit", condition=Q(unit=CNY)),
            models.Index(fields=["case_id"], name="ledger_transfer_case", condition=Q(case_id__isnull=False)),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "owner_id"
        append_only: ClassVar[bool] = True
        may_change: ClassVar[tuple[str, ...]] = ("state", "settled_at")
