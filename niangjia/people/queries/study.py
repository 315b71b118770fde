"""Studies as reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.people.models import Study
from niangjia.people.rules.profile import LEVELS_OF_STUDY


@dataclass(frozen=True, slots=True)
class StudyRef:
    """One school year of a person. None: not reported."""

    school: str
    level: str
    school_year: str
    enrolled: bool
    passed: bool | None
    punished: bool | None
    reported_on: date

    @property
    def level_zh(self) -> str:
        return LEVELS_OF_STUDY[self.level]


def studies_of(*, person_id: UUID) -> list[StudyRef]:
    """All reported school years, the latest first."""
    columns = ("school", "level", "school_year", "enrolled", "passed", "punished", "reported_on")
    rows = Study.objects.filter(person_id=person_id).order_by("-school_year")
    return [StudyRef(*row) for row in rows.values_list(*columns)]
