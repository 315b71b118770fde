"""A grant that is paid in parts: all of it held with the decision, each part asked for in its turn."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Sum

from niangjia.base import clock
from niangjia.casework.actions.work import Work
from niangjia.casework.models import Part
from niangjia.casework.rules.parts import ASKED, HELD, MOST, PAID, STOPPED, due_days, split


def amounts_of(work: Work) -> tuple[int, ...]:
    """Its amount, divided as the definition says; in fen."""
    money = work.plan.money
    assert money
    assert work.case.amount_fen
    return split(work.case.amount_fen, (money.months or MOST) if money.paid == "monthly" else 2)


def keep_parts(work: Work, hold_ids: list[UUID]) -> None:
    """Write down what was held for each part."""
    amounts = amounts_of(work)
    Part.objects.bulk_create(
        Part(case_id=work.case.id, nr=nr, amount_fen=fen, hold_id=hold_id)
        for nr, (fen, hold_id) in enumerate(zip(amounts, hold_ids, strict=True), 1)
    )


def drop_parts(work: Work) -> list[UUID]:
    """Forget parts of which none was asked for: the case ends without a grant. Gives the transfers that held them."""
    parts = Part.objects.filter(case_id=work.case.id)
    hold_ids = list(parts.order_by("nr").values_list("hold_id", flat=True))
    parts.delete()
    return hold_ids


def set_days(work: Work) -> None:
    """One part a month, the first today."""
    parts = list(Part.objects.filter(case_id=work.case.id).order_by("nr"))
    for part, day in zip(parts, due_days(clock.today(), len(parts)), strict=True):
        part.due_on = day
    Part.objects.bulk_update(parts, ["due_on"])


def next_part(work: Work) -> Part | None:
    """The first that was not asked for yet."""
    return Part.objects.filter(case_id=work.case.id, state=HELD).order_by("nr").first()


def due_parts(work: Work, today: date) -> list[Part]:
    """Those whose month has come."""
    return list(Part.objects.filter(case_id=work.case.id, state=HELD, due_on__lte=today).order_by("nr"))


def mark_asked(part: Part) -> None:
    Part.objects.filter(case_id=part.case_id, nr=part.nr).update(state=ASKED)


def mark_paid(work: Work, nr: int) -> bool:
    """Whether this is news."""
    asked = Part.objects.filter(case_id=work.case.id, nr=nr, state=ASKED)
    with work.counted():
        return bool(asked.update(state=PAID, paid_at=clock.now()))


def mark_reversed(work: Work, nr: int, hold_id: UUID) -> bool:
    """It came back and is held by another transfer now. Whether this is news."""
    told = Part.objects.filter(case_id=work.case.id, nr=nr).exclude(hold_id=hold_id)
    with work.counted():
        return bool(told.update(state=ASKED, paid_at=None, hold_id=hold_id))


def stop_parts(work: Work) -> tuple[list[UUID], int]:
    """What was not asked for will not be: (the transfers that hold it, fen)."""
    rest = Part.objects.filter(case_id=work.case.id, state=HELD)
    hold_ids = list(rest.order_by("nr").values_list("hold_id", flat=True))
    fen = rest.aggregate(fen=Sum("amount_fen"))["fen"] or 0
    rest.update(state=STOPPED)
    return hold_ids, fen


def has_part(work: Work, state: str) -> bool:
    """Whether there is a part in this state."""
    return Part.objects.filter(case_id=work.case.id, state=state).exists()
