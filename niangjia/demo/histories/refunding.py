"""小额缴费返还: nobody applies; two officers of finance audit, the money goes to the union's account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.matters import Matter
from niangjia.demo.histories.paying import paid
from niangjia.organising import api as organising

SERVICE, FUND = "dues-refund", "dues-refund"
PAID, HALF_SIGNED, OPEN, UNKNOWN = 6, 2, 4, 2


def refunds(company: Company) -> Iterator[Matter]:
    """The first of those who are entitled this year; the nightly run opens the cases of all others."""
    return (matter for matter in _of_any_year(company) if matter.begins.year == company.city.as_of.year)


def _of_any_year(company: Company) -> Iterator[Matter]:
    entitled = iter(catalogue.subjects_with(service=SERVICE, verdicts=["yes"]))
    for payer in islice(entitled, PAID):
        yield Matter(company.ago(20), _refunded(company, payer))
    yield Matter(company.ago(12), _pay(company))
    for payer in islice(entitled, HALF_SIGNED):
        yield Matter(company.ago(4), _half_signed(company, payer))
    rest = [*islice(entitled, OPEN), *islice(_unclear(company), UNKNOWN)]
    for payer in rest:
        yield Matter(company.ago(3), _open(company, payer))


def _unclear(company: Company) -> Iterator[UUID]:
    """Payers of whom one thing is not known."""
    for payer in catalogue.subjects_with(service=SERVICE, verdicts=["unknown"]):
        lines = catalogue.explain(service=SERVICE, subject_id=payer)
        if [line.value for line in lines].count(None) == 1:
            yield payer


def _refunded(company: Company, payer: UUID) -> Iterator[date]:
    case_id = _begin(company, payer)
    if case_id is None:
        return
    yield company.later(2)
    company.approve(case_id, "缴费和企业性质核对无误。")


def _half_signed(company: Company, payer: UUID) -> Iterator[date]:
    case_id = _begin(company, payer)
    if case_id is None:
        return
    yield company.later(1)
    company.sign(case_id, "缴费核对无误，请复核。")


def _open(company: Company, payer: UUID) -> Iterator[date]:
    _begin(company, payer)
    yield date.max


def _begin(company: Company, payer: UUID) -> UUID | None:
    """What is known on this day decides."""
    company.as_known_today("enterprise", payer)
    receiver = organising.receiving_union(payer_id=payer)
    if receiver is None:
        return None
    return casework.open_for(by=SYSTEM, service=SERVICE, subject_id=payer, union_id=receiver)


def _pay(company: Company) -> Iterator[date]:
    paid(company, FUND)
    yield date.max
