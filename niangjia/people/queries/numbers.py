"""ID numbers for machines, keyed and never read; names and phones of those on a list that a look was written down for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from niangjia.people.models import Person


def number_keys(*, person_ids: Iterable[UUID], key: Callable[[str], bytes]) -> dict[UUID, bytes]:
    """What ``key`` (a blind index) makes of each one's ID number; who has none is left out. For comparing with numbers in forms.

    The number itself goes nowhere, so nothing is journalled.
    """
    rows = Person.objects.filter(id__in=set(person_ids), id_number__isnull=False).values_list("id", "id_number")
    return {person_id: key(number.reveal()) for person_id, number in rows if number}


def contacts_of(*, person_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and phone in plain, "" where none is known. Only inside the ``unseal`` of ``journal.reveal_many``, which has written the look down."""
    rows = Person.objects.filter(id__in=set(person_ids)).values_list("id", "name", "phone")
    return {person_id: (name, phone.reveal() if phone else "") for person_id, name, phone in rows}
