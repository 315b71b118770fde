"""The door of the ledger: budgets, held money, payouts."""

from __future__ import annotations

from niangjia.ledger.actions.account_given import account_given
from niangjia.ledger.actions.appropriate import appropriate
from niangjia.ledger.actions.bank_file import bank_file
from niangjia.ledger.actions.hold import hold, hold_parts
from niangjia.ledger.actions.load_paid import load_paid
from niangjia.ledger.actions.move_points import PointMove, lock_points, move_points
from niangjia.ledger.actions.pass_batch import release_batch, return_batch, submit_batch
from niangjia.ledger.actions.prepare_batch import MOST_LINES, prepare_batch
from niangjia.ledger.actions.repair_account import repair_account
from niangjia.ledger.actions.request_payout import request_payout
from niangjia.ledger.actions.settle import post, void, void_all
from niangjia.ledger.actions.take_receipts import Receipts, take_receipts
from niangjia.ledger.queries.budgets import BudgetLine, StatementLine, budget_left, budget_statement, budgets_visible_to
from niangjia.ledger.queries.checks import Books, Difference, books_balanced
from niangjia.ledger.queries.fingerprint import payouts_fingerprint
from niangjia.ledger.queries.payouts import (
    BatchRow,
    LineRow,
    PayoutRow,
    batch,
    batches_visible_to,
    payout_totals,
    payouts_of,
    payouts_of_case,
    payouts_visible_to,
)
from niangjia.ledger.queries.points import PointLine, points_of, points_statement
from niangjia.ledger.rules.loading import NewBatch, NewPaid
from niangjia.ledger.rules.names import BATCH_STATES, FUNDS, PAYOUT_STATES, POINTS_REASONS, TRANSFER_STATES, fund_title
from niangjia.ledger.rules.receipts import WHY as RECEIPT_PROBLEMS
from niangjia.ledger.rules.receipts import Problem

__all__ = [
    "BATCH_STATES",
    "FUNDS",
    "MOST_LINES",
    "PAYOUT_STATES",
    "POINTS_REASONS",
    "RECEIPT_PROBLEMS",
    "TRANSFER_STATES",
    "BatchRow",
    "Books",
    "BudgetLine",
    "Difference",
    "LineRow",
    "NewBatch",
    "NewPaid",
    "PayoutRow",
    "PointLine",
    "PointMove",
    "Problem",
    "Receipts",
    "StatementLine",
    "account_given",
    "appropriate",
    "bank_file",
    "batch",
    "batches_visible_to",
    "books_balanced",
    "budget_left",
    "budget_statement",
    "budgets_visible_to",
    "fund_title",
    "hold",
    "hold_parts",
    "load_paid",
    "lock_points",
    "move_points",
    "payout_totals",
    "payouts_fingerprint",
    "payouts_of",
    "payouts_of_case",
    "payouts_visible_to",
    "points_of",
    "points_statement",
    "post",
    "prepare_batch",
    "release_batch",
    "repair_account",
    "request_payout",
    "return_batch",
    "submit_batch",
    "take_receipts",
    "void",
    "void_all",
]
