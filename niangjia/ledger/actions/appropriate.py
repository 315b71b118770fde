"""预算安排: a union puts money into a fund for a year."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import ReasonMissing
from niangjia.kernel.ids import uuid7
from niangjia.ledger.access import require_finance
from niangjia.ledger.actions.booking import HOUSE, book, open_account
from niangjia.ledger.errors import BadAmount
from niangjia.ledger.events import BudgetAppropriated
from niangjia.ledger.models import Account
from niangjia.ledger.rules.names import POSTED
from niangjia.unions import api as unions


def appropriate(
    *, by: Actor, union_id: UUID, fund: str, year: int, amount_fen: int, basis: str, key: str = "", title: str = ""
) -> UUID:
    """Add money to a budget, opening it the first time.

    :param basis: the document it rests on; it stands in the statement.
    :param key: idempotency key within the union: a second press of the button adds nothing. Empty: every call adds.
    :return: the transfer's id.
    :raises NotAllowed: no finance post at or above the union.
    """
    union = unions.union(union_id=union_id)
    require_finance(by, union.path)
    if amount_fen <= 0:
        raise BadAmount
    if len(basis.strip()) < 4:
        raise ReasonMissing
    with act("ledger.appropriate", by=by, about=("union", union_id), reason=basis) as deed:
        budget = open_account(
            owner_kind="budget", owner_id=union_id, purpose=fund, year=year, union_id=union_id, name=title
        )
        house = open_account(owner_kind="house", owner_id=HOUSE, purpose="appropriations")
        booked = book(
            owner_id=union_id, debit=house, credit=budget, amount=amount_fen, reason="appropriation",
            state=POSTED, key=key or f"appropriation:{uuid7()}", case_id=None, memo=basis[:200],
        )  # fmt: skip
        if not booked.repeated:
            Account.objects.filter(owner_id=union_id, id=budget.id).update(balance=F("balance") + amount_fen)
            deed.emit(BudgetAppropriated(union_id=union_id, fund=fund, year=year))
        deed.note(fund=fund, year=year, amount_fen=amount_fen, transfer=str(booked.id), repeated=booked.repeated)
    return booked.id
