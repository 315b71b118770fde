"""单身证明 as its owner and her officers read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.pairs.access import require_proof, within
from niangjia.pairs.models import Proof
from niangjia.pairs.rules.names import ACCEPTED, WAITING
from niangjia.people import api as people

LISTED = 50


@dataclass(frozen=True, slots=True)
class ProofView:
    """``who``: her name, for the proof must fit it; ``valid_until`` is the last day it holds."""

    id: UUID
    person_id: UUID
    who: str
    union_name: str
    file_id: UUID | None
    state: str
    handed_in_at: datetime
    decided_at: datetime | None
    valid_until: date | None
    reason: str

    @property
    def waits(self) -> bool:
        return self.state == WAITING

    @property
    def holds(self) -> bool:
        return self.state == ACCEPTED and self.valid_until is not None and self.valid_until >= clock.today()


def own_proof(person_id: UUID) -> ProofView | None:
    """Her latest."""
    row = Proof.objects.select_related("union").filter(person_id=person_id).order_by("-handed_in_at").first()
    return _view(row, "") if row else None


def proof_for(actor: Actor, *, proof_id: UUID) -> ProofView:
    """
    :raises NotFound: none, or not for her.
    """
    row = require_proof(actor, proof_id)
    return _view(row, people.people(person_ids=[row.person_id])[row.person_id].name)


def proofs_waiting(actor: Actor) -> list[ProofView]:
    """Those that wait in her reach, the oldest first; never her own."""
    rows = Proof.objects.select_related("union").filter(within(actor), state=WAITING).exclude(person_id=actor.id)
    found = list(rows.order_by("handed_in_at")[:LISTED])
    known = people.people(person_ids={row.person_id for row in found})
    return [_view(row, known[row.person_id].name) for row in found]


def _view(row: Proof, who: str) -> ProofView:
    same = {name: getattr(row, name) for name in ProofView.__dataclass_fields__ if name not in {"who", "union_name"}}
    return ProofView(**same, who=who, union_name=row.union.name)
