"""What a person was given points for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.ids import uuid7


class Earning(models.Model):
    """Points for one source by one rule. ``asked`` by the rule, ``points`` given, fewer when a cap (``capped_by``) was reached.

    ``earned_on`` is the day of what was done: its period counts for caps, its year for ``expires_on`` (the last day of use).
    When the source falls, ``taken`` of it went back and the row stays with its reason; should it stand again after all, that is the next ``turn``.
    ``link`` is the path of the page of the source, if it has one. ``warned_at``: she was to be told; ``closed_at``: what was left has expired.
    """

    pk = models.CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7, editable=False)
    rule = models.CharField(max_length=30)
    source_kind = models.CharField(max_length=20)
    source_id = models.UUIDField()
    turn = models.SmallIntegerField(default=1)
    title = models.CharField(max_length=120)
    link = models.CharField(max_length=200, blank=True, default="")
    asked = models.IntegerField()
    points = models.IntegerField()
    capped_by = models.CharField(max_length=5, blank=True, default="")
    taken = models.IntegerField(default=0)
    earned_on = models.DateField()
    expires_on = models.DateField()
    at = models.DateTimeField()
    fell_at = models.DateTimeField(null=True)
    fell_why = models.CharField(max_length=200, blank=True, default="")
    warned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "points_earning"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "rule", "source_kind", "source_id", "turn"], name="points_earning_turn"
            ),
            models.UniqueConstraint(
                fields=["person", "rule", "source_kind", "source_id"], condition=Q(fell_at__isnull=True), name="points_earning_once"
            ),
            models.CheckConstraint(condition=Q(points__gte=0, asked__gt=0, points__lte=F("asked")), name="points_earning_given"),
            models.CheckConstraint(
                condition=Q(capped_by="", points=F("asked"))
                | Q(capped_by__in=["day", "month", "year"], points__lt=F("asked")),
                name="points_earning_capped",
            ),
            models.CheckConstraint(
                condition=Q(fell_at__isnull=True, taken=0, fell_why="")
                | (Q(fell_at__isnull=False, taken__gte=0, taken__lte=F("points")) & ~Q(fell_why="")),
                name="points_earning_fell",
            ),
            models.CheckConstraint(condition=Q(expires_on__gte=F("earned_on")), name="points_earning_expires"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["expires_on", "person"], condition=Q(closed_at__isnull=True), name="points_earning_open"),
            models.Index(
                fields=["expires_on", "person"], condition=Q(closed_at__isnull=True, warned_at__isnull=True), name="points_earning_unwarned"
            ),
        ]  # fmt: skip

    class Distribution:
        kind: ClassVar[str] = "member"

    @property
    def key(self) -> str:
        """Of its move in the ledger."""
        return ledger_key("earn", self.rule, str(self.source_id), self.turn)


def ledger_key(what: str, rule: str, source_id: str, turn: int) -> str:
    """``earn/attended/<source>``; of a later turn ``…#2``."""
    return f"{what}/{rule}/{source_id}" + (f"#{turn}" if turn > 1 else "")
