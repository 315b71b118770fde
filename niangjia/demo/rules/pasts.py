"""Who has a past with the union: a grant, a title, an application by phone. Numbers of the report times the scale."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from niangjia.demo.rules.meetings import COUPLES, MET
from niangjia.demo.rules.tree import REPORT_BEGAN
from niangjia.demo.rules.workers import PlannedStudy, PlannedWorker, drawn_year, school_year

# The report's.
GRANTS, GRANT_YUAN, MODEL_WORKERS, ENROLLED = 4_404, 4_447_200, 812, 518
WARMTH = 1_241_500  # the report says more than 1,240,000
REFUND_YUAN = 35_600_000  # the report says more than 35,000,000
RELIEF_YUAN = 30_300_000  # the report says more than 30,000,000
RELIEF_EACH = 300  # the definition's, unverified
RELIEF_YEARS, OUTBREAK = (2020, 2021, 2022), date(2020, 1, 24)
FAMILIES = 6_000  # on the hardship file since the report began, or once on it: ours
BY_PHONE, BY_PHONE_YEARS = 0.48, 2
# How many of a hundred workers could have such a past; rather too few than too many.
COULD = {"study": 0.06, "honour": 0.25, "aid": 0.6, "academy": 0.2, "meeting": 0.05, "wedding": 0.04, "relief": 0.36}
SPARE, TWICE = 40, {"relief": 1.1}  # candidates to spare, and how many for each who is needed: else two
SCHOOL = "左海职业技术学院"


class Relieved(NamedTuple):
    """What is needed of somebody to pay her: of very many, so no more than that."""

    lot: float
    number: int
    name: str
    since: date


def needed(scale: float) -> dict[str, int]:
    """How many people have each kind of past, those whose matter is acted out included."""
    whole = {
        "study": GRANTS,
        "honour": MODEL_WORKERS,
        "aid": FAMILIES,
        "academy": ENROLLED,
        "meeting": MET,
        "wedding": COUPLES,
        "relief": RELIEF_YUAN // RELIEF_EACH,
    }
    return {purpose: round(count * scale) for purpose, count in whole.items()}


def chances(scale: float, people: int) -> Mapping[str, float]:
    """The lot below which a worker is a candidate: twice as many as needed, and some to spare."""
    return {
        purpose: min(1.0, (TWICE.get(purpose, 2) * count + SPARE) / max(people * COULD[purpose], 1))
        for purpose, count in needed(scale).items()
    }


def past_study(worker: PlannedWorker, as_of: date, chance: float) -> PlannedStudy | None:
    """A school year of earlier: of whoever does not study now, was a member then and young enough."""
    lot = worker.lot("study")
    details = worker.details
    if lot >= chance or worker.studies or not details["migrant_worker"] or worker.status != "active":
        return None
    first = max(worker.since.year + 1, REPORT_BEGAN.year + 1, worker.born.year + 20)
    year = drawn_year(lot / chance, first, min(as_of.year - 2, worker.born.year + 44))
    if year is None:
        return None
    level = "undergraduate" if worker.number % 3 == 0 else "college"
    return PlannedStudy(SCHOOL, level, school_year(date(year, 9, 1)), True, True, None, date(year, 9, 20))


def year_named(worker: PlannedWorker, as_of: date, chance: float) -> int | None:
    """The year of her title: of whoever worked for some years in a firm; none after the one before last, which is acted out."""
    lot = worker.lot("honour")
    fit = worker.status == "active" and worker.union.kind == "enterprise" and not worker.details["manager"]
    if not fit or lot >= chance:
        return None
    return drawn_year(lot / chance, max(worker.since.year + 2, REPORT_BEGAN.year + 1), as_of.year - 2)


def helped_family(worker: PlannedWorker, as_of: date, chance: float) -> int | None:
    """The year in which her family came on the hardship file: a member for a year then, no manager; this year's are acted out."""
    lot = worker.lot("aid")
    if lot >= chance or worker.details["manager"]:
        return None
    return drawn_year(lot / chance, max(worker.since.year + 1, REPORT_BEGAN.year + 1), as_of.year - 1)


def year_enrolled(worker: PlannedWorker, as_of: date, chance: float) -> int | None:
    """The year in which she began at the academy: with a contract and of age then, no manager, not studying now."""
    lot, details = academy_lot(worker), worker.details
    if lot >= chance or worker.status != "active" or worker.studies or details["manager"] or details["cadre"]:
        return None
    if details["employment"] not in ("contract", "dispatch") or details["at_work"] != "employed":
        return None
    first = max(worker.since.year + 1, REPORT_BEGAN.year + 1, worker.born.year + 19)
    return drawn_year(lot / chance, first, min(as_of.year - 2, worker.born.year + 49))


def academy_lot(worker: PlannedWorker) -> float:
    """Out of the lot for titles, so that nobody is drawn anew; whoever bears a title is as likely as anybody."""
    return worker.lot("honour") * 1009 % 1


def relieved(worker: PlannedWorker, chance: float) -> Relieved | None:
    """Somebody of the front line, a member when the epidemic broke out, who got money for it."""
    lot = worker.lot("study") * 1021 % 1
    fit = worker.details["frontline"] and worker.status == "active" and worker.since < OUTBREAK
    return Relieved(lot, worker.number, worker.name, worker.since) if fit and lot < chance else None


def joined_by_phone(worker: PlannedWorker, as_of: date) -> bool:
    """Whether she came in by her phone: only of late, and to a union that admits people one by one."""
    late = worker.since > date(as_of.year - BY_PHONE_YEARS, as_of.month, 1) and (as_of - worker.since).days > 20
    return late and worker.union.kind in ("joint", "new_form") and worker.lot("join") < BY_PHONE


def grant_fens(people: int, yuan: int) -> list[int]:
    """Grants of 1,000 and 1,200 yuan, in fen, for so many people, as near to the sum as such grants come.

    >>> sum(grant_fens(4404, 4_447_200)) == 4_447_200_00
    True
    """
    larger = min(max(round((yuan - people * 1000) / 200), 0), people)
    return [120_000] * larger + [100_000] * (people - larger)
