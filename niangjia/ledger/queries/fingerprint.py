"""One number over what was paid to whom: two installations hold the same when it is the same."""

from __future__ import annotations

from hashlib import sha256

from niangjia.ledger.models import Payout


def payouts_fingerprint() -> str:
    """64 hex digits over every payout with its payee's account in plain. The order of rows does not count."""
    columns = (
        "owner_id",
        "owner_kind",
        "case_id",
        "instalment",
        "fund",
        "amount_fen",
        "purpose",
        "holder",
        "state",
        "account",
    )
    total = 0
    for *row, account in Payout.objects.values_list(*columns).iterator():
        told = (*map(str, row), account.reveal() if account else "")
        total += int.from_bytes(sha256(repr(told).encode()).digest(), "big")
    return f"{total % 2**256:064x}"
