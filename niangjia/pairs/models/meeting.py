"""Who was at a meeting, whom she liked, and who liked each other."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7


class Guest(models.Model):
    """One who was there. ``id`` is how the others' pages name her, ``number`` her ticket's; ``until``: the moment the others are gone from view.

    ``hidden_at``: she neither sees nor is seen any more, by her own will or because she may not come again. ``looked_at``: when she first
    looked at the others, which is journalled once.
    """

    pk = models.CompositePrimaryKey("pool_id", "person_id")
    pool_id = models.UUIDField()
    person_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    booking_id = models.UUIDField()
    service = models.CharField(max_length=40)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    number = models.IntegerField()
    nickname = models.CharField(max_length=12, blank=True, default="")
    photo_id = models.UUIDField(null=True)
    came_at = models.DateTimeField()
    until = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "pairs_guest"
        constraints = [
            models.CheckConstraint(condition=Q(came_at__lt=F("until")), name="pairs_guest_window"),
        ]
        indexes = [
            models.Index(fields=["person_id", "-came_at"], name="pairs_guest_person"),
            models.Index(fields=["id"], name="pairs_guest_id"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "pool_id"


class Choice(models.Model):
    """She would like to hear of the other again. Nobody is told; taking it back leaves no row."""

    pk = models.CompositePrimaryKey("person_id", "pool_id", "chosen_id")
    person_id = models.UUIDField()
    pool_id = models.UUIDField()
    chosen_id = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "pairs_choice"
        constraints = [
            models.CheckConstraint(condition=~Q(person_id=F("chosen_id")), name="pairs_choice_of_another"),
        ]
        indexes = [models.Index(fields=["chosen_id"], name="pairs_choice_chosen")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "person_id"


class Pair(models.Model):
    """Two who chose each other: one row for the two, whatever the order, however often they meet. Ended by either, it shows no phone."""

    pk = models.CompositePrimaryKey("low_id", "high_id")
    low_id = models.UUIDField()
    high_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    pool_id = models.UUIDField()
    service = models.CharField(max_length=40)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    made_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        db_table = "pairs_pair"
        constraints = [
            models.CheckConstraint(condition=Q(low_id__lt=F("high_id")), name="pairs_pair_in_order"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="pairs_pair_ended_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["high_id"], name="pairs_pair_high"),
            models.Index(fields=["id"], name="pairs_pair_id"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "low_id"
