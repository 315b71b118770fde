"""The phone of the other of a pair: each look is written down before it is shown."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.pairs.access import other_of, pair_with
from niangjia.pairs.errors import PairEnded
from niangjia.pairs.models import Guest
from niangjia.people import api as people

REASON = "交友联谊互相选中：{title}"


def look_at_phone(*, by: Actor, pair_id: UUID) -> str:
    """The plain number. The other reads who looked under the name used at the meeting. Not inside a transaction.

    :raises NotFound: none of hers, or blocked. PairEnded: NothingThere: the other has no phone on record.
    """
    pair = pair_with(by.id, pair_id)
    if pair.ended_at:
        raise PairEnded
    me = Guest.objects.filter(pool_id=pair.pool_id, person_id=by.id).first()
    known_as = (me.nickname or f"{me.number} 号") if me else by.label
    return people.reveal_agreed(
        by=replace(by, label=known_as), person_id=other_of(pair, by.id), what="phone", reason=REASON.format(title=pair.title)
    )  # fmt: skip
