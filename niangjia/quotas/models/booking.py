"""One person's place, or her wish for one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7
from niangjia.quotas.rules.names import GIVEN, HELD, LIVE, MONEY, SERVED, STATES, USED


class Booking(models.Model):
    """``key`` is the asker's: the same key, the same answer. ``party`` is the blind index of a child it is for, else empty.

    ``answers`` may be read by whoever runs the pool, ``private`` is sealed. ``until``: by when a held place must be confirmed.
    ``order`` puts those who wait: by time, or by a draw; ``entry`` is her number on a frozen list. ``case_id``: it was given by a case, which is
    then the record of it. ``money_fen`` and ``hold_id`` (of the ledger): the money instead of a place; the constraint of the period counts both, so
    that nobody has both. ``parcel``: the number of what was posted to her. ``union``: whose member she was when she asked, copied from her
    membership in the statement that books; its key is held there and not once more here, where a hundred bookings a transaction would lock a hundred
    unions. The uniques begin with the pool or the service: what a hot pool gives stands together in them, and not on a page a person.
    """

    pk = models.CompositePrimaryKey("person_id", "id")
    person_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    pool_id = models.UUIDField()
    service = models.CharField(max_length=40)
    version = models.IntegerField()
    period = models.CharField(max_length=12, blank=True, default="")
    party = models.BinaryField(max_length=32, default=b"")
    key = models.UUIDField()
    state = models.CharField(max_length=8)
    seats = models.SmallIntegerField(default=1)
    number = models.IntegerField(null=True)
    order = models.BigIntegerField(null=True)
    entry = models.IntegerField(null=True)
    share = models.CharField(max_length=30, blank=True, default="")
    share_seats = models.SmallIntegerField(default=0)
    points = models.IntegerField(default=0)
    who = models.CharField(max_length=80)
    union = models.ForeignKey(
        "unions.Union", on_delete=models.PROTECT, related_name="+", null=True, db_index=False, db_constraint=False
    )
    answers = models.JSONField(default=dict)
    private = EncryptedTextField(null=True)
    by = models.UUIDField()
    case_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True, default="")
    money_fen = models.IntegerField(default=0, db_default=0)
    parcel = models.CharField(max_length=40, blank=True, default="", db_default="")
    hold_id = models.UUIDField(null=True)
    rating = models.SmallIntegerField(null=True)
    rating_text = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        db_table = "quotas_booking"
        constraints = [
            models.UniqueConstraint(
                fields=["pool_id", "person_id", "party"], condition=Q(state__in=sorted(LIVE)), name="quotas_booking_one_live"
            ),
            models.UniqueConstraint(
                fields=["service", "period", "person_id", "party"],
                condition=Q(state__in=sorted(SERVED)) & ~Q(period=""),
                name="quotas_booking_one_a_period",
            ),
            models.UniqueConstraint(fields=["pool_id", "person_id", "key"], name="quotas_booking_key"),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="quotas_booking_state"),
            models.CheckConstraint(condition=Q(seats__gte=1, points__gte=0), name="quotas_booking_numbers"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(GIVEN)) | Q(booked_at__isnull=False, number__isnull=False),
                name="quotas_booking_given",
            ),
            models.CheckConstraint(
                condition=~Q(state=HELD) | Q(until__isnull=False), name="quotas_booking_held_until"
            ),
            models.CheckConstraint(
                condition=~Q(state=USED) | Q(used_at__isnull=False), name="quotas_booking_used_when"
            ),
            models.CheckConstraint(
                condition=(Q(state=MONEY, money_fen__gt=0, number__isnull=True) & ~Q(period="")) | (~Q(state=MONEY) & Q(money_fen=0)),
                name="quotas_booking_place_or_money",
            ),
            models.CheckConstraint(condition=Q(parcel="") | Q(state=USED), name="quotas_booking_posted_is_used"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5), name="quotas_booking_rating"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["pool_id", "state", "order", "id"], name="quotas_booking_pool"),
            models.Index(fields=["id"], name="quotas_booking_id"),
            models.Index(fields=["pool_id", "entry"], condition=Q(entry__isnull=False), name="quotas_booking_entry"),
            models.Index(fields=["until"], condition=Q(state=HELD), name="quotas_booking_held"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "person_id"


class PartySlot(models.Model):
    """A child (by the blind index of its number) has one place of a service in a period, whichever parent asked."""

    pk = models.CompositePrimaryKey("key", "service", "period")
    key = models.BinaryField(max_length=32)
    service = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    booking_id = models.UUIDField()

    class Meta:
        db_table = "quotas_party_slot"
        indexes = [models.Index(fields=["booking_id"], name="quotas_party_slot_booking")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "key"
