"""A campaign, what a quiz asks, and who took part."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.campaigns.rules.asking import state_of
from niangjia.campaigns.rules.names import KINDS, MOST_SHOWN, RUNNING
from niangjia.kernel.ids import uuid7


class Campaign(models.Model):
    """What ``union`` invites its members to. ``rule``: the rule of points that taking part goes by, "" for none.

    It is a draft until ``published_at``; from then on the clock says what it is. ``shown_most``: how many entries its wall has room for.
    ``cleared_at``: its pictures and words are gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.CharField(max_length=40)
    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6)
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=1000, blank=True, default="")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    rule = models.CharField(max_length=30, blank=True, default="")
    shown_most = models.SmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    published_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True, default="")
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "campaigns_campaign"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="campaigns_campaign_kind"),
            models.CheckConstraint(condition=~Q(title=""), name="campaigns_campaign_title"),
            models.CheckConstraint(condition=Q(opens_at__lte=F("closes_at")), name="campaigns_campaign_days"),
            models.CheckConstraint(
                condition=Q(shown_most__gte=0, shown_most__lte=MOST_SHOWN), name="campaigns_campaign_wall"
            ),
        ]
        indexes = [
            models.Index(fields=["union", "-closes_at"], name="campaigns_campaign_union"),
            models.Index(
                fields=["closes_at"], condition=Q(cleared_at__isnull=True), name="campaigns_campaign_uncleared"
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "reference"

    def __str__(self) -> str:
        return self.title

    def state_at(self, now: object) -> str:
        return state_of(self.published_at, self.opens_at, self.closes_at, now)  # type: ignore[arg-type]  # a moment

    def runs_at(self, now: object) -> bool:
        return self.state_at(now) == RUNNING


class Question(models.Model):
    """``answer``: the place of the right one among ``choices``. ``why`` is read by everybody who has tried."""

    pk = models.CompositePrimaryKey("campaign_id", "nr")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="questions")
    nr = models.SmallIntegerField()
    text = models.CharField(max_length=200)
    choices = models.JSONField()
    answer = models.SmallIntegerField()
    why = models.CharField(max_length=400)

    class Meta:
        db_table = "campaigns_question"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "text"], name="campaigns_question_once"),
            models.CheckConstraint(
                condition=Q(nr__gte=1, answer__gte=0, answer__lte=5) & ~Q(text="") & ~Q(why=""),
                name="campaigns_question_complete",
            ),
        ]

    class Distribution:
        kind: ClassVar[str] = "reference"


class Participation(models.Model):
    """She took part: once, by its key. ``case_id`` is the case it is; null only within the transaction that makes both."""

    pk = models.CompositePrimaryKey("person_id", "campaign_id")
    person_id = models.UUIDField()
    campaign_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "campaigns_participation"
        indexes = [models.Index(fields=["campaign_id"], name="campaigns_participation_of")]

    class Distribution:
        kind: ClassVar[str] = "member"
