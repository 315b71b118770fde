"""Transfers, for the member and for the unions that answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.base.actor import Actor
from niangjia.organising.access import MEMBER_ROLES
from niangjia.organising.models import MembershipTransfer
from niangjia.organising.rules.transfers import ASKED, STATES


@dataclass(frozen=True, slots=True)
class TransferRow:
    """One transfer; the name as officers of the unions may read it."""

    person_id: UUID
    id: UUID
    person_name: str
    from_union: str
    to_union: str
    state: str
    released: bool
    accepted: bool
    automatic: bool
    asked_on: date
    due_on: date
    answered_on: date | None
    reason: str

    @property
    def state_zh(self) -> str:
        return STATES[self.state]


def transfers_of(*, person_id: UUID) -> list[TransferRow]:
    """All of a person's, newest first."""
    return _rows(MembershipTransfer.objects.filter(person_id=person_id).order_by("-id"))


def transfers_waiting(actor: Actor) -> list[TransferRow]:
    """Those that still wait for a union in the actor's reach, soonest due first."""
    paths = [scope.path for scope in actor.scopes if scope.role in MEMBER_ROLES]
    if not paths:
        return []
    mine = reduce(
        or_,
        (
            Q(released=False, from_union__path__startswith=path) | Q(accepted=False, to_union__path__startswith=path)
            for path in paths
        ),
    )
    return _rows(MembershipTransfer.objects.filter(mine, state=ASKED).order_by("due_on", "id"))


def _rows(transfers: QuerySet[MembershipTransfer]) -> list[TransferRow]:
    return [TransferRow(*row) for row in transfers.values_list(*_COLUMNS)]


_COLUMNS = (
    "person_id", "id", "person__name", "from_union__name", "to_union__name", "state", "released", "accepted",
    "automatic", "asked_on", "due_on", "answered_on", "reason",
)  # fmt: skip
