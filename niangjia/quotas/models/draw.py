"""A draw: the steps it went through, each with its moment and its officer, and everything anybody needs to draw it again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Draw(models.Model):
    """Its id is the pool's: a pool is drawn once. Announce the source → freeze the list (its hash is public) → the seed, by two officers → draw.

    The order of the steps is the database's: no seed before the list is frozen, no frozen list at or after the moment the source speaks,
    no draw before a second officer has entered the same seed. ``entries`` and ``result`` are the published CSV texts.

    By merit (``merits``: what gave how many points when the list was frozen) "drawn" means that the order is settled; it goes before the public
    as ``notice_id``, and only when that is over seats are given: ``given_at``, by whom, and the result.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    source = models.CharField(max_length=200)
    speaks_at = models.DateTimeField()
    announced_at = models.DateTimeField()
    announced_by = models.UUIDField()
    entries = models.TextField(blank=True, default="")
    entries_hash = models.CharField(max_length=64, blank=True, default="")
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.UUIDField(null=True)
    seed = models.CharField(max_length=200, blank=True, default="")
    seed_link = models.URLField(max_length=300, blank=True, default="")
    seed_by = models.UUIDField(null=True)
    seeded_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True, default="")
    result_hash = models.CharField(max_length=64, blank=True, default="")
    merits = models.JSONField(default=list)
    notice_id = models.UUIDField(null=True)
    noticed_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    given_by = models.UUIDField(null=True)

    class Meta:
        db_table = "quotas_draw"
        constraints = [
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, entries_hash="")
                | (Q(frozen_at__lt=F("speaks_at")) & ~Q(entries_hash="")),
                name="quotas_draw_frozen_before_the_source_speaks",
            ),
            models.CheckConstraint(
                condition=Q(seeded_at__isnull=True, seed="")
                | (Q(seeded_at__gte=F("speaks_at"), frozen_at__isnull=False, seed_by__isnull=False) & ~Q(seed="")),
                name="quotas_draw_seed_after_the_list",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | (Q(seed_by__isnull=False) & ~Q(confirmed_by=F("seed_by"))),
                name="quotas_draw_two_people",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True) | Q(confirmed_at__isnull=False, seeded_at__isnull=False),
                name="quotas_draw_seed_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(noticed_at__isnull=True, notice_id__isnull=True)
                | Q(notice_id__isnull=False, drawn_at__isnull=False, noticed_at__gte=F("drawn_at")),
                name="quotas_draw_notice_after_the_order",
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, given_by__isnull=True)
                | Q(given_by__isnull=False, noticed_at__isnull=False, given_at__gt=F("noticed_at")),
                name="quotas_draw_seats_after_the_notice",
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "own_key"
        column: ClassVar[str] = "id"
