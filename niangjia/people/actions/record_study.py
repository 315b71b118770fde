"""A school reports on a student."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.people.access import require_self_or_reach
from niangjia.people.actions.keys import hold
from niangjia.people.errors import BadDetail
from niangjia.people.models import Study
from niangjia.people.rules.profile import LEVELS_OF_STUDY
from niangjia.people.rules.school_years import parse_school_year


def record_study(
    *,
    by: Actor,
    person_id: UUID,
    school: str,
    level: str,
    school_year: str,
    enrolled: bool,
    passed: bool | None = None,
    punished: bool | None = None,
    reported_on: date | None = None,
) -> None:
    """Keep what is reported for one school year ("2026-2027"); a later report replaces it. Never by the student herself.

    :raises BadDetail: no such level or school year.
    :raises NotFound: not there, or not for this actor.
    """
    year = parse_school_year(school_year)
    if level not in LEVELS_OF_STUDY or year is None or by.id == person_id:
        raise BadDetail(field="学年或层次")
    with act("people.record_study", by=by, about=("person", person_id)) as deed:
        require_self_or_reach(by, person_id)
        Study.objects.update_or_create(
            person=hold(person_id),
            school_year=year,
            defaults={
                "school": school, "level": level, "enrolled": enrolled, "passed": passed, "punished": punished,
                "reported_on": reported_on or clock.today(),
            },
        )  # fmt: skip
        deed.touch("person", person_id)
        deed.note(school_year=year, level=level, enrolled=enrolled)
