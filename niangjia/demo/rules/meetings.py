"""Who met at a meeting of singles, and who married at a collective wedding, in the years before. No database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from niangjia.demo.rules.told import worded
from niangjia.demo.rules.tree import REPORT_BEGAN
from niangjia.demo.rules.workers import PlannedWorker, drawn_year

MET, COUPLES = 12_060, 1_056  # the report says more than 12,000 and more than 1,000
AT_A_MEETING = 30  # people at most, as the definition says
WEDDING_DAY = (10, 18)  # ours
SETTLED = timedelta(10)
# Of each meeting: kind, title, where, month; in turns. Ours.
MEETINGS = (
    ("outdoor", "旗山轻徒步", "旗山森林公园", 4),
    ("craft", "一起做顿福州菜", "市工人文化宫", 6),
    ("reading", "桌游下午茶", "市工人文化宫", 9),
    ("outdoor", "骑行闽江", "闽江公园", 11),
)


def year_met(worker: PlannedWorker, as_of: date, chance: float) -> int | None:
    """The year in which somebody young who is single went to a meeting."""
    lot = worker.lot("aid") * 1013 % 1
    if lot >= chance or worker.status != "active" or not worker.told or not worker.told.single:
        return None
    return _year(lot / chance, worker, since=23, until=38, last=as_of.year - 1)


def year_wed(worker: PlannedWorker, as_of: date, chance: float) -> int | None:
    """The year in which somebody who came to Fuzhou and has a family now was married: in the autumn."""
    lot = worker.lot("join") * 1019 % 1
    if lot >= chance or worker.status != "active" or not worker.told or worker.told.single:
        return None
    if worded(worker.told)["home_region"] == "fuzhou":
        return None
    return _year(lot / chance, worker, since=23, until=36, last=last_wedding(as_of))


def last_wedding(as_of: date) -> int:
    """The year of the newest wedding that is over."""
    return as_of.year - (date(as_of.year, *WEDDING_DAY) > as_of - SETTLED)


def in_years(found: Iterable[tuple[PlannedWorker, int]], *, count: int, most: int) -> dict[int, list[PlannedWorker]]:
    """The first ``count`` of them, by year: ``most`` of a year, and more only where the others have too few."""
    first: list[tuple[PlannedWorker, int]] = []
    rest: list[tuple[PlannedWorker, int]] = []
    seen, years = Counter[int](), dict[int, list[PlannedWorker]]()
    for worker, year in found:
        seen[year] += 1
        (first if seen[year] <= most else rest).append((worker, year))
    for worker, year in [*first, *rest][:count]:
        years.setdefault(year, []).append(worker)
    return dict(sorted(years.items()))


def _year(share: float, worker: PlannedWorker, *, since: int, until: int, last: int) -> int | None:
    """A year at that age, when she was a member."""
    first = max(worker.since.year + 1, REPORT_BEGAN.year + 1, worker.born.year + since)
    last = min(last, worker.born.year + until)
    return drawn_year(share, first, last)
