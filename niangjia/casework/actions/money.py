"""Money of a case: the amount, the cap, the hold on the budget, the payout."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from niangjia.base import clock
from niangjia.casework.actions.work import Work
from niangjia.casework.errors import AmountMissing, CapReached
from niangjia.casework.models import CapLine
from niangjia.casework.rules.plan import period_key
from niangjia.catalogue import api as catalogue
from niangjia.kernel.money import yuan
from niangjia.ledger import api as ledger


def reserve(work: Work) -> None:
    """Fix the amount, count it against the cap, hold it in the budget of the city: what is not appropriated cannot be granted."""
    money = work.plan.money
    if money is None or work.case.hold_id:
        return
    if not money.proposed:
        work.case.amount_fen = _computed(work)
    if not work.case.amount_fen:
        raise AmountMissing
    _count_against_cap(work, work.case.amount_fen)
    work.case.fund = money.fund
    work.case.hold_id = ledger.hold(
        by=work.by,
        fund=money.fund,
        union_id=work.plan.city.id,
        year=clock.today().year,
        owner_kind=payee(work)[0],
        owner_id=payee(work)[1],
        amount_fen=work.case.amount_fen,
        case_id=work.case.id,
        key=f"case:{work.case.id}",
    )


def release(work: Work) -> None:
    """Give back what was held: the case ends without a grant."""
    if not work.case.hold_id:
        return
    ledger.void(by=work.by, owner_id=payee(work)[1], transfer_id=work.case.hold_id)
    owner, period = cap_owner(work)
    CapLine.objects.filter(owner=owner, service=work.case.service, period=period).update(
        used_fen=F("used_fen") - work.case.amount_fen
    )
    work.case.hold_id = None


def pay(work: Work) -> None:
    """Ask for the payout; a missing account is asked for there, and the money waits."""
    case = work.case
    assert case.amount_fen
    assert case.hold_id
    ledger.request_payout(
        by=work.by,
        case_id=case.id,
        instalment=1,
        owner_kind=payee(work)[0],
        owner_id=payee(work)[1],
        amount_fen=case.amount_fen,
        fund=case.fund,
        union_id=work.plan.city.id,
        hold_id=case.hold_id,
        purpose=work.plan.title["zh"],
    )


def payee(work: Work) -> tuple[str, UUID]:
    """Who is paid: the person, else the union of the case (for a paying entity, the union it belongs to)."""
    if work.case.subject_kind == "person":
        return "person", work.case.subject_id
    return "union", work.case.union_id


def cap_owner(work: Work) -> tuple[str, str]:
    """Whose cap it is and for which period: the scope is a parameter of the definition."""
    cap = work.plan.money.cap if work.plan.money else None
    scope = cap.scope if cap else "case"
    today = clock.today()
    period = period_key(cap.per if cap else "case", today.year, today.month)
    if scope == "family":
        family = catalogue.fact_value(subject="person", subject_id=work.case.subject_id, fact="family.file")
        return f"family:{family or work.case.subject_id}", period
    return (f"case:{work.case.id}", "case") if scope == "case" else (f"{scope}:{work.case.subject_id}", period)


def _computed(work: Work) -> int | None:
    return catalogue.amount_fen(
        service=work.case.service, version=work.case.version, subject_id=work.case.subject_id, form=work.case.answers
    )


def _count_against_cap(work: Work, amount: int) -> None:
    """Add to the line of the cap; its CHECK refuses what goes over, whoever else is adding at the same moment."""
    cap_fen = catalogue.cap_fen(
        service=work.case.service, version=work.case.version, subject_id=work.case.subject_id, form=work.case.answers
    )
    if cap_fen is None:
        return
    owner, period = cap_owner(work)
    line, _ = CapLine.objects.get_or_create(
        owner=owner, service=work.case.service, period=period, defaults={"cap_fen": cap_fen}
    )
    try:
        with transaction.atomic():
            CapLine.objects.filter(owner=owner, service=work.case.service, period=period).update(
                cap_fen=cap_fen, used_fen=F("used_fen") + amount
            )
    except IntegrityError as full:
        raise CapReached(cap=yuan(cap_fen), used=yuan(line.used_fen), amount=yuan(amount)) from full
