"""A picture or a wish into its campaign's wall, or kept for herself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from niangjia.base import clock, files
from niangjia.base.actor import Actor
from niangjia.campaigns.access import PHOTO
from niangjia.campaigns.errors import NumberInWords, PictureMissing, WordsMissing, WordsTooLong
from niangjia.campaigns.models import Campaign, Entry
from niangjia.campaigns.rules.asking import LONGEST_WORDS, tells_a_number, tidy
from niangjia.campaigns.rules.names import KEPT, PHOTOS, WAITING
from niangjia.kernel.text import mask_name
from niangjia.people import api as people

LONGEST_SIDE = 1600  # px: for a phone, and light enough for a wall of many


@dataclass(frozen=True, slots=True)
class HandedIn:
    """``text``: the wish, or the words to a picture (``upload``). ``show``: she agrees that it is shown; ``named``: with surname and employer."""

    text: str = ""
    upload: Any = None
    show: bool = False
    named: bool = False


def require_fit(kind: str, given: HandedIn) -> HandedIn:
    """The same with its words cleaned, when it can be handed in.

    :raises PictureMissing, WordsMissing, WordsTooLong, NumberInWords:
    """
    words = tidy(given.text)
    if kind == PHOTOS and given.upload is None:
        raise PictureMissing
    if kind != PHOTOS and not words:
        raise WordsMissing
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(length=len(words), most=LONGEST_WORDS)
    if given.show and tells_a_number(words):
        raise NumberInWords
    return HandedIn(words, given.upload if kind == PHOTOS else None, given.show, given.named and given.show)


def enter_wall(*, by: Actor, campaign: Campaign, given: HandedIn) -> Entry:
    """The first time. Belongs inside the caller's act, as ``enter_again``."""
    entry = Entry(person_id=by.id, campaign_id=campaign.id, kind=campaign.kind, turn=0)
    _fill(entry, by, given)
    entry.save(force_insert=True)
    return entry


def enter_again(*, by: Actor, entry: Entry, given: HandedIn) -> None:
    """After a no, or after she took it back: at the end of the queue, with nothing of the old one left."""
    if entry.file_id:
        files.erase(by=by, file_id=entry.file_id, reason="本人重新提交")
    _fill(entry, by, given)
    entry.save()


def _fill(entry: Entry, by: Actor, given: HandedIn) -> None:
    now = clock.now()
    entry.text, entry.consent, entry.shown_as = given.text, given.show, _name_of(by) if given.named else ""
    entry.state = WAITING if given.show else KEPT
    entry.file_id = _stored(by, given) if given.upload is not None else None
    entry.turn, entry.handed_in_at, entry.waits_since = entry.turn + 1, now, now if given.show else None
    entry.checked_at = entry.checked_by = entry.shown_at = None
    entry.reason = entry.reply = entry.replied_by_label = ""
    entry.replied_at = None


def _stored(by: Actor, given: HandedIn) -> Any:
    stored = files.store(
        by=by, owner_id=by.id, purpose=PHOTO, upload=given.upload, accept=files.PICTURES, longest_side=LONGEST_SIDE
    )
    return stored.id


def _name_of(by: Actor) -> str:
    """Surname and employer, as she agreed: 林* · 榕和食品有限公司."""
    her = people.people(person_ids=[by.id])[by.id]
    return " · ".join(filter(None, (mask_name(her.name), her.employer_name)))[:120]
