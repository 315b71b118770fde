"""An officer of the city or a county makes a campaign, asks its questions, publishes it, ends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.campaigns.access import require_campaign, require_tending
from niangjia.campaigns.definitions import campaign_services
from niangjia.campaigns.errors import CampaignWrong, NotADraft, NothingAsked, NotRunning
from niangjia.campaigns.models import Campaign, Question
from niangjia.campaigns.rules.names import (
    COUNTY_AND_ABOVE,
    DRAFT,
    KINDS,
    MOST_QUESTIONS,
    MOST_SHOWN,
    OVER,
    QUIZ,
    STATES,
    WALLED,
)
from niangjia.campaigns.rules.question_rows import NewQuestion
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.ids import uuid7
from niangjia.kernel.reasons import require_reason
from niangjia.kernel.text import N_
from niangjia.points import api as points
from niangjia.unions import api as unions

EARNS = "campaign"  # rules of points that a campaign may go by


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What an officer fills in; moments are aware. ``rule``: of points, "" for none. ``shown_most``: of a wall."""

    service: str
    union_id: UUID
    kind: str
    title: str
    text: str
    opens_at: datetime
    closes_at: datetime
    rule: str = ""
    shown_most: int = 0


def make_campaign(*, by: Actor, new: NewCampaign) -> UUID:
    """A draft. Nobody sees it but officers until it is published.

    :raises NotFound: the service is no open campaign. NotAllowed: no post there, or below a county. CampaignWrong:
    """
    if new.service not in campaign_services() or new.kind not in KINDS:
        raise NotFound
    union, campaign_id = unions.union(union_id=new.union_id), uuid7()
    require_tending(by, union.path)
    if union.level not in COUNTY_AND_ABOVE:
        raise NotAllowed
    _require_sense(new)
    with act("campaigns.make", by=by, about=("campaign", campaign_id), owner=union.id) as deed:
        Campaign.objects.create(
            id=campaign_id, union_id=union.id, made_at=clock.now(), made_by=by.id, service=new.service, kind=new.kind, **_told(new)
        )  # fmt: skip
        deed.note(title=new.title, kind=new.kind)
    return campaign_id


def edit_campaign(*, by: Actor, campaign_id: UUID, new: NewCampaign) -> None:
    """As long as it is a draft. Union, service and kind stay.

    :raises NotFound, NotADraft, CampaignWrong:
    """
    _require_sense(new)
    with act("campaigns.edit", by=by, about=("campaign", campaign_id)) as deed:
        campaign = _held_draft(by, campaign_id)
        for name, value in _told(new).items():
            setattr(campaign, name, value)
        campaign.save()
        deed.note(title=campaign.title)


def add_questions(*, by: Actor, campaign_id: UUID, questions: Sequence[NewQuestion]) -> int:
    """Behind those that are there; one that is there already is left out. Returns how many came.

    :raises NotFound, NotADraft, CampaignWrong: too many.
    """
    with act("campaigns.add_questions", by=by, about=("campaign", campaign_id)) as deed:
        campaign = _held_draft(by, campaign_id)
        if campaign.kind != QUIZ:
            raise NotFound
        there = set(campaign.questions.values_list("text", flat=True))
        new = [each for each in {each.text: each for each in questions}.values() if each.text not in there]
        if len(there) + len(new) > MOST_QUESTIONS:
            raise CampaignWrong(why=N_("一次答题最多 50 题。"))
        last = campaign.questions.aggregate(last=Max("nr"))["last"] or 0
        Question.objects.bulk_create(
            [
                Question(campaign=campaign, nr=nr, text=q.text, choices=list(q.choices), answer=q.answer, why=q.why)
                for nr, q in enumerate(new, last + 1)
            ]
        )
        deed.note(added=len(new))
    return len(new)


def drop_question(*, by: Actor, campaign_id: UUID, nr: int) -> None:
    """
    :raises NotFound: the campaign, or the question. NotADraft:
    """
    with act("campaigns.drop_question", by=by, about=("campaign", campaign_id)) as deed:
        campaign = _held_draft(by, campaign_id)
        gone, _each = campaign.questions.filter(nr=nr).delete()
        if not gone:
            raise NotFound
        deed.note(nr=nr)


def publish_campaign(*, by: Actor, campaign_id: UUID) -> None:
    """From now on its members see it, and its clock runs.

    :raises NotFound, NotADraft: NothingAsked: a quiz without questions. CampaignWrong: its end has passed.
    """
    with act("campaigns.publish", by=by, about=("campaign", campaign_id)) as deed:
        campaign = _held_draft(by, campaign_id)
        if campaign.closes_at <= clock.now():
            raise CampaignWrong(why=N_("结束时间已经过了。"))
        if campaign.kind == QUIZ and not campaign.questions.exists():
            raise NothingAsked
        campaign.published_at = clock.now()
        campaign.save(update_fields=["published_at"])
        deed.note(title=campaign.title)


def end_campaign(*, by: Actor, campaign_id: UUID, reason: str) -> None:
    """Before its time, with a reason that is read on its page. Whoever took part keeps what she got.

    :raises NotFound, ReasonMissing: NotRunning: a draft, or over.
    """
    why = require_reason(reason)
    with act("campaigns.end", by=by, about=("campaign", campaign_id), reason=reason) as deed:
        campaign = require_campaign(by, campaign_id, held=True)
        now = clock.now()
        if (state := campaign.state_at(now)) in {DRAFT, OVER}:
            raise NotRunning(state=STATES[state])
        campaign.opens_at, campaign.closes_at, campaign.ended_why = min(campaign.opens_at, now), now, why
        campaign.save(update_fields=["opens_at", "closes_at", "ended_why"])
        deed.note(title=campaign.title)


def widen_wall(*, by: Actor, campaign_id: UUID, shown_most: int) -> None:
    """Room for more on the wall; never for fewer, so that nobody's is taken down by a number.

    :raises NotFound: there is none, or it has no wall. CampaignWrong:
    """
    with act("campaigns.widen_wall", by=by, about=("campaign", campaign_id)) as deed:
        campaign = require_campaign(by, campaign_id, held=True)
        if campaign.kind not in WALLED:
            raise NotFound
        if not campaign.shown_most <= shown_most <= MOST_SHOWN:
            raise CampaignWrong(why=N_("上限只能加大，最多 2000。"))
        campaign.shown_most = shown_most
        campaign.save(update_fields=["shown_most"])
        deed.note(shown_most=shown_most)


def _held_draft(by: Actor, campaign_id: UUID) -> Campaign:
    campaign = require_campaign(by, campaign_id, held=True)
    require_tending(by, campaign.union.path)
    if campaign.published_at is not None:
        raise NotADraft
    return campaign


def _told(new: NewCampaign) -> dict[str, object]:
    return {
        "title": new.title.strip(), "text": new.text.strip(), "opens_at": new.opens_at, "closes_at": new.closes_at, "rule": new.rule,
        "shown_most": new.shown_most if new.kind in WALLED else 0,
    }  # fmt: skip


def _require_sense(new: NewCampaign) -> None:
    if not 2 <= len(new.title.strip()) <= 60:
        raise CampaignWrong(why=N_("名称要 2 到 60 个字。"))
    if len(new.text.strip()) > 1000:
        raise CampaignWrong(why=N_("说明最多 1000 个字。"))
    if new.opens_at >= new.closes_at or new.closes_at <= clock.now():
        raise CampaignWrong(why=N_("结束要在开始之后，也要在现在之后。"))
    if new.kind in WALLED and not 1 <= new.shown_most <= MOST_SHOWN:
        raise CampaignWrong(why=N_("墙上最多展示多少条，要写 1 到 2000。"))
    if new.rule and new.rule not in {each.key for each in campaign_rules(new.opens_at)}:
        raise CampaignWrong(why=N_("选的积分规则在开始那天不作数。"))


def campaign_rules(moment: datetime) -> list[points.EarningRule]:
    """The rules of points in force then that are for campaigns."""
    return [each for each in points.earning_rules(on=clock.local_date(moment)) if each.earns == EARNS]
