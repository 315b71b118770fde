"""核对单身证明: one look by one officer, neither herself nor her kin."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from niangjia.base import clock, files
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.kernel.reasons import require_reason
from niangjia.pairs.access import require_proof
from niangjia.pairs.errors import ProofDecided
from niangjia.pairs.events import SingleProofDecided
from niangjia.pairs.models import Proof
from niangjia.pairs.rules.names import ACCEPTED, PROOF_DAYS, PROOF_STATES, REFUSED, WAITING


def decide_proof(*, by: Actor, proof_id: UUID, accepted: bool, reason: str = "") -> None:
    """Accepted it holds a year from today on; refused, with the reason, she may hand in another and the file is gone.

    :raises NotFound: none, or not for her. ReasonMissing, ProofDecided:
    """
    if not accepted:
        require_reason(reason)
    found = require_proof(by, proof_id)
    with act(
        "pairs.decide_proof", by=by, about=("single_proof", proof_id), owner=found.person_id, reason=reason
    ) as deed:
        proof = Proof.objects.select_for_update(of=("self",)).get(person_id=found.person_id, id=proof_id)
        if proof.state != WAITING:
            raise ProofDecided(state=PROOF_STATES[proof.state])
        proof.state, proof.decided_at, proof.decided_by = ACCEPTED if accepted else REFUSED, clock.now(), by.id
        proof.reason = reason.strip()[:200]
        if accepted:
            proof.valid_until = clock.today() + timedelta(days=PROOF_DAYS)
        elif proof.file_id:
            files.erase(by=SYSTEM, file_id=proof.file_id, reason=reason.strip())
            proof.file_id = None
        proof.save(update_fields=["state", "decided_at", "decided_by", "reason", "valid_until", "file_id"])
        deed.touch("person", proof.person_id)
        deed.note(state=proof.state)
        deed.emit(SingleProofDecided(person_id=proof.person_id, proof_id=proof.id))
