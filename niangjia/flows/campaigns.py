"""Taking part in a campaign gives points; whoever handed something in hears what became of it."""

from __future__ import annotations

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.campaigns import api as campaigns
from niangjia.campaigns.events import ParticipationCounted, WallEntryDecided, WallReportsSettled, WishAnswered
from niangjia.catalogue import api as catalogue
from niangjia.messages import api as messages
from niangjia.points import api as points

KINDS = {"shown": "campaign.shown", "refused": "campaign.refused", "down": "campaign.down"}


def participation_counted(event: ParticipationCounted) -> None:
    """By the campaign's rule, as of the day she took part, where the definition gives points. Told twice is given once."""
    campaign = campaigns.campaign_of(event.campaign_id)
    definition, at = (
        catalogue.definition(campaign.service),
        campaigns.taken_on(person_id=event.person_id, campaign_id=event.campaign_id),
    )
    if at is None or definition is None or not definition.outcome.points:
        return
    on = clock.local_date(at)
    if campaign.rule not in {rule.key for rule in points.earning_rules(on=on)}:  # none, or it has ended meanwhile
        return
    points.earn(
        by=SYSTEM, rule=campaign.rule, source_kind="campaign", source_id=campaign.id, person_ids=[event.person_id],
        title=campaign.title, on=on, link=f"/campaigns/{campaign.id}/",
    )  # fmt: skip


def entry_decided(event: WallEntryDecided) -> None:
    """Nothing when she has taken it back or sent another meanwhile."""
    entry = campaigns.own_entry_of(event.person_id, campaign_id=event.campaign_id)
    if entry is None or (entry.state, entry.turn) != (event.state, event.turn):
        return
    kind = KINDS[event.state]
    messages.send(
        to=[event.person_id], kind=kind, params={"title": campaigns.campaign_of(event.campaign_id).title, "reason": entry.reason},
        link=f"/campaigns/{event.campaign_id}/mine/", key=f"{kind}:{entry.id}:{event.turn}",
    )  # fmt: skip


def reports_settled(event: WallReportsSettled) -> None:
    """Whoever had said that something is wrong hears that somebody has looked, and not what was decided about another."""
    title = campaigns.campaign_of(event.campaign_id).title
    messages.send_each(
        letters=[
            messages.Letter(
                to=person, kind="campaign.looked_into", params={"title": title}, link=f"/campaigns/{event.campaign_id}/wall/",
                key=f"campaign.looked_into:{event.entry_id}:{person}",
            )
            for person in event.person_ids
        ]
    )  # fmt: skip


def wish_answered(event: WishAnswered) -> None:
    entry = campaigns.own_entry_of(event.person_id, campaign_id=event.campaign_id)
    if entry is None or not entry.reply:
        return
    messages.send(
        to=[event.person_id], kind="campaign.answered", params={"reply": entry.reply.rstrip("。"), "union": entry.replied_by_label},
        link=f"/campaigns/{event.campaign_id}/mine/", key=f"campaign.answered:{event.entry_id}:{entry.turn}",
    )  # fmt: skip
