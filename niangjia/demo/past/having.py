"""Who has a past of which kind: everybody of the plan is drawn once more, beside the database, and those who do are kept."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from niangjia.base.beside import made_beside
from niangjia.demo.actions.found_city import City
from niangjia.demo.actions.settle_people import parts_of, planned
from niangjia.demo.rules.meetings import year_met, year_wed
from niangjia.demo.rules.pasts import (
    Relieved,
    helped_family,
    joined_by_phone,
    past_study,
    relieved,
    year_enrolled,
    year_named,
)
from niangjia.demo.rules.workers import PlannedWorker


@dataclass(frozen=True, slots=True)
class Having:
    """Candidates by kind, in the order of the plan; those who came by phone are all of them."""

    study: list[PlannedWorker] = field(default_factory=list)
    honour: list[PlannedWorker] = field(default_factory=list)
    aid: list[PlannedWorker] = field(default_factory=list)
    join: list[PlannedWorker] = field(default_factory=list)
    academy: list[PlannedWorker] = field(default_factory=list)
    meeting: list[PlannedWorker] = field(default_factory=list)
    wedding: list[PlannedWorker] = field(default_factory=list)
    relief: list[Relieved] = field(default_factory=list)

    def add(self, other: Having) -> None:
        """Those of the next part."""
        for each in fields(self):
            getattr(self, each.name).extend(getattr(other, each.name))


def all_having(city: City, taken: set[int]) -> Having:
    """Everybody but those, by running number, who play a part in what is acted out; they may have come by phone."""
    parts, found = parts_of(city.seats), Having()
    for one in made_beside(len(parts), lambda n: _of(city, taken, n)):
        found.add(one)
    return found


def _of(city: City, taken: set[int], part: int) -> Having:
    found, chances = Having(), city.chances
    for worker in planned(city, parts_of(city.seats)[part]):
        if joined_by_phone(worker, city.as_of):
            found.join.append(worker)
        if worker.number in taken:
            continue
        if past_study(worker, city.as_of, chances["study"]):
            found.study.append(worker)
        if year_named(worker, city.as_of, chances["honour"]):
            found.honour.append(worker)
        if helped_family(worker, city.as_of, chances["aid"]):
            found.aid.append(worker)
        if year_enrolled(worker, city.as_of, chances["academy"]):
            found.academy.append(worker)
        if year_met(worker, city.as_of, chances["meeting"]):
            found.meeting.append(worker)
        if year_wed(worker, city.as_of, chances["wedding"]):
            found.wedding.append(worker)
        if one := relieved(worker, chances["relief"]):
            found.relief.append(one)
    return found
