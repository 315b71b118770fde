"""Dues of an employer, and when refunds are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.base import clock
from niangjia.organising.models import DuesPayment
from niangjia.organising.rules import refunds
from niangjia.organising.rules.refunds import RefundDeadline


@dataclass(frozen=True, slots=True)
class DuesRow:
    """One payment; ``quarter`` None: the whole year."""

    year: int
    quarter: int | None
    union_id: UUID
    union_name: str
    paid_fen: int
    handed_up_fen: int
    paid_on: date
    source: str


def dues_of(*, payer_id: UUID) -> list[DuesRow]:
    """Everything recorded of an employer, newest first."""
    rows = DuesPayment.objects.filter(payer_id=payer_id).order_by("-year", "-quarter")
    columns = ("year", "quarter", "union_id", "union__name", "paid_fen", "handed_up_fen", "paid_on", "source")
    return [DuesRow(*row) for row in rows.values_list(*columns)]


def receiving_union(*, payer_id: UUID) -> UUID | None:
    """The union that received the employer's latest dues: it is paid the refund."""
    rows = DuesPayment.objects.filter(payer_id=payer_id).order_by("-year", "-quarter", "-id")
    return rows.values_list("union_id", flat=True).first()


def refund_calendar(*, today: date | None = None) -> tuple[RefundDeadline, ...]:
    """What has to be refunded by when, soonest first."""
    return refunds.refund_calendar(today or clock.today())
