"""Notices, their rows, the objections to them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7

NOTICE_STATES = ("open", "frozen", "ended", "withdrawn", "stopped")
ROW_STATES = ("open", "frozen", "ended", "stopped")


class Notice(models.Model):
    """``roster`` is what was published and hashed, and never changes; the rows' states live in ``NoticeRow``.

    ``number`` is 公示〔year〕serial 号 of its union. ``unknown_year``: the days run into a year the State Council has not
    announced. ``closes_on`` is the last day over all rows: it moves when a halted row resumes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    serial = models.IntegerField()
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    service = models.CharField(max_length=40)
    stage = models.SmallIntegerField()
    legal = models.CharField(max_length=20)
    legal_basis = models.CharField(max_length=300, blank=True, default="")
    working_days = models.SmallIntegerField()
    opens_on = models.DateField()
    first_closes_on = models.DateField()
    closes_on = models.DateField()
    unknown_year = models.BooleanField(default=False)
    state = models.CharField(max_length=10)
    roster = models.JSONField()
    digest = models.CharField(max_length=64)
    token = models.CharField(max_length=32, unique=True)
    published_at = models.DateTimeField()
    published_by = models.UUIDField()
    published_by_label = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        db_table = "notices_notice"
        constraints = [
            models.UniqueConstraint(fields=["union", "year", "serial"], name="notices_notice_number"),
            models.CheckConstraint(condition=Q(state__in=NOTICE_STATES), name="notices_notice_state"),
            models.CheckConstraint(condition=Q(working_days__gte=1), name="notices_notice_days"),
            models.CheckConstraint(
                condition=Q(opens_on__lt=F("first_closes_on"), first_closes_on__lte=F("closes_on")),
                name="notices_notice_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "frozen"], ended_at__isnull=True)
                | (~Q(state__in=["open", "frozen"]) & Q(ended_at__isnull=False)),
                name="notices_notice_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["closes_on"], condition=Q(state__in=["open", "frozen"]), name="notices_notice_running"
            ),
            models.Index(fields=["union", "-published_at"], name="notices_notice_union"),
        ]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return self.number


class NoticeRow(models.Model):
    """The life of one row: open → frozen (an objection is open) → open …, at last ended or stopped."""

    pk = models.CompositePrimaryKey("notice_id", "ref")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="rows", db_index=False)
    ref = models.UUIDField()
    no = models.IntegerField()
    state = models.CharField(max_length=8)
    closes_on = models.DateField()
    frozen_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices_row"
        constraints = [
            models.UniqueConstraint(fields=["notice", "no"], name="notices_row_no"),
            models.CheckConstraint(condition=Q(state__in=ROW_STATES), name="notices_row_state"),
            models.CheckConstraint(
                condition=Q(state="frozen", frozen_on__isnull=False) | (~Q(state="frozen") & Q(frozen_on__isnull=True)),
                name="notices_row_frozen",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ended", "stopped"], ended_at__isnull=False)
                | Q(state__in=["open", "frozen"], ended_at__isnull=True),
                name="notices_row_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["closes_on"], condition=Q(state="open"), name="notices_row_due"),
            models.Index(fields=["ref"], name="notices_row_ref"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "notice_id"


class Objection(models.Model):
    """An objection by name to one row. Name and phone are sealed: only who works on it may open them."""

    pk = models.CompositePrimaryKey("notice_id", "id")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="objections", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    ref = models.UUIDField()
    name = EncryptedTextField()
    name_masked = models.CharField(max_length=60)
    phone = EncryptedTextField()
    phone_masked = models.CharField(max_length=16)
    phone_key = models.BinaryField(max_length=32)
    text = EncryptedTextField()
    state = models.CharField(max_length=8)
    at = models.DateTimeField()
    finding = models.TextField(blank=True, default="")
    found_by = models.UUIDField(null=True)
    found_by_label = models.CharField(max_length=60, blank=True, default="")
    found_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices_objection"
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "ref", "phone_key"], condition=Q(state="open"), name="notices_objection_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "upheld", "rejected"]), name="notices_objection_state"
            ),
            models.CheckConstraint(
                condition=Q(state="open", found_by__isnull=True)
                | (~Q(state="open") & ~Q(finding="") & Q(found_by__isnull=False, found_at__isnull=False)),
                name="notices_objection_finding",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="notices_objection_id"),
            models.Index(fields=["at"], condition=Q(state="open"), name="notices_objection_open"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "notice_id"
