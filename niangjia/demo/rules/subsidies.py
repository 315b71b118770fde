"""What unions got in the years before: who is drawn, and how the report's sums are cut into grants. No database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from niangjia.demo.rules.tree import REPORT_BEGAN, PlannedUnion

# The report's.
STUDIOS, HOMES = 218, 300
TOWN_YUAN, HOME_YUAN = 24_000_000, 9_000_000
GRANTS_FOR_A_HOME = (30_000, 60_000, 90_000)  # yuan, in turns; ours
# The classes of the definition town-subsidy: enterprises or members from which on, yuan a year.
CLASSES = ((100, 10_000, 30_000), (30, 3_000, 20_000), (0, 0, 10_000))
STUDIO_SIZE, HOME_SIZE = 30, 25  # members at least; the second is the definition's


@dataclass(frozen=True, slots=True)
class Share:
    """A union, the year in which it got something, and how much (yuan)."""

    union: PlannedUnion
    year: int
    yuan: int = 0


def years_of(as_of: date) -> range:
    """From the year after the report began to last year."""
    return range(REPORT_BEGAN.year + 1, as_of.year)


def town_shares(
    unions: Sequence[PlannedUnion], without: Collection[str], *, yuan: int, seed: int, as_of: date
) -> Iterator[Share]:
    """Town by town in drawn order, each year another part of them, by its class of that year, until each year's share of the sum is spent.

    ``without``: keys of unions that have told no account.
    """
    towns = _drawn([each for each in unions if each.level == "town" and each.key not in without], seed, "town-subsidy")
    years = years_of(as_of)
    spent, start = 0, 0
    for turn, year in enumerate(years, 1):
        most, classes = yuan * turn // len(years), _classes(unions, year)
        for n in range(len(towns)):
            town = towns[(start + n) % len(towns)]
            if spent + classes[town.region_code] <= most:
                spent += classes[town.region_code]
                yield Share(town, year, classes[town.region_code])
            elif most - spent < CLASSES[-1][-1]:
                start += n
                break


def home_shares(
    unions: Sequence[PlannedUnion], without: Collection[str], *, yuan: int, seed: int, as_of: date
) -> list[Share]:
    """Each once, the years in turns."""
    grants = grants_of(yuan)
    fit = _fit(unions, without, least=HOME_SIZE, as_of=as_of)
    return _spread(_drawn(fit, seed, "home-subsidy")[: len(grants)], grants, as_of)


def named_unions(
    unions: Sequence[PlannedUnion],
    service: str,
    without: Collection[str] = (),
    *,
    count: int,
    least: int,
    seed: int,
    as_of: date,
) -> list[Share]:
    """So many unions of ``least`` members or more, each in one employer, named once, the years in turns."""
    fit = [each for each in _fit(unions, without, least=least, as_of=as_of) if each.employer]
    return _spread(_drawn(fit, seed, service)[:count], [], as_of)


def grants_of(yuan: int) -> list[int]:
    """The sum in grants of the usual sizes; what is left over is the last one's.

    >>> grants_of(200_000)
    [30000, 60000, 90000, 20000]
    """
    found: list[int] = []
    while yuan > 0:
        found.append(min(GRANTS_FOR_A_HOME[len(found) % len(GRANTS_FOR_A_HOME)], yuan))
        yuan -= found[-1]
    return found


def _fit(unions: Sequence[PlannedUnion], without: Collection[str], *, least: int, as_of: date) -> list[PlannedUnion]:
    """Grassroots unions of this size that could have got something by last year."""
    last = max(years_of(as_of), default=0)
    return [
        each
        for each in unions
        if each.level == "grassroots" and each.size >= least and each.key not in without and _since(each) <= last
    ]


def _since(union: PlannedUnion) -> int:
    """The first year in which it is a year old in January."""
    return union.founded_on.year + 2


def _drawn(unions: Sequence[PlannedUnion], seed: int, purpose: str) -> list[PlannedUnion]:
    order = list(unions)
    Random(f"{seed}/{purpose}").shuffle(order)
    return order


def _spread(unions: Sequence[PlannedUnion], grants: Sequence[int], as_of: date) -> list[Share]:
    """A year of their own to each: in turns, none before it was a year old."""
    found = []
    for n, union in enumerate(unions):
        years = [year for year in years_of(as_of) if year >= _since(union)]
        found.append(Share(union, years[n % len(years)], grants[n] if grants else 0))
    return found


def _classes(unions: Sequence[PlannedUnion], year: int) -> Mapping[str, int]:
    """Yuan by the town's code, by the unions that were there at the end of the year."""
    enterprises, members = Counter[str](), Counter[str]()
    for each in unions:
        if each.level == "grassroots" and each.founded_on.year <= year:
            enterprises[each.region_code] += each.employer is not None
            members[each.region_code] += each.size
    towns = [each.region_code for each in unions if each.level == "town"]
    return {code: _yuan(enterprises[code], members[code]) for code in towns}


def _yuan(enterprises: int, members: int) -> int:
    return next(yuan for least, workers, yuan in CLASSES if enterprises >= least or members >= workers)
