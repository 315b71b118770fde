"""What the clock does to places."""

from __future__ import annotations

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import periodic, task
from niangjia.quotas.actions.in_order import advance
from niangjia.quotas.actions.moving import lapse, mark_missed
from niangjia.quotas.actions.rush import open_rush
from niangjia.quotas.actions.settling import settle_owed
from niangjia.quotas.queries.due import held_too_long, over_and_not_settled, rushes_to_open, with_places_for_waiting
from niangjia.quotas.rules.names import SETTLE


@periodic("* * * * *", "quotas.every_minute")
def every_minute() -> None:
    """Rushes whose moment has come, places that nobody confirmed, places that somebody waits for, what is still owed."""
    now = clock.now()
    for pool_id in rushes_to_open(now):
        open_rush(by=SYSTEM, pool_id=pool_id)
    for booking_id in held_too_long(now):
        lapse(by=SYSTEM, booking_id=booking_id)
    for pool_id in with_places_for_waiting(now):
        advance(by=SYSTEM, pool_id=pool_id)
    settle_owed(by=SYSTEM)


@task(SETTLE)
def settle_hot_pools() -> None:
    """What is owed of places; whoever gives one calls it."""
    settle_owed(by=SYSTEM)


@periodic("20 * * * *", "quotas.settle_over")
def settle_over() -> None:
    """Who was not at what is over by now has missed it."""
    for pool_id in over_and_not_settled(clock.now()):
        mark_missed(by=SYSTEM, pool_id=pool_id)
