"""Past payments enter at once, by COPY, with the budgets they came from: the books balance as if each had gone its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F

from niangjia.base import clock
from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.bulk import Row, copy_rows, look_over
from niangjia.base.crypto import seal_many, sm3_hex
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.text import mask_card
from niangjia.ledger.actions.booking import HOUSE, Side, open_account
from niangjia.ledger.models import Account, Payout
from niangjia.ledger.rules.bank_file import FileLine, bank_file_bytes
from niangjia.ledger.rules.loading import NewBatch, NewPaid
from niangjia.ledger.rules.names import CNY, PAID, POSTED, SETTLED

TRANSFER = (
    "owner_id", "id", "debit_owner_id", "debit_id", "credit_owner_id", "credit_id", "amount", "unit", "reason", "memo",
    "state", "case_id", "key", "at", "settled_at",
)  # fmt: skip
PAYOUT = (
    "owner_id", "id", "owner_kind", "case_id", "instalment", "hold_id", "union_id", "fund", "amount_fen", "purpose",
    "holder", "account", "account_masked", "state", "reason", "batch_id", "created_at", "paid_at",
)  # fmt: skip
BATCH = (
    "id", "number", "union_id", "state", "count", "total_fen", "prepared_by", "prepared_by_label", "prepared_at",
    "submitted_at", "released_by", "released_by_label", "released_at", "sent_at", "settled_at", "digest", "note",
)  # fmt: skip
LINE = (
    "batch_id", "seq", "payout_owner_id", "payout_id", "amount_fen", "holder", "account", "account_masked", "purpose",
    "state", "reason", "bank_ref", "answered_at",
)  # fmt: skip
ROUND_FEN = 1_000_000  # budgets are appropriated in steps of 10,000 yuan
DAY = timedelta(days=1)
Year = tuple[str, int]


def load_paid(*, by: Actor, union_id: UUID, batches: Iterable[NewBatch], basis: str) -> int:
    """Enter settled batches of a union's finance and appropriate, year by year, what they needed. Returns the payments.

    Nothing is judged but by the tables' constraints: two people, no payment twice, no budget below zero.

    :param basis: what the appropriations rest on.
    :raises NotAllowed: only the system loads.
    """
    require_system(by)
    whole = list(batches)
    lines = [line for batch in whole for line in batch.lines]
    with act("ledger.load_paid", by=by, about=("union", union_id), reason=basis) as deed:
        budgets = {year: _appropriated(union_id, year, spent, basis) for year, spent in _spent(lines).items()}
        payees = _payees(lines)
        copy_rows("ledger_transfer", TRANSFER, (row for b in whole for row in _transfers(b, budgets, payees)))
        copy_rows("ledger_batch", BATCH, (_batch(batch, union_id) for batch in whole))
        copy_rows("ledger_payout", PAYOUT, (row for b in whole for row in _payouts(b, union_id)))
        copy_rows("ledger_batch_line", LINE, (row for b in whole for row in _lines(b)))
        look_over("ledger_account", "ledger_transfer", "ledger_payout", "ledger_batch_line")
        deed.note(batches=len(whole), payments=len(lines), total_fen=sum(line.amount_fen for line in lines))
    return len(lines)


def _spent(lines: Iterable[NewPaid]) -> Counter[Year]:
    """By fund and year of the decision: the budget that held it."""
    found: Counter[Year] = Counter()
    for line in lines:
        found[_year(line)] += line.amount_fen
    return found


def _year(line: NewPaid) -> Year:
    return line.fund, clock.local_date(line.decided_at).year


def _appropriated(union_id: UUID, year: Year, spent: int, basis: str) -> Side:
    """The budget with what it needed, in round sums, and what was spent gone from it."""
    fund, calendar_year = year
    amount = -(-spent // ROUND_FEN) * ROUND_FEN
    budget = open_account(owner_kind="budget", owner_id=union_id, purpose=fund, year=calendar_year, union_id=union_id)
    house = open_account(owner_kind="house", owner_id=HOUSE, purpose="appropriations")
    at = datetime(calendar_year, 1, 8, 1, tzinfo=UTC)
    row = (
        union_id, uuid_from_seed(union_id, fund, calendar_year, at=at), house.owner_id, house.id, budget.owner_id, budget.id,
        amount, CNY, "appropriation", basis[:200], POSTED, None, f"history:{fund}:{calendar_year}", at, at,
    )  # fmt: skip
    copy_rows("ledger_transfer", TRANSFER, [row])
    Account.objects.filter(owner_id=union_id, id=budget.id).update(balance=F("balance") + amount - spent)
    return budget


def _payees(lines: Iterable[NewPaid]) -> Mapping[UUID, UUID]:
    """Their accounts, opened where there is none, with what they got: owner → account."""
    got: Counter[tuple[UUID, str]] = Counter()
    for line in lines:
        got[line.owner_id, line.owner_kind] += line.amount_fen
    owners, kinds = [owner for owner, _ in got], [kind for _, kind in got]
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_account as a (owner_id, id, owner_kind, unit, purpose, year, name, keeps_balance, balance,"
            " held, opened_at) select owner, id, kind, 'CNY', 'received', 0, '', true, fen, 0, %s"
            " from unnest(%s::uuid[], %s::uuid[], %s::text[], %s::bigint[]) as n(owner, id, kind, fen)"
            " on conflict (owner_id, owner_kind, unit, purpose, year) do update set balance = a.balance + excluded.balance"
            " returning a.owner_id, a.id",
            [clock.now(), owners, [uuid_from_seed("received", owner, at=clock.now()) for owner in owners], kinds, list(got.values())],
        )  # fmt: skip
        return dict(cursor.fetchall())


def _transfers(batch: NewBatch, budgets: Mapping[Year, Side], payees: Mapping[UUID, UUID]) -> Iterator[Row]:
    for line in batch.lines:
        budget = budgets[_year(line)]
        yield (
            line.owner_id, line.hold_id, budget.owner_id, budget.id, line.owner_id, payees[line.owner_id], line.amount_fen,
            CNY, "grant", "", POSTED, line.case_id, _key(line), line.decided_at, batch.paid_at,
        )  # fmt: skip


def _payouts(batch: NewBatch, union_id: UUID) -> Iterator[Row]:
    for line, sealed in zip(batch.lines, _sealed(batch), strict=True):
        yield (
            line.owner_id, _payout_id(line), line.owner_kind, line.case_id, line.part or 1, line.hold_id, union_id, line.fund,
            line.amount_fen, line.purpose[:60], line.holder, sealed, mask_card(line.account), PAID, "", batch.id,
            line.decided_at, batch.paid_at,
        )  # fmt: skip


def _batch(batch: NewBatch, union_id: UUID) -> Row:
    prepared, released = batch.paid_at - 2 * DAY, batch.paid_at - DAY
    total = sum(line.amount_fen for line in batch.lines)
    file = [
        FileLine(seq, one.account, one.holder, one.amount_fen, one.purpose[:60])
        for seq, one in enumerate(batch.lines, 1)
    ]
    content = bank_file_bytes(number=batch.number, day=clock.local_date(released), total_fen=total, lines=file)
    return (
        batch.id, batch.number, union_id, SETTLED, len(batch.lines), total, *batch.prepared_by, prepared, prepared,
        *batch.released_by, released, released, batch.paid_at, sm3_hex(content), "",
    )  # fmt: skip


def _lines(batch: NewBatch) -> Iterator[Row]:
    for seq, (line, sealed) in enumerate(zip(batch.lines, _sealed(batch), strict=True), 1):
        yield (
            batch.id, seq, line.owner_id, _payout_id(line), line.amount_fen, line.holder, sealed, mask_card(line.account),
            line.purpose[:60], "paid", "", "", batch.paid_at,
        )  # fmt: skip


def _sealed(batch: NewBatch) -> list[bytes | None]:
    """Under the domain that payouts and lines share."""
    field = Payout._meta.get_field("account")
    return seal_many([line.account for line in batch.lines], aad=field.domain.encode())


def _key(line: NewPaid) -> str:
    """As ``hold`` and ``hold_parts`` write it."""
    return f"case:{line.case_id}" + (f"/{line.part}" if line.part else "")


def _payout_id(line: NewPaid) -> UUID:
    part = (line.part,) if line.part else ()
    return uuid_from_seed("payout", line.case_id, *part, at=line.decided_at)
