"""证书: she fetches hers when it is earned; an officer revokes one that was given wrongly."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.activities.access import require_tending
from niangjia.activities.errors import NoHours, NotEarned
from niangjia.activities.models import Certificate
from niangjia.activities.rules.certificates import ATTENDANCE, HOURS, new_number
from niangjia.activities.standing import last_union, minutes_in_year, standing_in
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.kernel.reasons import require_reason
from niangjia.people import api as people


def certify_hours(*, by: Actor, year: int) -> str:
    """Her certificate of a year's hours, as they stand now; one a year, fetched again it says what has come since. Returns its number.

    :raises NoHours:
    """
    with act("activities.certify", by=by, about=("person", by.id)) as deed:
        minutes = minutes_in_year(by.id, year)
        if not minutes:
            raise NoHours(year=year)
        union_id = people.union_of(by.id) or last_union(by.id)
        found = _one(by.id, HOURS, str(year), {"title": str(year), "union_id": union_id, "minutes": minutes})
        if found.minutes != minutes:
            found.minutes = minutes
            found.save(update_fields=["minutes"])
        deed.note(kind=HOURS, number=found.number, minutes=minutes)
    return found.number


def certify_attendance(*, by: Actor, series_id: UUID) -> str:
    """Her certificate of a series: enough sessions, and the exam where there is one. Once a person and series. Returns its number.

    :raises NotFound: she was never in it, or it gives no certificate. NotEarned.
    """
    with act("activities.certify", by=by, about=("person", by.id)) as deed:
        course = standing_in(by.id, series_id)
        if course.least_pct is None:
            raise NotFound
        if not course.earned:
            raise NotEarned(held=course.held, attended=course.attended, least=course.least_pct)
        told = {
            "title": course.title, "union_id": course.union_id, "sessions": course.attended, "passed_exam": bool(course.passed)
        }  # fmt: skip
        found = _one(by.id, ATTENDANCE, str(series_id), told)
        deed.note(kind=ATTENDANCE, number=found.number, series=str(series_id))
    return found.number


def revoke_certificate(*, by: Actor, number: str, reason: str) -> None:
    """Not valid from now on; the public page says so. Twice is once.

    :raises ReasonMissing, NotFound, NotAllowed:
    """
    why = require_reason(reason)
    known = Certificate.objects.filter(number=number).values("person_id", "id").first()
    if known is None:
        raise NotFound
    with act(
        "activities.revoke_certificate", by=by, about=("certificate", known["id"]), owner=known["person_id"], reason=why
    ) as deed:
        found = Certificate.objects.select_for_update(of=("self",)).select_related("union").get(**known)
        require_tending(by, found.union.path)
        if found.revoked_at is None:
            found.revoked_at, found.reason = clock.now(), why
            found.save(update_fields=["revoked_at", "reason"])
        deed.note(number=number)


def _one(person_id: UUID, kind: str, about: str, told: dict[str, Any]) -> Certificate:
    """The one there is, held to the end of the transaction, or a new one."""
    number, now = new_number(clock.today()), clock.now()
    fresh = Certificate(person_id=person_id, id=uuid7(), kind=kind, about=about, number=number, issued_at=now, **told)
    Certificate.objects.bulk_create([fresh], ignore_conflicts=True)
    return Certificate.objects.select_for_update().get(person_id=person_id, kind=kind, about=about)
