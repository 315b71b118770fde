"""Money for the funds, and three years of employers' dues."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.spreadsheets import write_list
from niangjia.demo.actions.found_city import City
from niangjia.demo.rules.dues import HEADERS, dues_rows
from niangjia.demo.rules.places import CITY
from niangjia.ledger import api as ledger
from niangjia.organising import api as organising

# Yuan a year. The fund for start-ups is the report's; the others are ours.
YEARLY = {
    "learning": 1_000_000, "hardship": 5_000_000, "dues-refund": 8_000_000, "warmth": 10_000_000, "building": 4_000_000,
    "ventures": 8_000_000, "rights": 300_000, "honours": 500_000,
}  # fmt: skip
YEARS_BACK = 2
PAYING_KINDS = ("enterprise", "institution")


def appropriate_budgets(city: City, *, by: Actor) -> None:
    """The budgets of the years in which matters are acted out."""
    for year in range(city.as_of.year - YEARS_BACK, city.as_of.year + 1):
        with clock.frozen(min(date(year, 1, 8), city.as_of)):
            _appropriate(city, year, by)


def _appropriate(city: City, year: int, by: Actor) -> None:
    for fund, yuan in YEARLY.items():
        ledger.appropriate(
            by=by,
            union_id=city.ids[CITY],
            fund=fund,
            year=year,
            amount_fen=yuan * 100,
            basis=f"{year} 年度预算（演示）",
            key=f"demo:{fund}:{year}",
        )


def pay_dues(city: City) -> int:
    """Three years of dues, read as a workbook from the tax office would be; how many rows came in."""
    payers = [
        (each, city.codes[each.employer.number]) for each in city.unions if each.employer and each.kind in PAYING_KINDS
    ]
    book = BytesIO()
    write_list(book, HEADERS, dues_rows(payers, seed=city.seed, as_of=city.as_of))
    book.seek(0)
    return organising.import_dues(by=SYSTEM, source=book, file_name="经费缴纳（演示）.xlsx").accepted
