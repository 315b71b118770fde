"""Looking at who else was there: written down once a meeting."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.pairs.access import guest_in_time
from niangjia.pairs.models import Guest
from niangjia.pairs.queries.meetings import Meeting, meeting_of


def look_around(*, by: Actor, pool_id: UUID) -> Meeting:
    """The others of her meeting; that she looked is in the journal before she is shown anybody.

    :raises NotFound: she was not there. WindowOver:
    """
    guest = guest_in_time(by.id, pool_id)
    if guest.looked_at is None and guest.hidden_at is None:
        with act("pairs.look_around", by=by, about=("meeting", pool_id), owner=by.id):
            Guest.objects.filter(pool_id=pool_id, person_id=by.id).update(looked_at=clock.now())
    return meeting_of(guest)
