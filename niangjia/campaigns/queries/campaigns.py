"""Campaigns as their members and their officers see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.campaigns.access import in_reach, paths_for, published, require_campaign, require_published
from niangjia.campaigns.models import Campaign, Entry, Participation
from niangjia.campaigns.queries.counting import how_many
from niangjia.campaigns.rules.names import DRAFT, QUIZ, RUNNING, SHOWN, WAITING, WALLED
from niangjia.points import api as points

LISTED = 50


@dataclass(frozen=True, slots=True)
class CampaignView:
    """``points``: what taking part gives, 0 when nothing. ``case_id``: hers, when she took part. ``here``: her union's, or one above it.

    ``people``, ``waiting`` and ``shown`` are counted for officers, 0 else.
    """

    id: UUID
    service: str
    kind: str
    title: str
    text: str
    union_id: UUID
    union_name: str
    path: str
    opens_at: datetime
    closes_at: datetime
    state: str
    rule: str
    points: int
    shown_most: int
    questions: int
    ended_why: str
    took_part: bool = False
    case_id: UUID | None = None
    here: bool = True
    people: int = 0
    waiting: int = 0
    shown: int = 0

    @property
    def runs(self) -> bool:
        return self.state == RUNNING

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT

    @property
    def is_quiz(self) -> bool:
        return self.kind == QUIZ

    @property
    def has_wall(self) -> bool:
        return self.kind in WALLED


def campaigns_for(person_id: UUID, *, over: bool = False) -> list[CampaignView]:
    """Those of her union and of all above it: what runs and comes, the next to end first; or what is over, the latest first."""
    rows, now = published().filter(union__path__in=paths_for(person_id)), clock.now()
    rows = rows.filter(closes_at__lte=now).order_by("-closes_at", "id") if over else rows.filter(
        closes_at__gt=now
    ).order_by("closes_at", "id")  # fmt: skip
    return _views(list(_with_questions(rows)[:LISTED]), person_id)


def campaign_seen(person_id: UUID, *, campaign_id: UUID) -> CampaignView:
    """
    :raises NotFound: none, or a draft.
    """
    row = _with_questions(published()).filter(id=campaign_id).first() or require_published(campaign_id)
    return _views([row], person_id, here=row.union.path in paths_for(person_id))[0]


def campaigns_visible_to(
    actor: Actor, *, over: bool = False, page: int = 1, size: int = 30
) -> tuple[list[CampaignView], int]:
    """Of the unions below her posts, drafts included; with how many took part and how many entries wait and stand. And how many there are."""
    now = clock.now()
    rows = in_reach(actor).filter(closes_at__lte=now) if over else in_reach(actor).filter(closes_at__gt=now)
    found = _counted(rows.order_by("-opens_at", "id"))[(page - 1) * size : page * size]
    return _views(list(found), None), rows.count()


def campaign_for(actor: Actor, *, campaign_id: UUID) -> CampaignView:
    """
    :raises NotFound: there is none, or not for her.
    """
    row = _counted(in_reach(actor)).filter(id=campaign_id).first() or require_campaign(actor, campaign_id)
    return _views([row], None)[0]


def campaign_of(campaign_id: UUID) -> CampaignView:
    """For reactions, which tell people of it; published or not.

    :raises Campaign.DoesNotExist:
    """
    return _views([_with_questions(Campaign.objects.select_related("union")).get(id=campaign_id)], None)[0]


def taken_on(*, person_id: UUID, campaign_id: UUID) -> datetime | None:
    """When she took part."""
    return (
        Participation.objects.filter(person_id=person_id, campaign_id=campaign_id).values_list("at", flat=True).first()
    )


def _with_questions(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    return rows.annotate(asked=Count("questions"))


def _counted(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    return _with_questions(rows).annotate(
        people=how_many(Participation.objects.all(), "campaign_id"),
        waiting=how_many(Entry.objects.filter(state=WAITING), "campaign_id"),
        shown=how_many(Entry.objects.filter(state=SHOWN), "campaign_id"),
    )


def _views(rows: Sequence[Any], person_id: UUID | None, *, here: bool = True) -> list[CampaignView]:
    now, took = clock.now(), {}
    if person_id is not None:
        hers = Participation.objects.filter(Q(campaign_id__in=[row.id for row in rows]), person_id=person_id)
        took = dict(hers.values_list("campaign_id", "case_id"))
    return [
        CampaignView(
            row.id, row.service, row.kind, row.title, row.text, row.union_id, row.union.name, row.union.path, row.opens_at, row.closes_at,
            row.state_at(now), row.rule, _points(row), row.shown_most, getattr(row, "asked", 0), row.ended_why,
            took_part=row.id in took, case_id=took.get(row.id), here=here, people=getattr(row, "people", 0),
            waiting=getattr(row, "waiting", 0), shown=getattr(row, "shown", 0),
        )
        for row in rows
    ]  # fmt: skip


def _points(row: Campaign) -> int:
    rules = points.earning_rules(on=clock.local_date(row.opens_at)) if row.rule else []
    return next((each.points for each in rules if each.key == row.rule), 0)
