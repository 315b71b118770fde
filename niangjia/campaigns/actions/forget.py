"""Who is erased is forgotten here; and no wall is kept for ever."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.campaigns.actions.own_entry import empty_entry
from niangjia.campaigns.models import Campaign, Entry, Like, Report
from niangjia.campaigns.rules.names import GONE, WALL_DAYS

ERASED = "本人申请删除资料"
OVER = "活动结束半年，照片和文字不再保存"
AT_ONCE = 500


def forget(*, by: Actor, person_id: UUID) -> None:
    """Her pictures, words and likes go, on every wall; that somebody took part stays counted. Twice is once."""
    with act("campaigns.forget", by=by, about=("person", person_id)):
        for entry in Entry.objects.select_for_update().filter(person_id=person_id).exclude(state=GONE):
            empty_entry(by, entry, ERASED)
        Like.objects.filter(person_id=person_id).delete()
        Report.objects.filter(person_id=person_id, settled_at__isnull=False).delete()


def clear_walls() -> int:
    """What was handed in to campaigns that ended half a year ago goes, at most 500 entries a run; returns how many went."""
    oldest = clock.now() - timedelta(days=WALL_DAYS)
    campaign = (
        Campaign.objects.filter(published_at__isnull=False, cleared_at=None, closes_at__lt=oldest)
        .order_by("closes_at")
        .first()
    )
    if campaign is None:
        return 0
    with act("campaigns.clear_wall", by=SYSTEM, about=("campaign", campaign.id)) as deed:
        rows = Entry.objects.select_for_update().filter(campaign_id=campaign.id).exclude(state=GONE)[:AT_ONCE]
        going = list(rows)
        for entry in going:
            empty_entry(SYSTEM, entry, OVER)
        if len(going) < AT_ONCE:
            Campaign.objects.filter(id=campaign.id).update(cleared_at=clock.now())
        deed.note(gone=len(going))
    return len(going)
