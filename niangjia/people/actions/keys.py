"""What every verb on a person needs: her row held, and the keys that are hers alone in the whole city."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.crypto import blind_index
from niangjia.kernel.errors import NotFound
from niangjia.people.models import Identity, Person


def hold(person_id: UUID) -> Person:
    """The person's row, locked to the end of the transaction.

    :raises NotFound:
    """
    person = Person.objects.select_for_update().filter(id=person_id).first()
    if person is None:
        raise NotFound
    return person


def take_key(kind: str, value: str, person_id: UUID) -> UUID:
    """Enter the key for this person unless somebody has it; returns whose it is now."""
    key = blind_index(kind, value)
    identity, _ = Identity.objects.get_or_create(kind=kind, key=key, defaults={"person_id": person_id})
    return identity.person_id


def move_key(kind: str, value: str, person_id: UUID) -> None:
    """Give a key to another person; the key itself is the row's address and never changes."""
    Identity.objects.filter(kind=kind, key=blind_index(kind, value)).update(person_id=person_id)


def drop_keys(person_id: UUID, kind: str = "") -> None:
    """Free the keys of a person, of one kind or all."""
    keys = Identity.objects.filter(person_id=person_id)
    (keys.filter(kind=kind) if kind else keys).delete()
