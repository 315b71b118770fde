"""选中: quietly, and known to both only when both did."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.base.locks import advisory
from niangjia.kernel.ids import uuid7
from niangjia.pairs.access import guest_in_time, other_at
from niangjia.pairs.events import PairMade
from niangjia.pairs.models import Choice, Guest, Pair
from niangjia.pairs.rules.asking import in_order


def choose(*, by: Actor, pool_id: UUID, guest_id: UUID) -> UUID | None:
    """She would like to hear of this one again. Returns the pair's id when the other had chosen her too, else None. Twice is once.

    The two of a pair wait for each other at its lock, so that whoever comes second sees the first's choice.

    :raises NotFound: no such guest, or not to be seen by her. WindowOver:
    """
    with act("pairs.choose", by=by, about=("meeting", pool_id), owner=by.id) as deed:
        me = guest_in_time(by.id, pool_id)
        lock_pair(me.person_id, other_at(me, guest_id).person_id)
        other = other_at(me, guest_id)  # seen anew: she may have been blocked while this waited
        Choice.objects.get_or_create(
            person_id=me.person_id, pool_id=pool_id, chosen_id=other.person_id, defaults={"made_at": clock.now()}
        )
        if Choice.objects.filter(person_id=other.person_id, pool_id=pool_id, chosen_id=me.person_id).exists():
            return _paired(me, other, deed)
    return None


def take_back_choice(*, by: Actor, pool_id: UUID, guest_id: UUID) -> None:
    """As if it had never been; a pair that stands is ended by ``end_pair``, not here.

    :raises NotFound, WindowOver:
    """
    with act("pairs.take_back_choice", by=by, about=("meeting", pool_id), owner=by.id):
        me = guest_in_time(by.id, pool_id)
        other = other_at(me, guest_id)
        lock_pair(me.person_id, other.person_id)
        Choice.objects.filter(person_id=me.person_id, pool_id=pool_id, chosen_id=other.person_id).delete()


def lock_pair(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Wait for whatever else happens between these two. Returns them as a pair's key has them."""
    low, high = in_order(one, other)
    advisory(f"pairs/{low}/{high}")
    return low, high


def _paired(me: Guest, other: Guest, deed: Deed) -> UUID:
    low, high = in_order(me.person_id, other.person_id)
    pair = Pair.objects.filter(low_id=low, high_id=high).first()
    if pair is not None and pair.ended_at is None:
        return pair.id
    if pair is None:
        pair = Pair(low_id=low, high_id=high, id=uuid7(), made_on=clock.today())
    pair.pool_id, pair.service, pair.union_id, pair.title = me.pool_id, me.service, me.union_id, me.title
    pair.made_at, pair.ended_at, pair.ended_by = clock.now(), None, None
    pair.save()
    deed.also("pairs.paired", about=("pair", pair.id))
    deed.emit(PairMade(pair_id=pair.id, at=pair.made_at.isoformat()))
    return pair.id
