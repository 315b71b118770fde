"""The keys of those in live files, under a new index key (``base.rotation.reindex``, with the house closed)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import connection

from niangjia.aid.access import NUMBER
from niangjia.aid.models import FamilyFile, FamilyMember, FamilyNumber
from niangjia.base.crypto import blind_index

BATCH = 1000
Indexer = Callable[[str, str], bytes]
ANEW = """
update aid_family_number n set key = v.fresh from unnest(%s::bytea[], %s::bytea[]) v(old, fresh) where n.key = v.old
"""


def reindex_families(index: Indexer) -> int:
    """Replace every key by one of the sealed numbers, in the caller's transaction; returns how many."""
    done, numbers = 0, iter(sorted(_numbers()))
    while some := list(islice(numbers, BATCH)):
        pairs = [(blind_index(NUMBER, number), index(NUMBER, number)) for number in some]
        with connection.cursor() as cursor:
            cursor.execute(ANEW, [[old for old, _ in pairs], [fresh for _, fresh in pairs]])
            done += cursor.rowcount
    return done


def _numbers() -> set[str]:
    """In plain: of the members of files that hold somebody, and of those whose files they are."""
    holding = FamilyNumber.objects.values("file_id")
    told = FamilyMember.objects.filter(file_id__in=holding, id_number__isnull=False)
    owners = FamilyFile.objects.filter(id__in=holding).select_related("person")
    return {*_revealed(one.id_number for one in told), *_revealed(file.person.id_number for file in owners)}


def _revealed(values: Iterator[Any]) -> Iterator[str]:
    return (value.reveal() for value in values if value)
