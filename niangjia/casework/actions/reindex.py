"""The keys of those whom cases name, under a new index key (``base.rotation.reindex``, with the house closed)."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from niangjia.base.crypto import blind_index
from niangjia.casework.access import definition_of, reveal_answers
from niangjia.casework.actions.slots import NUMBER, Indexer, own_key
from niangjia.casework.models import Case
from niangjia.casework.rules.parties import numbers_named
from niangjia.catalogue import api as catalogue

BATCH = 1000
SLOTS = """
update casework_party_slot s set key = v.fresh from unnest(%s::bytea[], %s::bytea[]) v(old, fresh) where s.key = v.old
"""
CAPS = """
update casework_cap c set owner = 'child:' || encode(v.fresh, 'hex') from unnest(%s::bytea[], %s::bytea[]) v(old, fresh)
 where c.owner = 'child:' || encode(v.old, 'hex')
"""


def reindex_parties(index: Indexer) -> int:
    """Replace every key of slots and caps by one of the sealed answers' numbers, in the caller's transaction; returns how many."""
    done = 0
    for cases in _batches():
        pairs = dict(pair for case in cases for pair in _pairs(case, index))
        columns = [list(pairs), list(pairs.values())]
        with connection.cursor() as cursor:
            for statement in (SLOTS, CAPS):
                cursor.execute(statement, columns)
                done += cursor.rowcount
    return done


def _pairs(case: Case, index: Indexer) -> Iterator[tuple[bytes, bytes]]:
    """(old key, new key) of everybody the case has a slot for."""
    definition = definition_of(case.service, case.version)
    for number in numbers_named(reveal_answers(case), definition.identified_by):
        yield blind_index(NUMBER, number), index(NUMBER, number)
    old, fresh = (own_key(case, definition.parties, each) for each in (blind_index, index))
    if old and fresh:
        yield old, fresh


def _batches() -> Iterator[list[Case]]:
    last, services = UUID(int=0), [one.key for one in catalogue.services() if one.identified_by]
    while rows := list(Case.objects.filter(id__gt=last, service__in=services).order_by("id")[:BATCH]):
        yield rows
        last = rows[-1].id
