"""Whose entries an officer sees."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from niangjia.base.actor import Actor
from niangjia.registers.models import Entry


def in_force(actor: Actor) -> QuerySet[Entry]:
    """Those in force below the unions of her posts."""
    if not actor.paths:
        return Entry.objects.none()
    within = reduce(or_, (Q(union__path__startswith=path) for path in actor.paths))
    return Entry.objects.filter(within, until=None)
