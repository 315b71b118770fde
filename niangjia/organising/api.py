"""The door of the organising package."""

from __future__ import annotations

from niangjia.organising.actions.answer_transfer import accept_overdue_transfers, answer_transfer, withdraw_transfer
from niangjia.organising.actions.import_dues import import_dues
from niangjia.organising.actions.load_dues import NewDues, load_dues
from niangjia.organising.actions.request_transfer import request_transfer
from niangjia.organising.queries.dues import DuesRow, dues_of, receiving_union, refund_calendar
from niangjia.organising.queries.joining import WHY, JoinChoice, counties, join_choices
from niangjia.organising.queries.transfers import TransferRow, transfers_of, transfers_waiting
from niangjia.organising.rules.dues_rows import REASONS as DUES_REASONS
from niangjia.organising.rules.refunds import RefundDeadline
from niangjia.organising.rules.transfers import STATES as TRANSFER_STATES

__all__ = [
    "DUES_REASONS",
    "TRANSFER_STATES",
    "WHY",
    "DuesRow",
    "JoinChoice",
    "NewDues",
    "RefundDeadline",
    "TransferRow",
    "accept_overdue_transfers",
    "answer_transfer",
    "counties",
    "dues_of",
    "import_dues",
    "join_choices",
    "load_dues",
    "receiving_union",
    "refund_calendar",
    "request_transfer",
    "transfers_of",
    "transfers_waiting",
    "withdraw_transfer",
]
