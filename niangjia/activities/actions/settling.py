"""The day of a merchant: closed, looked at by the merchant, settled by an officer, paid by the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import connection

from niangjia.activities.access import locked_merchant, require_tending
from niangjia.activities.errors import FindingMissing, SettlementState
from niangjia.activities.models import Merchant, Settlement, SettlementLine, Voucher
from niangjia.activities.rules.redemption import (
    ANSWERED,
    BOUNCED,
    CONFIRMED,
    COUNTED,
    DISPUTED,
    FUND,
    OPEN,
    PAID,
    QUESTIONED,
    REDEEMED,
    SETTLED,
    SETTLEMENT_STATES,
    STRUCK,
    payable,
)
from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import Deed, act
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from niangjia.kernel.ids import uuid7
from niangjia.kernel.reasons import SHORTEST_REASON
from niangjia.kernel.text import N_
from niangjia.ledger import api as ledger
from niangjia.unions import api as unions

PURPOSE = N_("兑付券款")


def close_days() -> int:
    """Every merchant's days up to yesterday: what was redeemed and stands in no settlement goes into that of its day. Returns how many."""
    owed = Voucher.objects.filter(state=REDEEMED, redeemed_on__lt=clock.today())
    with connection.cursor() as cursor:
        cursor.execute(_OWED, [clock.today()])
        merchants = [row[0] for row in cursor.fetchall()] if owed.exists() else []
    return sum(_close(merchant_id) for merchant_id in merchants)


def _close(merchant_id: UUID) -> int:
    with act("activities.close_day", by=SYSTEM, about=("merchant", merchant_id)) as deed:
        locked_merchant(SYSTEM, merchant_id)
        with connection.cursor() as cursor:
            cursor.execute(_LINES, [COUNTED, merchant_id, clock.today()])
            sums: dict[date, list[int]] = {}
            for day, fen in cursor.fetchall():
                sums.setdefault(day, []).append(fen)
        Settlement.objects.bulk_create(
            Settlement(
                merchant_id=merchant_id, day=day, id=uuid7(), count=len(f), total_fen=sum(f), formed_at=clock.now()
            )
            for day, f in sorted(sums.items())
        )
        deed.note(days=[day.isoformat() for day in sorted(sums)])
    return len(sums)


def answer_settlement(*, by: Actor, merchant_id: UUID, day: date, disputes: Mapping[UUID, str]) -> None:
    """The merchant has looked: all is right, or these lines (by voucher) are not, each with a reason. Only its own desk says so.

    :raises NotFound: NotAllowed: somebody else. SettlementState: answered already. ReasonMissing:
    """
    if by.id != merchant_id:
        raise NotAllowed
    if any(len(reason.strip()) < SHORTEST_REASON for reason in disputes.values()):
        raise ReasonMissing
    with act("activities.answer_settlement", by=by, about=("merchant", merchant_id)) as deed:
        found = _locked(by, merchant_id, day, {OPEN})
        lines = {line.voucher_id: line for line in _lines(found)}
        if not disputes.keys() <= lines.keys():
            raise NotFound
        for voucher_id, reason in disputes.items():
            line = lines[voucher_id]
            line.state, line.reason = QUESTIONED, reason.strip()[:200]
            line.save(update_fields=["state", "reason"])
        found.state, found.answered_at = (DISPUTED if disputes else CONFIRMED), clock.now()
        found.save(update_fields=["state", "answered_at"])
        deed.note(day=day.isoformat(), disputed=len(disputes))


def settle(*, by: Actor, settlement_id: UUID, findings: Mapping[UUID, tuple[bool, str]]) -> int:
    """结: each line in dispute counts or not, with a word why; the sum is held in the city's budget and asked for. Returns fen.

    :param findings: by voucher: whether it counts, and the finding.
    :raises NotFound, NotAllowed: SettlementState: the merchant has not answered, or it is settled. FindingMissing: BudgetExhausted, NoBudget:
    """
    key = Settlement.objects.filter(id=settlement_id).values_list("merchant_id", "day").first()
    if key is None:
        raise NotFound
    with act("activities.settle", by=by, about=("merchant", key[0])) as deed:
        found = _locked(by, *key, set(ANSWERED))
        require_tending(by, found.merchant.union.path)
        lines = _lines(found)
        _decide(lines, findings)
        found.paid_fen = payable((line.state, line.value_fen) for line in lines)
        found.state, found.settled_at, found.settled_by_label = SETTLED, clock.now(), by.label[:60]
        if found.paid_fen:
            found.hold_id = _ask(by, found, deed)
        found.save(update_fields=["state", "paid_fen", "settled_at", "settled_by_label", "hold_id"])
        deed.note(day=found.day.isoformat(), fen=found.paid_fen)
    return found.paid_fen


def settlement_paid(*, settlement_id: UUID) -> None:
    """The bank has paid. Twice is once."""
    with act("activities.settlement_paid", by=SYSTEM, about=("settlement", settlement_id)):
        Settlement.objects.filter(id=settlement_id, state__in=[SETTLED, BOUNCED]).update(
            state=PAID, paid_at=clock.now()
        )


def settlement_bounced(*, settlement_id: UUID, reason: str) -> None:
    """The bank sent it back, at once or later: finance repairs the account of the payout, and it goes again."""
    with act("activities.settlement_bounced", by=SYSTEM, about=("settlement", settlement_id), reason=reason):
        Settlement.objects.filter(id=settlement_id, state__in=[SETTLED, PAID]).update(state=BOUNCED, paid_at=None)


def _locked(by: Actor, merchant_id: UUID, day: date, states: set[str]) -> Settlement:
    merchant: Merchant = locked_merchant(by, merchant_id)
    found = Settlement.objects.select_for_update().filter(merchant_id=merchant_id, day=day).first()
    if found is None:
        raise NotFound
    if found.state not in states:
        raise SettlementState(state=SETTLEMENT_STATES[found.state])
    found.merchant = merchant
    return found


def _lines(found: Settlement) -> list[SettlementLine]:
    return list(SettlementLine.objects.select_for_update().filter(merchant_id=found.merchant_id, day=found.day))


def _decide(lines: list[SettlementLine], findings: Mapping[UUID, tuple[bool, str]]) -> None:
    asked = [line for line in lines if line.state == QUESTIONED]
    missing = [line for line in asked if len(findings.get(line.voucher_id, (False, ""))[1].strip()) < SHORTEST_REASON]
    if missing:
        raise FindingMissing(n=len(missing))
    for line in asked:
        counts, why = findings[line.voucher_id]
        line.state, line.finding = (COUNTED if counts else STRUCK), why.strip()[:200]
        line.save(update_fields=["state", "finding"])


def _ask(by: Actor, found: Settlement, deed: Deed) -> UUID:
    """Hold it in the city's budget and put it on the list of its finance, as a case does."""
    city, merchant, fen = unions.top(), found.merchant, found.paid_fen or 0
    assert city
    hold_id = ledger.hold(
        by=by, fund=FUND, union_id=city.id, year=clock.today().year, owner_kind="enterprise", owner_id=merchant.enterprise_id,
        amount_fen=fen, case_id=found.id, key=f"settlement:{found.id}",
    )  # fmt: skip
    assert merchant.account
    payout = ledger.request_payout(
        by=by, case_id=found.id, owner_kind="enterprise", owner_id=merchant.enterprise_id, amount_fen=fen, fund=FUND,
        union_id=city.id, hold_id=hold_id, purpose=PURPOSE, account=(merchant.holder, merchant.account.reveal()),
    )  # fmt: skip
    deed.note(payout=str(payout))
    return hold_id


_OWED = """
select distinct v.merchant_id from activities_voucher v where v.state = 'redeemed' and v.redeemed_on < %s
  and not exists (select 1 from activities_settlement_line l where l.person_id = v.person_id and l.voucher_id = v.id)
order by 1
"""
_LINES = """
insert into activities_settlement_line (person_id, voucher_id, merchant_id, day, value_fen, state, reason, finding)
select v.person_id, v.id, v.merchant_id, v.redeemed_on, v.value_fen, %s, '', '' from activities_voucher v
where v.merchant_id = %s and v.state = 'redeemed' and v.redeemed_on < %s
  and not exists (select 1 from activities_settlement_line l where l.person_id = v.person_id and l.voucher_id = v.id)
returning day, value_fen
"""
