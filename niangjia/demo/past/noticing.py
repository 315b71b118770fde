"""公示 of past matters: what stood before the public on the same day, for the same service, stage and union, is one notice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.workcalendar import calendar
from niangjia.casework.api import NewStep
from niangjia.catalogue import api as catalogue
from niangjia.demo.actions.found_city import moment
from niangjia.demo.past.hands import step
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.money import yuan_short
from niangjia.notices.api import NewNotice, Row
from niangjia.unions.api import UnionRef

CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Stood:
    """A notice as one case knows it: its key, the two steps, and the morning after its last day."""

    id: UUID
    steps: tuple[NewStep, NewStep]
    over: date


@dataclass(frozen=True, slots=True)
class _Place:
    service: str
    stage: int
    union: UnionRef
    day: date
    by: Actor


class Noticing:
    """Collects the rows of all past notices."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._rows: dict[_Place, list[Row]] = defaultdict(list)

    def stood(
        self,
        service: str,
        stage: int,
        *,
        union: UnionRef,
        day: date,
        by: Actor,
        case_id: UUID,
        who: str,
        unit: str,
        fen: int = 0,
    ) -> Stood:
        """One more row of the notice that this union published that day."""
        place = _Place(service, stage, union, day, by)
        self._rows[place].append(Row(case_id, who, unit, f"{yuan_short(fen)} 元" if fen else ""))
        closes = calendar().add(day, _definition(service).chain[stage].days).day
        key, over = str(self._id(place)), closes + timedelta(1)
        opened = step("notice_opened", moment(day), by, stage=stage, union=union, notice=key, closes_on=str(closes))
        return Stood(self._id(place), (opened, step("notice_ended", moment(over), stage=stage, notice=key)), over)

    def all(self) -> list[NewNotice]:
        return [self._notice(place, rows) for place, rows in self._rows.items()]

    def _notice(self, place: _Place, rows: list[Row]) -> NewNotice:
        definition = _definition(place.service)
        stage = definition.chain[place.stage]
        by_consent = stage.legal == CONSENT
        return NewNotice(
            id=self._id(place), union_id=place.union.id, union_name=place.union.name, title=definition.title["zh"],
            service=place.service, stage=place.stage, legal=CONSENT if by_consent else "law",
            legal_basis="" if by_consent else stage.legal or "", working_days=stage.days, opens_on=place.day,
            rows=tuple(rows), published_by=(place.by.id, place.by.label),
        )  # fmt: skip

    def _id(self, place: _Place) -> UUID:
        return uuid_from_seed(
            self._seed, "notice", place.service, place.stage, place.union.id, place.day, at=moment(place.day)
        )


def _definition(service: str) -> catalogue.Definition:
    found = catalogue.definition(service)
    assert found
    return found
