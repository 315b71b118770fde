"""What the ledger announces."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class PayoutPaid(Event):
    """The bank has paid; the books are posted."""

    case_id: UUID
    owner_id: UUID
    instalment: int


@dataclass(frozen=True)
class PayoutBounced(Event):
    """The bank sent it back; the money stays held until the account is repaired."""

    case_id: UUID
    owner_id: UUID
    instalment: int
    reason: str


@dataclass(frozen=True)
class PayoutReversed(Event):
    """The bank had paid and sent the money back: it is booked back and held again until the account is repaired."""

    case_id: UUID
    owner_id: UUID
    instalment: int
    reason: str


@dataclass(frozen=True)
class AccountMissing(Event):
    """Money waits, and nobody knows a usable account to pay it to."""

    case_id: UUID
    owner_id: UUID
    instalment: int


@dataclass(frozen=True)
class BudgetAppropriated(Event):
    """A budget got money: grants that waited for it may go on."""

    union_id: UUID
    fund: str
    year: int
