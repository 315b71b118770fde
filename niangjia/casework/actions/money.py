"""Money of a case: the amount, the cap, the hold on the budget, the payout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from niangjia.base import clock
from niangjia.base.locks import advisory
from niangjia.casework.access import reveal_answers
from niangjia.casework.actions.parts import amounts_of, drop_parts, keep_parts, mark_asked, next_part, set_days
from niangjia.casework.actions.slots import party_keys
from niangjia.casework.actions.work import Work
from niangjia.casework.errors import AmountMissing, CapReached
from niangjia.casework.judging import amount_now, cap_now, day_of
from niangjia.casework.models import CapLine, Part
from niangjia.casework.rules.parties import numbers_named
from niangjia.casework.rules.plan import HELP_PERIODS, period_key
from niangjia.catalogue import api as catalogue
from niangjia.kernel.money import yuan
from niangjia.ledger import api as ledger
from niangjia.people import api as people

COUNTED_ON = "counted_on"  # key in a case's record


def reserve(work: Work) -> None:
    """Fix the amount, count it against the cap, hold it in the budget of the city: what is not appropriated cannot be granted.

    Two cases of one subject reserve one after the other, so that the second sees in ``helped_fen()`` what the first was granted.
    """
    money = work.plan.money
    if money is None or work.case.hold_id:
        return
    advisory(f"casework.reserve:{work.case.service}:{work.case.subject_id}")
    if not money.proposed:
        work.case.amount_fen = amount_now(work.case)
    if not work.case.amount_fen or work.case.amount_fen < 0:
        raise AmountMissing
    work.case.record |= {COUNTED_ON: day_of(work.case).isoformat()}
    _count_against_cap(work, work.case.amount_fen)
    _count_as_granted(work, work.case.amount_fen)
    work.case.fund = money.fund
    work.case.hold_id = _hold(work, work.case.amount_fen)


def _hold(work: Work, amount_fen: int) -> UUID:
    """In the budget of the city, as one sum or in all its parts. Gives the (first) transfer."""
    kind, owner_id = payee(work)
    asked: dict[str, Any] = {
        "by": work.by, "fund": work.case.fund, "union_id": work.plan.city.id, "year": clock.today().year, "owner_kind": kind,
        "owner_id": owner_id, "case_id": work.case.id, "key": f"case:{work.case.id}",
    }  # fmt: skip
    if not (work.plan.money and work.plan.money.in_parts):
        return ledger.hold(**asked, amount_fen=amount_fen)
    hold_ids = ledger.hold_parts(**asked, amounts_fen=amounts_of(work))
    keep_parts(work, hold_ids)
    return hold_ids[0]


def release(work: Work) -> None:
    """Give back what was held: the case ends without a grant."""
    if not work.case.hold_id:
        return
    give_back(work, drop_parts(work) or [work.case.hold_id], work.case.amount_fen or 0)
    work.case.hold_id = None
    work.case.record = {key: value for key, value in work.case.record.items() if key != COUNTED_ON}


def give_back(work: Work, hold_ids: Sequence[UUID], fen: int, reason: str = "") -> None:
    """Free what these transfers hold, ``fen`` together, and let it count as granted no longer."""
    ledger.void_all(by=work.by, owner_id=payee(work)[1], transfer_ids=hold_ids, reason=reason)
    owner, period = cap_owner(work)
    CapLine.objects.filter(owner=owner, service=work.case.service, period=period).update(used_fen=F("used_fen") - fen)
    if COUNTED_ON in work.case.record and fen:
        _count_as_granted(work, -fen)


def pay(work: Work) -> None:
    """Ask for the payout, or for that of the first part; a missing account is asked for there, and the money waits."""
    money = work.plan.money
    if money is None or not money.in_parts:
        assert work.case.amount_fen
        assert work.case.hold_id
        _ask(work, 1, work.case.amount_fen, work.case.hold_id)
        return
    if money.paid == "monthly":
        set_days(work)
    ask_part(work, next_part(work))


def ask_part(work: Work, part: Part | None) -> None:
    """Ask for the payout of one part."""
    if part is None:
        return
    mark_asked(part)
    _ask(work, part.nr, part.amount_fen, part.hold_id)


def _ask(work: Work, nr: int, amount_fen: int, hold_id: UUID) -> None:
    kind, owner_id = payee(work)
    ledger.request_payout(
        by=work.by, case_id=work.case.id, instalment=nr, owner_kind=kind, owner_id=owner_id, amount_fen=amount_fen,
        fund=work.case.fund, union_id=work.plan.city.id, hold_id=hold_id, purpose=work.plan.title["zh"],
    )  # fmt: skip


def payee(work: Work) -> tuple[str, UUID]:
    """Who is paid: the person, else the union of the case (for a paying entity, the union it belongs to)."""
    if work.case.subject_kind == "person":
        return "person", work.case.subject_id
    return "union", work.case.union_id


def cap_owner(work: Work) -> tuple[str, str]:
    """Whose cap it is and for which period: the scope is a parameter of the definition."""
    cap = work.plan.money.cap if work.plan.money else None
    scope = cap.scope if cap else "case"
    day = counted_day(work)
    period = period_key(cap.per if cap else "case", day.year, day.month)
    if scope == "family":
        family = catalogue.fact_value(subject="person", subject_id=work.case.subject_id, fact="family.file")
        return f"family:{family or work.case.subject_id}", period
    if scope == "child" and (keys := party_keys(work)):
        return f"child:{next(iter(keys)).hex()}", period
    return (f"case:{work.case.id}", "case") if scope == "case" else (f"{scope}:{work.case.subject_id}", period)


def counted_day(work: Work) -> date:
    """The day as which its money was counted; what is given back is given back to the same periods."""
    counted = work.case.record.get(COUNTED_ON)
    return date.fromisoformat(counted) if counted else day_of(work.case)


def count_help(work: Work, *, fen: int, times: int) -> None:
    """Enter it into the history that ``helped()`` and ``helped_fen()`` ask, in every period that may be asked for."""
    _count_for(work, work.case.subject_id, fen=fen, times=times)
    work.deed.touch(work.case.subject_kind, work.case.subject_id)


def _count_for(work: Work, subject_id: UUID, *, fen: int, times: int) -> None:
    day = counted_day(work)
    periods = [period_key(per, day.year, day.month) for per in HELP_PERIODS]
    catalogue.record_help(helped=[(subject_id, work.case.service, period, times, fen) for period in periods])


def count_those_who_agreed(work: Work, *, times: int = 1) -> None:
    """Who has it together has had it both (decision 74), as far as the other is known by her number: her own verdict says so then.

    Whoever is not known yet is held by her party's slot.
    """
    if not (work.plan.agreeing and work.plan.identified_by):
        return
    for number in numbers_named(reveal_answers(work.case), work.plan.identified_by):
        other = people.person_numbered(id_number=number)
        if other is None or other == work.case.subject_id:
            continue
        _count_for(work, other, fen=0, times=times)
        work.deed.touch("person", other)


def _count_as_granted(work: Work, fen: int) -> None:
    """What is held counts as granted at once: a second case computed meanwhile must not grant it again."""
    count_help(work, fen=fen, times=0)


def _count_against_cap(work: Work, amount: int) -> None:
    """Add to the line of the cap; its CHECK refuses what goes over, whoever else is adding at the same moment."""
    cap_fen = cap_now(work.case)
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
