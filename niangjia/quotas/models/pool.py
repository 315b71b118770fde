"""Something scarce: so many places of a service, given in one way, from a moment to a moment."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7
from niangjia.quotas.rules.names import MODES, RUSH


class Pool(models.Model):
    """``left`` is what nobody has; places given back lie in ``quotas_freed`` until the next batch takes them up.

    ``item`` says which choice of the form it is a pool of ("meeting", "tour"); ``series`` ties the sessions of one course. ``points``
    is the price of a place. ``period``: the kind of period in which a person gets one ("" : any number). ``handed`` counts the
    places given so far, for the number on a ticket. ``drawn_at``: the order of those who asked beforehand has been settled.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.CharField(max_length=40)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True, default="")
    place = models.CharField(max_length=120, blank=True, default="")
    item = models.CharField(max_length=40, blank=True, default="")
    series = models.UUIDField(null=True)
    mode = models.CharField(max_length=8)
    capacity = models.IntegerField()
    left = models.IntegerField()
    handed = models.IntegerField(default=0)
    points = models.IntegerField(default=0)
    most_seats = models.SmallIntegerField(default=1)
    period = models.CharField(max_length=12, blank=True, default="")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    return_hours = models.SmallIntegerField(default=0)
    reply_hours = models.SmallIntegerField(default=24)
    bar_days = models.SmallIntegerField(default=0)
    counts = models.CharField(max_length=6, default="booked")
    seed = models.CharField(max_length=64, blank=True, default="")
    commitment = models.CharField(max_length=64, blank=True, default="")
    drawn_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta:
        db_table = "quotas_pool"
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=list(MODES)), name="quotas_pool_mode"),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, left__gte=0, left__lte=F("capacity")), name="quotas_pool_never_oversold"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, most_seats__gte=1, handed__gte=0, return_hours__gte=0, reply_hours__gte=1,
                            bar_days__gte=0),
                name="quotas_pool_numbers",
            ),
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="quotas_pool_opens_before_it_closes"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(starts_at__lt=F("ends_at")),
                name="quotas_pool_starts_before_it_ends",
            ),
            models.CheckConstraint(condition=Q(counts__in=["booked", "used"]), name="quotas_pool_counts"),
            # The commitment stands before anybody is in the waiting room.
            models.CheckConstraint(
                condition=~Q(mode=RUSH) | ~Q(commitment=""), name="quotas_pool_rush_is_committed"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["service", "closes_at"], name="quotas_pool_service"),
            models.Index(fields=["union", "-opens_at"], name="quotas_pool_union"),
            models.Index(fields=["series"], name="quotas_pool_series"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "id"

    def __str__(self) -> str:
        return self.title


class Share(models.Model):
    """Places of a pool kept for some: at least ``places`` go to those in the group ``name`` of the definition. ``taken`` have gone to them."""

    pk = models.CompositePrimaryKey("pool_id", "name")
    pool_id = models.UUIDField()
    name = models.CharField(max_length=30)
    places = models.IntegerField()
    taken = models.IntegerField(default=0)
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "quotas_share"
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1, taken__gte=0), name="quotas_share_numbers"),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "pool_id"


class Freed(models.Model):
    """Places that came back. A row of its own, so that giving back waits for nobody; the next batch adds it to the pool."""

    pk = models.CompositePrimaryKey("pool_id", "id")
    pool_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    seats = models.SmallIntegerField()
    share = models.CharField(max_length=30, blank=True, default="")
    share_seats = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "quotas_freed"
        constraints = [models.CheckConstraint(condition=Q(seats__gte=1), name="quotas_freed_seats")]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "pool_id"


class Unsettled(models.Model):
    """A batch of bookings that stand and are paid, and of which the rest is still owed: the numbers of the tree, and telling everybody."""

    pk = models.CompositePrimaryKey("pool_id", "id")
    pool_id = models.UUIDField()
    id = models.UUIDField(default=uuid7, editable=False)
    booking_ids = ArrayField(models.UUIDField())

    class Meta:
        db_table = "quotas_unsettled"

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "pool_id"
