"""Who takes vouchers, what a voucher is, and what is owed for it, day by day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.activities.rules.redemption import (
    DONE,
    ISSUED,
    KINDS,
    LINE_STATES,
    OPEN,
    QUESTIONED,
    REDEEMED,
    SETTLEMENT_STATES,
    STRUCK,
    VOUCHER_STATES,
)
from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7


class Merchant(models.Model):
    """A shop or a recuperation base that takes vouchers of its kind. ``union`` looks after it.

    ``desk_turn`` counts the links given to its desk: only the last one is good, and only while ``desk_open``.
    ``wrong_tries``: how many codes that are none were typed there on the day ``wrong_on``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey("unions.Enterprise", on_delete=models.PROTECT, related_name="+")
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=4)
    address = models.CharField(max_length=120, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    holder = models.CharField(max_length=120)
    account = EncryptedTextField(domain="activities.account")
    account_masked = models.CharField(max_length=24)
    desk_turn = models.IntegerField(default=0)
    desk_open = models.BooleanField(default=False)
    wrong_on = models.DateField(null=True)
    wrong_tries = models.IntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "activities_merchant"
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind", "name"], name="activities_merchant_once"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="activities_merchant_kind"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(holder=""), name="activities_merchant_complete"),
            models.CheckConstraint(
                condition=Q(desk_turn__gte=0, wrong_tries__gte=0), name="activities_merchant_numbers"
            ),
        ]
        indexes = [models.Index(fields=["union", "kind"], name="activities_merchant_union")]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return self.name


class Offer(models.Model):
    """What a place of this pool is worth as a voucher, and until when: to a day, or so many days after it was issued."""

    pool_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=4)
    value_fen = models.IntegerField()
    days = models.SmallIntegerField(default=1)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    valid_days = models.SmallIntegerField(null=True)

    class Meta:
        db_table = "activities_offer"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="activities_offer_kind"),
            models.CheckConstraint(condition=Q(value_fen__gt=0, days__gte=1), name="activities_offer_worth"),
            models.CheckConstraint(
                condition=Q(valid_days__gte=1, valid_from__isnull=True, valid_until__isnull=True)
                | Q(valid_days__isnull=True, valid_from__isnull=False, valid_until__gte=F("valid_from")),
                name="activities_offer_valid",
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "pool_id"

    def __str__(self) -> str:
        return f"{self.value_fen}"


class OfferPlace(models.Model):
    """Vouchers of the pool are taken at this merchant; without any row at every one of their kind."""

    pk = models.CompositePrimaryKey("pool_id", "merchant_id")
    pool_id = models.UUIDField()
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "activities_offer_place"

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "pool_id"


class Voucher(models.Model):
    """One booking's voucher; ``id`` is the booking's, so there is one a booking. Redeeming it is a change of this one row."""

    pk = models.CompositePrimaryKey("person_id", "id")
    person_id = models.UUIDField()
    id = models.UUIDField()
    pool_id = models.UUIDField()
    service = models.CharField(max_length=40)
    kind = models.CharField(max_length=4)
    code = models.CharField(max_length=12)
    value_fen = models.IntegerField()
    days = models.SmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_until = models.DateField()
    state = models.CharField(max_length=8, default=ISSUED)
    issued_at = models.DateTimeField()
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="+", null=True)
    redeemed_at = models.DateTimeField(null=True)
    redeemed_on = models.DateField(null=True)

    class Meta:
        db_table = "activities_voucher"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(VOUCHER_STATES)), name="activities_voucher_state"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="activities_voucher_kind"),
            models.CheckConstraint(condition=Q(value_fen__gt=0, days__gte=1), name="activities_voucher_worth"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="activities_voucher_valid"),
            models.CheckConstraint(
                condition=Q(state=REDEEMED, merchant__isnull=False, redeemed_at__isnull=False, redeemed_on__isnull=False)
                | (~Q(state=REDEEMED) & Q(merchant__isnull=True, redeemed_at__isnull=True, redeemed_on__isnull=True)),
                name="activities_voucher_redeemed",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["id"], name="activities_voucher_id"),
            models.Index(fields=["pool_id", "state"], name="activities_voucher_pool"),
            models.Index(
                fields=["merchant", "redeemed_on"], condition=Q(state=REDEEMED), name="activities_voucher_owed"
            ),
            models.Index(fields=["valid_until"], condition=Q(state=ISSUED), name="activities_voucher_runs_out"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "person_id"


class VoucherCode(models.Model):
    """Whose voucher a code is: a table of its own, so that no two are alike wherever the vouchers lie."""

    code = models.CharField(primary_key=True, max_length=12)
    person_id = models.UUIDField()
    voucher_id = models.UUIDField()

    class Meta:
        db_table = "activities_voucher_code"
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{12}$"), name="activities_voucher_code_digits")
        ]
        indexes = [models.Index(fields=["voucher_id"], name="activities_voucher_code_of")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "code"

    def __str__(self) -> str:
        return "••••"


class Settlement(models.Model):
    """日结单: what one merchant redeemed on one day. ``id`` stands for it in the ledger, where payouts name what they are for."""

    pk = models.CompositePrimaryKey("merchant_id", "day")
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    id = models.UUIDField(default=uuid7, editable=False)
    state = models.CharField(max_length=9, default=OPEN)
    count = models.IntegerField()
    total_fen = models.BigIntegerField()
    paid_fen = models.BigIntegerField(null=True)
    formed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_label = models.CharField(max_length=60, blank=True, default="")
    hold_id = models.UUIDField(null=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "activities_settlement"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(SETTLEMENT_STATES)), name="activities_settlement_state"
            ),
            models.CheckConstraint(condition=Q(count__gt=0, total_fen__gt=0), name="activities_settlement_sums"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(DONE), paid_fen__gte=0, paid_fen__lte=F("total_fen"), settled_at__isnull=False)
                | (~Q(state__in=sorted(DONE)) & Q(paid_fen__isnull=True, settled_at__isnull=True)),
                name="activities_settlement_settled",
            ),
            models.CheckConstraint(
                condition=Q(paid_fen__isnull=True) | Q(paid_fen=0) | Q(hold_id__isnull=False),
                name="activities_settlement_held",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["id"], name="activities_settlement_id"),
            models.Index(fields=["state", "-day"], name="activities_settlement_waits"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "merchant_id"


class SettlementLine(models.Model):
    """A redeemed voucher in the settlement of its day. The voucher is the key: it stands in one, once."""

    pk = models.CompositePrimaryKey("person_id", "voucher_id")
    person_id = models.UUIDField()
    voucher_id = models.UUIDField()
    merchant_id = models.UUIDField()
    day = models.DateField()
    value_fen = models.IntegerField()
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, blank=True, default="")
    finding = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "activities_settlement_line"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(LINE_STATES)), name="activities_settlement_line_state"),
            models.CheckConstraint(condition=Q(value_fen__gt=0), name="activities_settlement_line_value"),
            models.CheckConstraint(
                condition=~Q(state=QUESTIONED) | ~Q(reason=""), name="activities_settlement_line_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=STRUCK) | ~Q(finding=""), name="activities_settlement_line_finding"
            ),
        ]
        indexes = [models.Index(fields=["merchant_id", "day"], name="activities_settlement_line_day")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "person_id"
