"""The plan of the people: who works where and how, since when, and who studies beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from niangjia.demo.rules.employers import STATIONS, shop_name
from niangjia.demo.rules.names import person_name
from niangjia.demo.rules.numbers import CAST_TURN, Births
from niangjia.demo.rules.places import COUNTY_SHARES
from niangjia.demo.rules.told import PlannedAnswers, told_by
from niangjia.demo.rules.tree import REPORT_BEGAN, PlannedUnion

# All shares below are guesses of ours; they make a city that looks like one, they are no statistics.
WOMEN, IDENTIFIED, STUDENTS, WITH_CARD = 0.42, 0.7, 0.02, 0.85
EMPLOYMENT = {
    "enterprise": (("contract", 0.86), ("dispatch", 0.08), ("flexible", 0.06)),
    "institution": (("contract", 0.96), ("dispatch", 0.04)),
    "joint": (("contract", 0.6), ("flexible", 0.4)),
}  # fmt: skip
NEW_FORMS = (("courier", 0.42), ("delivery", 0.3), ("ride_hailing", 0.16), ("truck", 0.1), ("other", 0.02))
AT_WORK = (("employed", 0.975), ("off_duty", 0.012), ("laid_off", 0.013))
MIGRANT = {"enterprise": 0.34, "joint": 0.4, "institution": 0.02, "new_form": 0.68, "federation": 0.68}
NOT_ASKED = 0.1
SKILLS = (
    ("", 0.55),
    ("junior", 0.14),
    ("middle", 0.16),
    ("senior", 0.1),
    ("technician", 0.035),
    ("senior_tech", 0.015),
)
EDUCATION = (("初中", 0.24), ("高中", 0.3), ("大专", 0.26), ("本科", 0.18), ("研究生", 0.02))
NATIONS = (("汉族", 0.97), ("畲族", 0.018), ("回族", 0.006), ("土家族", 0.003), ("苗族", 0.003))
ELSEWHERE = (
    "350921", "350922", "350923", "350781", "350722", "350784", "350426", "350427", "350322", "350521", "350823", "360728",
    "361121", "362531", "510824", "511322", "522121", "522631", "411528", "420921", "430529", "341221",
)  # fmt: skip
SCHOOLS = ("闽都职工学院", "榕城开放学院", "左海职业技术学院")
LOTS = ("study", "aid", "honour", "join")
RETAINED = frozenset({"retired", "laid_off", "unemployed"})
OF_AGE_YEARS, OLDEST = 18, date(1964, 1, 1)


@dataclass(frozen=True, slots=True)
class PlannedStudy:
    school: str
    level: str
    school_year: str
    enrolled: bool
    passed: bool | None
    punished: bool | None
    reported_on: date


@dataclass(frozen=True, slots=True)
class PlannedWorker:
    """``number`` is the running number; ``details`` are columns of a profile; ``told`` what she says of herself, None: never asked."""

    number: int
    union: PlannedUnion
    name: str
    sex: str
    born: date
    turn: int
    region: str
    since: date
    status: str
    has_card: bool
    details: dict[str, Any]
    studies: tuple[PlannedStudy, ...]
    lots: tuple[float, ...]
    told: PlannedAnswers | None

    def lot(self, purpose: str) -> float:
        """A number in [0, 1) that decides whether this worker has a past of this kind (``LOTS``)."""
        return self.lots[LOTS.index(purpose)]


@dataclass(frozen=True, slots=True)
class Seats:
    """A union with the running numbers of its members: ``first`` of all people, ``born`` of those in old or in new unions."""

    union: PlannedUnion
    first: int
    born: int


def seats_of(unions: Iterable[PlannedUnion]) -> list[Seats]:
    """Where everybody sits, so that any union's people can be drawn without those before them."""
    found, first, born = [], 0, {False: 0, True: 0}
    for union in unions:
        if union.size:
            found.append(Seats(union, first, born[union.new]))
            first, born[union.new] = first + union.size, born[union.new] + union.size
    return found


def plan_workers(seats: Iterable[Seats], *, seed: int, as_of: date) -> Iterator[PlannedWorker]:
    """The members of these unions, union by union; nothing is kept. Each union draws by itself."""
    draw = _Draw(as_of)
    for each in seats:
        draw.begin(Random(f"{seed}/people/{each.union.key}"))
        for place in range(each.union.size):
            yield draw.worker(each, place)


def drawn_year(share: float, first: int, last: int) -> int | None:
    """The year at this share of the way from ``first`` to ``last``; None where there is none between."""
    return None if last < first else first + int(share * (last - first + 1))


def school_year(day: date) -> str:
    """From September to August."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}-{first + 1}"


class _Draw:
    def __init__(self, as_of: date) -> None:
        self._random, self._as_of = Random(0), as_of
        youngest = (as_of.year - OF_AGE_YEARS - 1 - 1966) * 365
        self._births = {
            False: Births(OLDEST, 32 * 365, 0, 250),
            True: Births(date(1966, 1, 1), youngest, 250, CAST_TURN),
        }
        self._counties, self._shares = tuple(COUNTY_SHARES), tuple(accumulate(COUNTY_SHARES.values()))

    def begin(self, random: Random) -> None:
        self._random = random

    def worker(self, seats: Seats, place: int) -> PlannedWorker:
        union, random = seats.union, self._random
        born, turn = self._births[union.new].of(seats.born + place)
        sex = "f" if random.random() < (0.18 if union.kind == "new_form" else WOMEN) else "m"
        since = self._since(union, born)
        details = self._details(union, sex, born, since)
        studies = self._studies(born, since, details)
        status = "retained" if details["at_work"] in RETAINED else "active"
        has_card = bool(studies) and random.random() < WITH_CARD
        region = self._region(details["migrant_worker"])
        return PlannedWorker(
            number=seats.first + place, union=union, name=person_name(random, sex), sex=sex, born=born, turn=turn,
            region=region, since=since, status=status, has_card=has_card, details=details, studies=studies,
            lots=tuple(random.random() for _ in LOTS), told=told_by(random, (self._as_of - born).days / 365.25, region),
        )  # fmt: skip

    def _details(self, union: PlannedUnion, sex: str, born: date, since: date) -> dict[str, Any]:
        random, kind = self._random, union.kind
        riding = self._one(NEW_FORMS) if kind in ("new_form", "federation") else ""
        manager = kind == "enterprise" and random.random() < 0.02
        return {
            "employment": "platform" if riding else self._one(EMPLOYMENT[kind]),
            "new_form": riding,
            "employer_name": union.employer.name if union.employer else self._place_of_work(union, riding),
            "at_work": self._at_work(sex, born),
            "migrant_worker": self._yes(MIGRANT[kind]),
            "frontline": not manager and random.random() < (0.2 if kind == "institution" else 0.7),
            "manager": manager,
            "cadre": kind == "institution" and random.random() < 0.25,
            "skill": "" if riding else self._one(SKILLS),
            "education": self._one(EDUCATION),
            "nation": self._one(NATIONS),
            "identified_on": self._day(max(since, date(2018, 1, 1)), self._as_of)
            if random.random() < IDENTIFIED
            else None,
        }

    def _place_of_work(self, union: PlannedUnion, riding: str) -> str:
        return f"{union.town}{STATIONS[riding]}" if riding else shop_name(self._random, union.town)

    def _at_work(self, sex: str, born: date) -> str:
        age = (self._as_of - born).days / 365.25
        return "retired" if age >= (60 if sex == "m" else 55) else self._one(AT_WORK)

    def _since(self, union: PlannedUnion, born: date) -> date:
        of_age = born + timedelta(round(OF_AGE_YEARS * 365.25))
        last = self._as_of if union.new else REPORT_BEGAN - timedelta(1)
        first = max(union.founded_on, of_age, REPORT_BEGAN if union.new else date(1985, 1, 1))
        return self._day(min(first, last), last)

    def _studies(self, born: date, since: date, details: dict[str, Any]) -> tuple[PlannedStudy, ...]:
        """Lists of students: this school year, and for some the one before."""
        age = (self._as_of - born).days / 365.25
        eligible = details["migrant_worker"] and details["at_work"] == "employed" and 19 <= age <= 44
        if not eligible or self._random.random() >= STUDENTS * 3:
            return ()
        school, level = self._random.choice(SCHOOLS), self._random.choice(("college", "college", "undergraduate"))
        years = [self._as_of.year - (self._as_of.month < 9) - back for back in range(1 + (self._random.random() < 0.6))]
        return tuple(self._study(school, level, year, now=back == 0) for back, year in enumerate(years))

    def _study(self, school: str, level: str, year: int, *, now: bool) -> PlannedStudy:
        reported = min(date(year, 9, 20), self._as_of)
        passed = None if now and self._random.random() < 0.6 else self._random.random() < 0.95
        enrolled = not now or self._random.random() < 0.94
        punished = None if self._random.random() < 0.5 else self._random.random() < 0.02
        return PlannedStudy(school, level, f"{year}-{year + 1}", enrolled, passed, punished, reported)

    def _region(self, migrant: bool | None) -> str:
        if migrant and self._random.random() < 0.75:
            return self._random.choice(ELSEWHERE)
        return self._random.choices(self._counties, cum_weights=self._shares)[0]

    def _yes(self, share: float) -> bool | None:
        drawn = self._random.random()
        return None if drawn < NOT_ASKED else drawn < NOT_ASKED + share * (1 - NOT_ASKED)

    def _one(self, shares: tuple[tuple[str, float], ...]) -> str:
        drawn = self._random.random()
        for value, share in shares:
            drawn -= share
            if drawn < 0:
                return value
        return shares[-1][0]

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(self._random.randrange(max((last - first).days, 0) + 1))
