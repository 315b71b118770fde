"""From the decision to the bank and back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from niangjia.demo.histories.company import Company
from niangjia.kernel.money import yuan
from niangjia.ledger import api as ledger
from niangjia.ledger.api import BatchRow, LineRow

HEADINGS = "批次号,序号,金额,结果,原因"
WRONG_NAME = "户名与账号不符"


def submitted(company: Company, fund: str) -> UUID | None:
    """A batch of what waits in a fund, in the hands of the second person; None when nothing waits."""
    finance = company.actor("finance")
    waiting = [payout.id for payout in ledger.payouts_visible_to(finance, state="waiting") if payout.fund == fund]
    if not waiting:
        return None
    batch_id = ledger.prepare_batch(by=finance, payout_ids=waiting)
    ledger.submit_batch(by=finance, batch_id=batch_id)
    return batch_id


def paid(company: Company, fund: str, *, bounces: Callable[[LineRow], bool] = lambda _: False) -> None:
    """Batched, released, sent, and answered by the bank; lines for which ``bounces`` says so come back."""
    batch_id = submitted(company, fund)
    if batch_id is None:
        return
    finance = company.actor("finance")
    ledger.release_batch(by=company.actor("finance2"), batch_id=batch_id)
    ledger.bank_file(by=finance, batch_id=batch_id)
    batch, lines = ledger.batch(finance, batch_id=batch_id)
    rows = "\n".join(_answer(batch, line, bounced=bounces(line)) for line in lines)
    ledger.take_receipts(by=finance, file=f"{HEADINGS}\n{rows}\n".encode())


def _answer(batch: BatchRow, line: LineRow, *, bounced: bool) -> str:
    result = f"退汇,{WRONG_NAME}" if bounced else "成功,"
    return f"{batch.number},{line.seq},{yuan(line.amount_fen)},{result}"
