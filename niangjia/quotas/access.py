"""Which pools and bookings an actor may touch."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, WITH_PEOPLE, Actor
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.people import api as people
from niangjia.quotas.models import Booking, Pool
from niangjia.quotas.rules.names import CASE
from niangjia.unions import api as unions


def pools_in_reach(actor: Actor) -> QuerySet[Pool]:
    """Pools of the unions below her posts, where she works with people."""
    return Pool.objects.filter(unions.below(actor.paths_as(WITH_PEOPLE)))


def require_pool(actor: Actor, pool_id: UUID) -> Pool:
    """
    :raises NotFound: there is none, or not for her.
    """
    within = Pool.objects.all() if actor.id == SYSTEM.id else pools_in_reach(actor)
    pool = within.filter(id=pool_id).first()
    if pool is None:
        raise NotFound
    return pool


def require_leave_to_make(actor: Actor, union_id: UUID) -> None:
    """Pools are made by whoever reviews, leads, or helps for the union, or for one above it.

    :raises NotAllowed:
    """
    path = unions.union(union_id=union_id).path
    if not actor.may_as(WITH_PEOPLE, path):
        raise NotAllowed


def require_booking(actor: Actor, booking_id: UUID, *, person_id: UUID | None = None) -> Booking:
    """Her own, a relative's she looks after, or one of a pool in her reach. Locked to the end of the transaction.

    :raises NotFound: there is none, or not for her.
    """
    rows = Booking.objects.select_for_update().filter(id=booking_id)
    booking = (rows.filter(person_id=person_id) if person_id else rows).first()
    if booking is None or not may_touch(actor, booking):
        raise NotFound
    return booking


def require_seen(actor: Actor, booking_id: UUID) -> Booking:
    """The same, not locked: to be shown, or for who has to hold its pool first.

    :raises NotFound: there is none, or not for her.
    """
    booking = Booking.objects.select_related("union").filter(id=booking_id).first()
    if booking is None or not may_touch(actor, booking):
        raise NotFound
    return booking


def may_touch(actor: Actor, booking: Booking) -> bool:
    if actor.id in (SYSTEM.id, booking.person_id, booking.by):
        return True
    return pools_in_reach(actor).filter(id=booking.pool_id).exists()


def is_agreed_by_two(service: str) -> bool:
    """Whether somebody else has agreed to it too, and would have to again (a couple's wedding)."""
    definition = catalogue.definition(service)
    return bool(definition and definition.consents)


def pools_to_move_to(booking: Booking, pool: Pool) -> QuerySet[Pool]:
    """Other pools that might have given this case's place as well: of the same kind, in the line of her unions, not too soon to know of it.
    None where two have agreed to this day.
    """
    if is_agreed_by_two(pool.service):
        return Pool.objects.none()
    home = unions.union(union_id=booking.union_id or pool.union_id).path
    too_soon = ExpressionWrapper(F("return_hours") * Value(timedelta(hours=1)), output_field=DurationField())
    rows = Pool.objects.filter(service=pool.service, mode=CASE, cancelled_at=None, item__in=["", pool.item])
    rows = rows.filter(union__path__in=[*unions.ancestor_paths(home), home]).exclude(id=pool.id)
    return rows.filter(starts_at__gt=Value(clock.now()) + too_soon)


def require_speaks_for(actor: Actor, person_id: UUID) -> None:
    """For oneself; for a relative in the family file; or, at the counter, an officer for a member in her reach.

    :raises NotAllowed:
    """
    if actor.id in (SYSTEM.id, person_id):
        return
    if actor.id in people.relatives_of(person_id):
        return
    home = people.union_of(person_id)
    if home is None or not actor.sees(unions.union(union_id=home).path):
        raise NotAllowed
