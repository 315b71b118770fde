"""What people are told around meetings of singles, and what follows from it."""

from __future__ import annotations

from niangjia.messages import api as messages
from niangjia.pairs import api as pairs
from niangjia.pairs.events import SingleProofDecided, SingleProofExpiring

PROOF = "/me/single/"


def proof_decided(event: SingleProofDecided) -> None:
    proof = pairs.own_proof(event.person_id)
    if proof is None or proof.id != event.proof_id:
        return
    kind = "single.accepted" if proof.valid_until else "single.refused"
    messages.send(
        to=[event.person_id], kind=kind, params={"until": str(proof.valid_until or ""), "reason": proof.reason},
        link=PROOF, key=f"{kind}:{proof.id}",
    )  # fmt: skip


def proof_expiring(event: SingleProofExpiring) -> None:
    proof = pairs.own_proof(event.person_id)
    if proof and proof.id == event.proof_id:
        messages.send(
            to=[event.person_id], kind="single.expiring", params={"until": str(proof.valid_until)}, link=PROOF,
            key=f"single.expiring:{proof.id}",
        )  # fmt: skip
