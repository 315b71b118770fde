"""Accounts, transfers, payouts."""

from __future__ import annotations

from niangjia.ledger.models.account import Account, Transfer
from niangjia.ledger.models.payout import BatchLine, Payout, PayoutBatch

__all__ = ["Account", "BatchLine", "Payout", "PayoutBatch", "Transfer"]
