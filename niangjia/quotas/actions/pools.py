"""Making a pool, changing how many there are, calling it off."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.kernel.reasons import require_reason
from niangjia.kernel.text import N_
from niangjia.quotas.access import require_leave_to_make, require_pool
from niangjia.quotas.actions.behind_locks import locked_pool
from niangjia.quotas.actions.moving import end
from niangjia.quotas.errors import PoolWrong
from niangjia.quotas.events import PlaceFreed, PoolCancelled
from niangjia.quotas.models import Booking, Pool, Share
from niangjia.quotas.rules.names import ASKING, BOOKED, CASE, FIRST, HELD, MERIT, MODES, RETURNED, RUSH
from niangjia.quotas.rules.pools import commitment_of, has_one_in


@dataclass(frozen=True, slots=True)
class NewPool:
    """What an officer fills in. ``item``: which kind of place, where the form offers kinds. Moments are aware; points are whole."""

    service: str
    union_id: UUID
    title: str
    capacity: int
    mode: str
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    text: str = ""
    item: str = ""
    points: int = 0
    series: UUID | None = None


def open_pools(*, by: Actor, pools: Sequence[NewPool]) -> list[UUID]:
    """Make these, all or none (a course has several sessions): limits and reserved shares come from the service's definition.

    :raises NotFound: no such service gives places. NotAllowed: not her union. PoolWrong: what does not fit together.
    """
    made: list[UUID] = []
    for new in pools:
        require_leave_to_make(by, new.union_id)
        pool_id = uuid7()
        with act("quotas.open_pool", by=by, about=("pool", pool_id), owner=new.union_id) as deed:
            pool = _pool(by, pool_id, new)
            _require_sense(new, _quota(new.service))
            _require_small_enough(new, _quota(new.service))
            pool.save(force_insert=True)
            shares = _shares(pool, new.service)
            Share.objects.bulk_create(shares)
            deed.note(
                service=new.service, title=new.title, capacity=new.capacity, mode=new.mode, points=new.points,
                commitment=pool.commitment, reserved={share.name: share.places for share in shares},
            )  # fmt: skip
        made.append(pool_id)
    return made


def add_places(*, by: Actor, pool_id: UUID, more: int, reason: str) -> None:
    """So many more places; those who wait get them first.

    :raises NotFound: PoolWrong: not a positive number. ReasonMissing:
    """
    require_reason(reason)
    require_pool(by, pool_id)
    with act("quotas.add_places", by=by, about=("pool", pool_id), reason=reason) as deed:
        pool = locked_pool(pool_id)
        if more < 1 or pool.cancelled_at:
            raise PoolWrong(why=N_("增加的名额要是正数，场次也还没取消。"))
        pool.capacity += more
        pool.left += more
        pool.save(update_fields=["capacity", "left"])
        deed.note(more=more, capacity=pool.capacity)
        deed.emit(PlaceFreed(pool_id=pool_id))


def cancel_pool(*, by: Actor, pool_id: UUID, reason: str) -> None:
    """取消: everybody gets back what she paid and is told; it bars nobody. Twice is once.

    :raises NotFound: ReasonMissing:
    """
    require_reason(reason)
    require_pool(by, pool_id)
    with act("quotas.cancel_pool", by=by, about=("pool", pool_id), reason=reason) as deed:
        pool = locked_pool(pool_id)
        if pool.cancelled_at:
            return
        pool.cancelled_at = clock.now()
        pool.save(update_fields=["cancelled_at"])
        live = Booking.objects.select_for_update().filter(pool_id=pool_id, state__in=[*ASKING, HELD, BOOKED])
        for booking in live.order_by("person_id", "id"):
            end(pool, booking, RETURNED, deed, why=reason)
        deed.emit(PoolCancelled(pool_id=pool_id))


def _pool(by: Actor, pool_id: UUID, new: NewPool) -> Pool:
    definition, quota = catalogue.definition(new.service), _quota(new.service)
    seed = secrets.token_hex(16) if new.mode == RUSH else ""
    return Pool(
        id=pool_id, service=new.service, union_id=new.union_id, title=new.title.strip(), text=new.text.strip(), place=new.place.strip(),
        item=new.item, series=new.series, mode=new.mode, capacity=new.capacity, left=new.capacity, points=new.points,
        most_seats=quota.seats, period=has_one_in(definition.once) if definition else "",
        opens_at=new.opens_at, closes_at=new.closes_at, starts_at=new.starts_at, ends_at=new.ends_at,
        return_hours=quota.return_hours, reply_hours=quota.reply_hours, bar_days=quota.bar_days, counts=quota.counts,
        seed=seed, commitment=commitment_of(seed) if seed else "", made_at=clock.now(), made_by=by.id,
    )  # fmt: skip


def _quota(service: str) -> Any:
    definition = catalogue.definition(service)
    if definition is None or definition.outcome.quota is None:
        raise NotFound
    return definition.outcome.quota


def _shares(pool: Pool, service: str) -> list[Share]:
    """Rounded up: "at least" fifteen of a hundred are never fourteen."""
    values = {each.name: each.value for each in catalogue.parameters_of(service)}
    found = []
    for reserve in _quota(service).reserve:
        places = ceil(pool.capacity * Decimal(str(values[reserve.share])))
        if places:
            found.append(Share(pool_id=pool.id, name=reserve.name, places=places))
    return found


def _require_small_enough(new: NewPool, quota: Any) -> None:
    """A service may be meant for small groups."""
    most = next((p.value for p in catalogue.parameters_of(new.service) if p.name == quota.most), None)
    if most is not None and new.capacity > int(str(most)):
        raise PoolWrong(why=N_("这项服务要小范围办，名额超过了规定的上限。"))


def ways_of(quota: Any) -> tuple[str, ...]:
    """How pools of this service may be given: as the definition says; what may be rushed for may also go to whom comes first."""
    said = tuple(mode for mode in MODES if mode in quota.modes or (mode == FIRST and RUSH in quota.modes))
    return (*said, CASE)


def _require_sense(new: NewPool, quota: Any) -> None:
    if not new.title.strip():
        raise PoolWrong(why=N_("还没有写名称。"))
    if new.capacity < 1 or new.points < 0:
        raise PoolWrong(why=N_("名额至少一个，积分不能是负数。"))
    if new.mode not in ways_of(quota):
        raise PoolWrong(why=N_("这项服务不能这样发放。"))
    if new.opens_at >= new.closes_at:
        raise PoolWrong(why=N_("截止要在开始报名之后。"))
    if new.mode == MERIT and new.starts_at is None:
        raise PoolWrong(why=N_("按条件排序的要写哪天开始、哪天结束，候补的才知道等到什么时候。"))
    if (new.starts_at is None) != (new.ends_at is None) or (
        new.starts_at and new.ends_at and new.starts_at >= new.ends_at
    ):
        raise PoolWrong(why=N_("活动的开始和结束要都填，结束在开始之后。"))
