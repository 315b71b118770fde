"""The door of pairs: proofs of being single, meetings, choices, pairs, blocks, reports."""

from __future__ import annotations

from niangjia.pairs.actions.decide_proof import decide_proof
from niangjia.pairs.actions.hand_in_proof import hand_in_proof
from niangjia.pairs.actions.watch_proofs import drop_old_files, warn_of_proofs
from niangjia.pairs.queries.definitions import is_meeting, meeting_services
from niangjia.pairs.queries.proofs import ProofView, own_proof, proof_for, proofs_waiting
from niangjia.pairs.rules.names import PROOF_DAYS, PROOF_STATES

__all__ = [
    "PROOF_DAYS",
    "PROOF_STATES",
    "ProofView",
    "decide_proof",
    "drop_old_files",
    "hand_in_proof",
    "is_meeting",
    "meeting_services",
    "own_proof",
    "proof_for",
    "proofs_waiting",
    "warn_of_proofs",
]
