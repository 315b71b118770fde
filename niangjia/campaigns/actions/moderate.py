"""审核: nothing stands on a wall before somebody else has said yes."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.campaigns.access import require_entry
from niangjia.campaigns.errors import EntryChanged, EntryDecided, NoWish, WallFull, WordsMissing, WordsTooLong
from niangjia.campaigns.events import WallEntryDecided, WallReportsSettled, WishAnswered
from niangjia.campaigns.models import Campaign, Entry, Report
from niangjia.campaigns.rules.names import DOWN, ENTRY_STATES, REFUSED, SHOWN, WAITING, WISHES
from niangjia.kernel.reasons import require_reason

LONGEST_REPLY = 600


def check_entry(*, by: Actor, entry_id: UUID, turn: int, shown: bool, reason: str = "") -> None:
    """Let it on the wall, or refuse it with a reason that its owner reads. What others reported is settled with it.

    The campaign is held before the entry, so that two moderators never fill the same last place.

    :param turn: which one was looked at: its owner may have taken it back and sent another meanwhile.
    :raises NotFound: none, hers or her kin's, or not for her. ReasonMissing, EntryChanged, EntryDecided, WallFull:
    """
    why = "" if shown else require_reason(reason)
    found, campaign = require_entry(by, entry_id)
    with act(
        "campaigns.check_entry", by=by, about=("campaign_entry", entry_id), owner=found.person_id, reason=reason
    ) as deed:
        Campaign.objects.select_for_update().get(id=campaign.id)
        entry, campaign = require_entry(by, entry_id, held=True)
        _require_seen(entry, turn)
        if entry.state != WAITING:
            raise EntryDecided(state=ENTRY_STATES[entry.state])
        if shown:
            _require_room(campaign)
        _settle_reports(entry, deed)
        entry.shown_at = entry.shown_at or clock.now() if shown else None
        _decide(entry, by, SHOWN if shown else REFUSED, why, deed)


def take_down(*, by: Actor, entry_id: UUID, reason: str) -> None:
    """From the wall, with a reason that its owner reads; she may send another while the campaign runs.

    :raises NotFound, ReasonMissing: EntryDecided: it is not on the wall.
    """
    why = require_reason(reason)
    found, _campaign = require_entry(by, entry_id)
    with act(
        "campaigns.take_down", by=by, about=("campaign_entry", entry_id), owner=found.person_id, reason=reason
    ) as deed:
        entry, _campaign = require_entry(by, entry_id, held=True)
        if entry.state != SHOWN:
            raise EntryDecided(state=ENTRY_STATES[entry.state])
        entry.shown_at = None
        _decide(entry, by, DOWN, why, deed)


def answer_wish(*, by: Actor, entry_id: UUID, turn: int, text: str) -> None:
    """The union's answer, which she is told of; under a wish on the wall everybody reads it. Answered anew it is changed.

    :param turn: as for ``check_entry``.
    :raises NotFound, NoWish, EntryChanged, WordsMissing, WordsTooLong:
    """
    words = text.strip()
    if not words:
        raise WordsMissing
    if len(words) > LONGEST_REPLY:
        raise WordsTooLong(length=len(words), most=LONGEST_REPLY)
    found, _campaign = require_entry(by, entry_id)
    with act("campaigns.answer_wish", by=by, about=("campaign_entry", entry_id), owner=found.person_id) as deed:
        entry, campaign = require_entry(by, entry_id, held=True)
        if entry.kind != WISHES:
            raise NoWish
        _require_seen(entry, turn)
        entry.reply, entry.replied_at, entry.replied_by_label = words, clock.now(), campaign.union.name[:60]
        entry.save(update_fields=["reply", "replied_at", "replied_by_label"])
        deed.emit(WishAnswered(person_id=entry.person_id, campaign_id=entry.campaign_id, entry_id=entry.id))


def _require_seen(entry: Entry, turn: int) -> None:
    if entry.turn != turn:
        raise EntryChanged


def _require_room(campaign: Campaign) -> None:
    if Entry.objects.filter(campaign_id=campaign.id, state=SHOWN).count() >= campaign.shown_most:
        raise WallFull(most=campaign.shown_most)


def _settle_reports(entry: Entry, deed: Deed) -> None:
    open_ = Report.objects.filter(entry_id=entry.id, settled_at=None)
    people = tuple(sorted(open_.values_list("person_id", flat=True)))
    if people:
        open_.update(settled_at=clock.now())
        deed.emit(WallReportsSettled(campaign_id=entry.campaign_id, entry_id=entry.id, person_ids=people))


def _decide(entry: Entry, by: Actor, state: str, why: str, deed: Deed) -> None:
    entry.state, entry.checked_at, entry.checked_by, entry.reason = state, clock.now(), by.id, why
    entry.waits_since = None
    entry.save()
    deed.note(state=state, turn=entry.turn)
    deed.emit(WallEntryDecided(person_id=entry.person_id, campaign_id=entry.campaign_id, state=state, turn=entry.turn))
