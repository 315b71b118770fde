"""The door of pairs: proofs of being single, meetings, choices, pairs, blocks, reports."""

from __future__ import annotations

from niangjia.pairs.actions.choose import choose, take_back_choice
from niangjia.pairs.actions.decide_proof import decide_proof
from niangjia.pairs.actions.decide_report import decide_report, lift_bar
from niangjia.pairs.actions.end_pair import end_pair
from niangjia.pairs.actions.enter_guests import enter_guests
from niangjia.pairs.actions.forget import forget
from niangjia.pairs.actions.give_places_back import give_places_back
from niangjia.pairs.actions.hand_in_proof import hand_in_proof
from niangjia.pairs.actions.introduce import introduce, leave_meeting
from niangjia.pairs.actions.keep_away import block, report
from niangjia.pairs.actions.look_at_party_phone import look_at_party_phone
from niangjia.pairs.actions.look_at_phone import look_at_phone
from niangjia.pairs.actions.watch_proofs import drop_old_files, warn_of_proofs
from niangjia.pairs.definitions import is_meeting, meeting_services
from niangjia.pairs.looking import look_around
from niangjia.pairs.pictures import picture_for
from niangjia.pairs.queries.export import data_of
from niangjia.pairs.queries.meetings import (
    GuestView,
    Meeting,
    PairView,
    guest_seen,
    meetings_of,
    own_meeting,
    pair_for,
    pairs_of,
    people_of_pair,
)
from niangjia.pairs.queries.proofs import ProofView, own_proof, proof_for, proofs_waiting
from niangjia.pairs.queries.reports import Closed, ReportView, closed, report_for, reports_for
from niangjia.pairs.rules.names import PROOF_DAYS, PROOF_STATES, REASONS, REPORT_STATES

__all__ = [
    "PROOF_DAYS",
    "PROOF_STATES",
    "REASONS",
    "REPORT_STATES",
    "Closed",
    "GuestView",
    "Meeting",
    "PairView",
    "ProofView",
    "ReportView",
    "block",
    "choose",
    "closed",
    "data_of",
    "decide_proof",
    "decide_report",
    "drop_old_files",
    "end_pair",
    "enter_guests",
    "forget",
    "give_places_back",
    "guest_seen",
    "hand_in_proof",
    "introduce",
    "is_meeting",
    "leave_meeting",
    "lift_bar",
    "look_around",
    "look_at_party_phone",
    "look_at_phone",
    "meeting_services",
    "meetings_of",
    "own_meeting",
    "own_proof",
    "pair_for",
    "pairs_of",
    "people_of_pair",
    "picture_for",
    "proof_for",
    "proofs_waiting",
    "report",
    "report_for",
    "reports_for",
    "take_back_choice",
    "warn_of_proofs",
]
