"""The real administrative units of Fuzhou: 1 city, 13 county-level, 186 town-level, by name and code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CITY = "350100"
SHANGJIE = "350121107"  # 上街镇, where the cast lives

# Shares of workers by county-level unit: a guess of ours, no statistics.
COUNTY_SHARES = {
    "350102": 16, "350103": 10, "350104": 14, "350105": 6, "350111": 12, "350112": 8, "350121": 10, "350122": 6,
    "350123": 3, "350124": 3, "350125": 3, "350128": 4, "350181": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative unit: six digits for the city and the counties, nine for towns."""

    code: str
    name: str

    @property
    def level(self) -> str:
        if self.code == CITY:
            return "municipal"
        return "county" if len(self.code) == 6 else "town"

    @property
    def above(self) -> str | None:
        """The code of the unit it lies in."""
        return {"municipal": None, "county": CITY, "town": self.code[:6]}[self.level]


@cache
def places() -> tuple[Place, ...]:
    """All of them, the higher before the lower."""
    text = (files("niangjia.demo") / "data" / "fuzhou_units.csv").read_text(encoding="utf-8")
    return tuple(
        sorted((Place(**row) for row in csv.DictReader(text.splitlines())), key=lambda p: (len(p.code), p.code))
    )


def towns() -> tuple[Place, ...]:
    return tuple(place for place in places() if place.level == "town")


def place(code: str) -> Place:
    return next(each for each in places() if each.code == code)
