"""How she wants to be seen at a meeting, and that she does not want to be seen any more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.base import clock, files
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.pairs.access import PHOTO, guest_in_time
from niangjia.pairs.errors import NameUnfit
from niangjia.pairs.models import Choice, Guest
from niangjia.pairs.rules.asking import nickname_of


def introduce(*, by: Actor, pool_id: UUID, nickname: str = "", upload: Any = None, without_photo: bool = False) -> None:
    """A name for this meeting, "" for none, and a photograph if she likes. A new one takes the old one's place, whose contents are gone.

    :raises NotFound, WindowOver, NameUnfit: BadFile: see ``files.store``.
    """
    name = nickname_of(nickname)
    if name is None:
        raise NameUnfit
    with act("pairs.introduce", by=by, about=("meeting", pool_id), owner=by.id) as deed:
        guest = guest_in_time(by.id, pool_id, held=True)
        new = None
        if upload is not None:
            new = files.store(by=by, owner_id=by.id, purpose=PHOTO, upload=upload, accept=files.PICTURES).id
        if guest.photo_id and (new or without_photo):
            files.erase(by=by, file_id=guest.photo_id, reason="本人换下照片")
            guest.photo_id = None
        guest.photo_id = new or guest.photo_id
        guest.nickname = name
        guest.save(update_fields=["photo_id", "nickname"])
        deed.note(photo=guest.photo_id is not None)


def leave_meeting(*, by: Actor, pool_id: UUID) -> None:
    """She neither sees nor is seen at this meeting any more; what she chose is gone. Twice is once.

    :raises NotFound, WindowOver:
    """
    with act("pairs.leave_meeting", by=by, about=("meeting", pool_id), owner=by.id):
        guest = guest_in_time(by.id, pool_id, held=True)
        Guest.objects.filter(pool_id=pool_id, person_id=by.id, hidden_at=None).update(hidden_at=clock.now())
        Choice.objects.filter(person_id=by.id, pool_id=guest.pool_id).delete()
