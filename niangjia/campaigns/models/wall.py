"""What was handed in to a photo wall or a wall of wishes, and what others did with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.campaigns.rules.names import (
    DOWN,
    ENTRY_STATES,
    GONE,
    KEPT,
    ON_THE_WAY,
    PHOTOS,
    REFUSED,
    REPORTS,
    SHOWN,
    WAITING,
    WALLED,
)
from niangjia.kernel.ids import uuid7


class Entry(models.Model):
    """One a person and campaign. ``id`` is how the wall names it; ``consent``: to be shown; ``shown_as``: what of her name, "" for none.

    ``turn``: how often it was handed in. ``checked_by`` said the last yes or no, ``reason`` why not. ``reply``: the union's answer to a wish.
    """

    pk = models.CompositePrimaryKey("person_id", "campaign_id")
    person_id = models.UUIDField()
    campaign_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    kind = models.CharField(max_length=6)
    state = models.CharField(max_length=7)
    text = models.CharField(max_length=300, blank=True, default="")
    file_id = models.UUIDField(null=True)
    consent = models.BooleanField()
    shown_as = models.CharField(max_length=120, blank=True, default="")
    turn = models.SmallIntegerField(default=1)
    handed_in_at = models.DateTimeField()
    waits_since = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.UUIDField(null=True)
    shown_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    reply = models.CharField(max_length=600, blank=True, default="")
    replied_at = models.DateTimeField(null=True)
    replied_by_label = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        db_table = "campaigns_entry"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(ENTRY_STATES), kind__in=sorted(WALLED)), name="campaigns_entry_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[KEPT, GONE]) | Q(state__in=sorted(ON_THE_WAY), consent=True),
                name="campaigns_entry_agreed",
            ),
            models.CheckConstraint(
                condition=~Q(state=SHOWN) | (Q(checked_by__isnull=False, shown_at__isnull=False) & ~Q(checked_by=F("person_id"))),
                name="campaigns_entry_moderated",
            ),
            models.CheckConstraint(
                condition=Q(state=GONE, text="", file_id__isnull=True, shown_as="")
                | (~Q(state=GONE) & Q(kind=PHOTOS, file_id__isnull=False))
                | (~Q(state=GONE) & ~Q(kind=PHOTOS) & Q(file_id__isnull=True) & ~Q(text="")),
                name="campaigns_entry_whole_or_gone",
            ),
            models.CheckConstraint(
                condition=Q(state=WAITING, waits_since__isnull=False) | (~Q(state=WAITING) & Q(waits_since__isnull=True)),
                name="campaigns_entry_waits",
            ),
            models.CheckConstraint(condition=~Q(state__in=[DOWN, REFUSED]) | ~Q(reason=""), name="campaigns_entry_says_why"),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True) | (Q(replied_at__isnull=False) & ~Q(reply="") & ~Q(kind=PHOTOS)),
                name="campaigns_entry_reply",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["id"], name="campaigns_entry_id"),
            models.Index(fields=["campaign_id", "-shown_at"], condition=Q(state=SHOWN), name="campaigns_entry_wall"),
            models.Index(fields=["waits_since"], condition=Q(state=WAITING), name="campaigns_entry_queue"),
            models.Index(fields=["campaign_id", "state"], name="campaigns_entry_of"),
        ]

    class Distribution:
        kind: ClassVar[str] = "member"


class Like(models.Model):
    """She likes an entry: shown as a number, weighs nothing, orders nothing."""

    pk = models.CompositePrimaryKey("person_id", "entry_id")
    person_id = models.UUIDField()
    entry_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "campaigns_like"
        indexes = [models.Index(fields=["entry_id"], name="campaigns_like_of")]

    class Distribution:
        kind: ClassVar[str] = "member"


class Report(models.Model):
    """Somebody says what is wrong with an entry, once; it leaves the wall until a moderator has looked. ``settled_at``: she has."""

    pk = models.CompositePrimaryKey("person_id", "entry_id")
    person_id = models.UUIDField()
    entry_id = models.UUIDField()
    kind = models.CharField(max_length=8)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "campaigns_report"
        constraints = [models.CheckConstraint(condition=Q(kind__in=list(REPORTS)), name="campaigns_report_kind")]
        indexes = [
            models.Index(fields=["entry_id"], condition=Q(settled_at__isnull=True), name="campaigns_report_open")
        ]

    class Distribution:
        kind: ClassVar[str] = "member"
