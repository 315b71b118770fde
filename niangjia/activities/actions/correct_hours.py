"""改时长: a shift was longer or shorter than planned."""

from __future__ import annotations

from uuid import UUID

from niangjia.activities.access import require_tending
from niangjia.activities.errors import MinutesWrong
from niangjia.activities.models import Certificate, HoursEntry
from niangjia.activities.models.hours import MOST_MINUTES
from niangjia.activities.rules.certificates import HOURS
from niangjia.activities.standing import minutes_in_year
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.reasons import require_reason


def correct_hours(*, by: Actor, person_id: UUID, entry_id: UUID, minutes: int, reason: str) -> None:
    """What she did, in minutes; a certificate of the year says the new sum at once, downwards too.

    :raises ReasonMissing, MinutesWrong, NotFound: NotAllowed: not her union's shift, or her own hours.
    """
    why = require_reason(reason)
    if not 0 <= minutes <= MOST_MINUTES:
        raise MinutesWrong
    with act("activities.correct_hours", by=by, about=("hours", entry_id), owner=person_id, reason=why) as deed:
        rows = HoursEntry.objects.select_for_update(of=("self",)).select_related("union")
        entry = rows.filter(person_id=person_id, id=entry_id).first()
        if entry is None:
            raise NotFound
        require_tending(by, entry.union.path)
        if by.id == person_id:
            raise NotAllowed
        was, entry.minutes, entry.corrected_at, entry.reason = entry.minutes, minutes, clock.now(), why
        entry.save(update_fields=["minutes", "corrected_at", "reason"])
        Certificate.objects.filter(person_id=person_id, kind=HOURS, about=str(entry.day.year)).update(
            minutes=minutes_in_year(person_id, entry.day.year)
        )
        deed.note(was=was, minutes=minutes, day=str(entry.day))
