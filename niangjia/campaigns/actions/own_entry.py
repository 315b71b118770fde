"""What she handed in is hers: back whenever she likes, and another after a no."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock, files
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.campaigns.access import own_entry, require_published
from niangjia.campaigns.errors import EntryStands, NotRunning
from niangjia.campaigns.handing_in import HandedIn, enter_again, require_fit
from niangjia.campaigns.models import Entry, Like, Report
from niangjia.campaigns.rules.names import DOWN, ENTRY_STATES, GONE, REFUSED, STATES

MAY_SEND_AGAIN = frozenset({REFUSED, DOWN, GONE})
OWN_WILL = "本人收回"


def send_again(*, by: Actor, campaign_id: UUID, handed_in: HandedIn) -> None:
    """Another picture or wish in the place of one that was refused, taken down or taken back, while the campaign runs. It counts nothing more.

    :raises NotFound: she has not taken part. NotRunning, EntryStands; PictureMissing …: see ``handing_in``. BadFile.
    """
    campaign = require_published(campaign_id)
    if not campaign.runs_at(clock.now()):
        raise NotRunning(state=STATES[campaign.state_at(clock.now())])
    given = require_fit(campaign.kind, handed_in)
    with act("campaigns.send_again", by=by, about=("campaign", campaign_id), owner=by.id) as deed:
        entry = own_entry(by.id, campaign_id, held=True)
        if entry.state not in MAY_SEND_AGAIN:
            raise EntryStands(state=ENTRY_STATES[entry.state])
        enter_again(by=by, entry=entry, given=given)
        deed.note(turn=entry.turn)


def take_back_entry(*, by: Actor, campaign_id: UUID) -> None:
    """Off the wall at once, the picture and the words gone for good, with the likes and reports. That she took part stays. Twice is once.

    :raises NotFound: she has handed in nothing there.
    """
    with act("campaigns.take_back_entry", by=by, about=("campaign", campaign_id), owner=by.id):
        entry = own_entry(by.id, campaign_id, held=True)
        if entry.state != GONE:
            empty_entry(by, entry, OWN_WILL)


def empty_entry(by: Actor, entry: Entry, why: str) -> None:
    """Nothing of it is kept but that there was one. ``entry`` is held by the caller."""
    if entry.file_id:
        files.erase(by=by, file_id=entry.file_id, reason=why)
    Like.objects.filter(entry_id=entry.id).delete()
    Report.objects.filter(entry_id=entry.id).delete()
    entry.state, entry.text, entry.file_id, entry.shown_as, entry.consent = GONE, "", None, "", False
    entry.waits_since = entry.shown_at = entry.replied_at = None
    entry.reply = entry.replied_by_label = entry.reason = ""
    entry.save()
