"""What hot pools owe, settled: help and with it the verdicts, the numbers of the tree, and the event by which everybody is told."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.catalogue import api as catalogue
from niangjia.quotas.actions.giving import count_in_tree
from niangjia.quotas.events import PlacesBooked
from niangjia.quotas.models import Booking, Pool, Unsettled
from niangjia.quotas.rules.names import BOOKED, GIVEN

AT_ONCE = 1000  # bookings of a pool in one transaction, and the rest of the batch that reaches it


def settle_owed(*, by: Actor) -> int:
    """Everything that is owed now, pool by pool, some thousand people a transaction; returns how many bookings. Twice is once."""
    settled = 0
    for pool_id in Unsettled.objects.order_by("pool_id").values_list("pool_id", flat=True).distinct():
        while Unsettled.objects.filter(pool_id=pool_id).exists():
            settled += _settle(by, pool_id)
    return settled


def _settle(by: Actor, pool_id: UUID) -> int:
    with act("quotas.settle_owed", by=by, about=("pool", pool_id)) as deed:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, {"pool": pool_id, "most": AT_ONCE})
            ids = [booking_id for row in cursor.fetchall() for booking_id in row[0]]
        pool = Pool.objects.get(id=pool_id)
        given = Booking.objects.filter(pool_id=pool_id, id__in=ids, state__in=GIVEN).order_by("person_id", "id")
        found = list(
            given.select_for_update().values_list("person_id", "id", "state")
        )  # who is just being checked in is waited for
        people, kept = tuple(person for person, _, _ in found), tuple(booking for _, booking, _ in found)
        catalogue.settle_help(person_ids=people)
        count_in_tree(pool, [booking for _, booking, state in found if pool.counts in (BOOKED, state)])
        deed.note(settled=len(ids), given_back=len(ids) - len(kept))
        if kept:
            deed.emit(PlacesBooked(pool_id=pool_id, person_ids=people, booking_ids=kept))
    return len(ids)


# Batches of a hundred from a rush, of one from a page: counted by what is in them. Who settles at the same time finds them gone.
_TAKE = """
with these as materialized (
    select id from (
        select id, sum(cardinality(booking_ids)) over (order by id) - cardinality(booking_ids) as before
        from quotas_unsettled where pool_id = %(pool)s) r
    where before < %(most)s
)
delete from quotas_unsettled u using these where u.pool_id = %(pool)s and u.id = these.id returning u.booking_ids
"""
