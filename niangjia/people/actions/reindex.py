"""The keys of people and logins under a new index key (``base.rotation.reindex``, with the house closed)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from niangjia.people.models import Identity, Login, Person

BATCH = 1000
Indexer = Callable[[str, str], bytes]


def reindex_people(index: Indexer) -> int:
    """Replace every stored key, in the caller's transaction; returns how many. The key is the row's address: rows are made anew."""
    done = 0
    for persons in _batches(Person):
        plain = {person.id: person for person in persons}
        old = Identity.objects.filter(person_id__in=plain)
        fresh = [
            Identity(kind=kind, key=index(kind, getattr(plain[person_id], kind).reveal()), person_id=person_id)
            for kind, person_id in old.values_list("kind", "person_id")
        ]
        old.delete()
        done += len(Identity.objects.bulk_create(fresh))
    for logins in _batches(Login):
        for login in logins:
            login.phone_key = index("phone", login.phone.reveal()) if login.phone else None
        done += Login.objects.bulk_update(logins, ["phone_key"])
    return done


def _batches(model: Any) -> Iterator[list[Any]]:
    last = UUID(int=0)
    while rows := list(model.objects.filter(id__gt=last).order_by("id")[:BATCH]):
        yield rows
        last = rows[-1].id
