"""Whose entries an officer sees."""

from __future__ import annotations

from django.db.models import QuerySet

from niangjia.base.actor import Actor
from niangjia.registers.models import Entry
from niangjia.unions import api as unions


def in_force(actor: Actor) -> QuerySet[Entry]:
    """Those in force below the unions of her posts."""
    return Entry.objects.filter(unions.below(actor.paths), until=None)
