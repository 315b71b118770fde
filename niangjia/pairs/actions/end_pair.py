"""收回: either of the two ends it, and neither sees the other's phone any more."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.pairs.access import pair_with
from niangjia.pairs.actions.choose import lock_pair
from niangjia.pairs.models import Choice, Pair


def end_pair(*, by: Actor, pair_id: UUID) -> None:
    """Consent is taken back; no reason is asked. To be a pair again both would have to choose again. Twice is once.

    :raises NotFound: none of hers.
    """
    with act("pairs.end_pair", by=by, about=("pair", pair_id)):
        pair = pair_with(by.id, pair_id)
        end_between(by, pair.low_id, pair.high_id)


def end_between(by: Actor, one: UUID, other: UUID) -> None:
    """No pair and no choice is left between these two. Call it inside an act."""
    low, high = lock_pair(one, other)
    Pair.objects.filter(low_id=low, high_id=high, ended_at=None).update(ended_at=clock.now(), ended_by=by.id)
    Choice.objects.filter(Q(person_id=low, chosen_id=high) | Q(person_id=high, chosen_id=low)).delete()
