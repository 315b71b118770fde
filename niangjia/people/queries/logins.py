"""Logins, for the pages that sign people in and out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.people.access import waiting_for
from niangjia.people.models import Login, Person
from niangjia.people.rules.claims import MOST_WRONG_CLAIMS


@dataclass(frozen=True, slots=True)
class ClaimState:
    """What a login has still to show: the masked name of the person it may be, and how many tries are left."""

    name_masked: str
    left: int


def claim_state(login: Login) -> ClaimState | None:
    """None when there is nothing to confirm."""
    known = waiting_for(login)
    if known is None:
        return None
    row = Person.objects.filter(id=known).values_list("name_masked", flat=True).first()
    return ClaimState(row or "", max(MOST_WRONG_CLAIMS - login.wrong_claims, 0))


def login_of(*, person_id: UUID) -> Login | None:
    """The login of a person."""
    return Login.objects.filter(person_id=person_id).first()
