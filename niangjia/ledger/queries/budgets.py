"""Budgets and their statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, Sum

from niangjia.base.actor import Actor
from niangjia.kernel.errors import NotFound
from niangjia.ledger.access import budget_accounts
from niangjia.ledger.models import Account, Transfer
from niangjia.ledger.rules.names import CNY, REASONS, TRANSFER_STATES, fund_title


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A budget in fen: appropriated = spent + held + left."""

    union_id: UUID
    union_name: str
    fund: str
    title: str
    year: int
    appropriated_fen: int
    held_fen: int
    spent_fen: int
    left_fen: int

    @property
    def used_percent(self) -> float:
        """Spent and held, of what was appropriated."""
        return (
            round(100 * (self.spent_fen + self.held_fen) / self.appropriated_fen, 1) if self.appropriated_fen else 0.0
        )


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A transfer as the budget sees it: ``amount_fen`` is positive when it came in."""

    id: UUID
    at: datetime
    settled_at: datetime | None
    state: str
    state_zh: str
    reason: str
    reason_zh: str
    memo: str
    amount_fen: int
    owner_id: UUID
    case_id: UUID | None


def budgets_visible_to(actor: Actor, *, year: int | None = None, union_id: UUID | None = None) -> list[BudgetLine]:
    """Budgets in the subtree of the actor's posts of finance or leadership, newest year first."""
    rows = budget_accounts(actor).filter(**_given(year=year, union_id=union_id))
    rows = rows.select_related("union").order_by("-year", "union__path", "purpose")
    return _lines(list(rows))


def budget_left(*, union_id: UUID, fund: str, year: int) -> int | None:
    """What may still be granted, in fen; None when no such budget was opened."""
    row = Account.objects.filter(owner_id=union_id, owner_kind="budget", purpose=fund, year=year)
    found = row.values_list("balance", "held").first()
    return found[0] - found[1] if found else None


def budget_statement(
    actor: Actor, *, union_id: UUID, fund: str, year: int, before: UUID | None = None, limit: int = 50
) -> tuple[BudgetLine, list[StatementLine]]:
    """The budget and its transfers, newest first; ``before`` (a transfer's id) turns the page.

    :raises NotFound: no such budget in reach.
    """
    account = budget_accounts(actor).select_related("union").filter(union_id=union_id, purpose=fund, year=year).first()
    if account is None:
        raise NotFound
    rows = Transfer.objects.filter(Q(debit_id=account.id) | Q(credit_id=account.id), unit=CNY)
    if before:
        rows = rows.filter(id__lt=before)
    return _lines([account])[0], [_statement_line(row, account.id) for row in rows.order_by("-id")[:limit]]


def _statement_line(row: Transfer, account_id: UUID) -> StatementLine:
    return StatementLine(
        id=row.id,
        at=row.at,
        settled_at=row.settled_at,
        state=row.state,
        state_zh=TRANSFER_STATES[row.state],
        reason=row.reason,
        reason_zh=REASONS.get(row.reason, row.reason),
        memo=row.memo,
        amount_fen=row.amount if row.credit_id == account_id else -row.amount,
        owner_id=row.owner_id,
        case_id=row.case_id,
    )


def _lines(accounts: list[Account]) -> list[BudgetLine]:
    put_in = dict(
        Transfer.objects.filter(
            credit_id__in=[account.id for account in accounts], unit=CNY, state="posted", reason="appropriation"
        )
        .values("credit_id").annotate(total=Sum("amount")).values_list("credit_id", "total")
    )  # fmt: skip
    return [_line(account, int(put_in.get(account.id, 0))) for account in accounts]


def _line(account: Account, appropriated: int) -> BudgetLine:
    return BudgetLine(
        union_id=account.owner_id,
        union_name=account.union.name if account.union else "",
        fund=account.purpose,
        title=account.name or fund_title(account.purpose),
        year=account.year,
        appropriated_fen=appropriated,
        held_fen=account.held,
        spent_fen=appropriated - account.balance,
        left_fen=account.balance - account.held,
    )


def _given(**filters: object) -> dict[str, object]:
    return {key: value for key, value in filters.items() if value is not None}
