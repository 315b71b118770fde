"""Where people stand: in the series they take part in, and in the hours they gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Sum

from niangjia.activities.access import require_series
from niangjia.activities.models import Attendance, ExamResult, HoursEntry, Series, Session
from niangjia.activities.rules.certificates import has_earned
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people
from niangjia.quotas import api as quotas


@dataclass(frozen=True, slots=True)
class Course:
    """A series as one person stands in it. ``held``: sessions begun so far; of a course that runs the certificate waits for the last."""

    series_id: UUID
    service: str
    title: str
    union_id: UUID
    union_name: str
    least_pct: int | None
    exam: bool
    held: int
    sessions: int
    attended: int
    passed: bool | None

    @property
    def earned(self) -> bool:
        return (
            self.least_pct is not None
            and self.held == self.sessions
            and has_earned(
                attended=self.attended, held=self.held, least_pct=self.least_pct, exam=self.exam, passed=self.passed
            )
        )


@dataclass(frozen=True, slots=True)
class Participant:
    """One who takes part, name masked; ``nrs``: the sessions she was at; ``passed``: None while nothing was entered."""

    person_id: UUID
    who: str
    nrs: frozenset[int] = field(default_factory=frozenset)
    passed: bool | None = None


def standing_in(person_id: UUID, series_id: UUID) -> Course:
    """
    :raises NotFound: there is none, or she was never there.
    """
    found = next((one for one in courses_of(person_id) if one.series_id == series_id), None)
    if found is None:
        raise NotFound
    return found


def courses_of(person_id: UUID) -> list[Course]:
    """The series she was at least once at, the newest first."""
    attended = dict(Attendance.objects.filter(person_id=person_id).values_list("series_id").annotate(n=Count("nr")))
    rows = Series.objects.filter(id__in=attended).select_related("union").order_by("-made_at", "id")
    held = dict(
        Session.objects.filter(series_id__in=attended, starts_at__lte=clock.now())
        .values_list("series_id")
        .annotate(n=Count("nr"))
    )
    every = dict(Session.objects.filter(series_id__in=attended).values_list("series_id").annotate(n=Count("nr")))
    passed = dict(ExamResult.objects.filter(person_id=person_id).values_list("series_id", "passed"))
    return [
        Course(
            row.id, row.service, row.title, row.union_id, row.union.name, row.least_pct, row.exam, held.get(row.id, 0),
            every.get(row.id, 0), attended[row.id], passed.get(row.id),
        )
        for row in rows
    ]  # fmt: skip


def participants_of(actor: Actor, *, series_id: UUID) -> list[Participant]:
    """Who has a place for all sessions, or was at one: in the order of their names on the list.

    :raises NotFound:
    """
    series = require_series(actor, series_id)
    sessions = list(Session.objects.filter(series_id=series_id).order_by("nr"))
    return those_of(actor, series, sessions, attendance_of(series_id))


def attendance_of(series_id: UUID) -> list[tuple[UUID, int]]:
    """(person, session)."""
    return list(Attendance.objects.filter(series_id=series_id).values_list("person_id", "nr"))


def those_of(
    actor: Actor, series: Series, sessions: Sequence[Session], told: Iterable[tuple[UUID, int]]
) -> list[Participant]:
    """``participants_of`` for who has read the series' sessions and attendance."""
    enrolled = quotas.who_has_a_place(actor, pool_id=sessions[0].pool_id) if series.enrols and sessions else ()
    nrs: dict[UUID, set[int]] = {person_id: set() for person_id in enrolled}
    for person_id, nr in told:
        nrs.setdefault(person_id, set()).add(nr)
    passed = (
        dict(ExamResult.objects.filter(series_id=series.id).values_list("person_id", "passed")) if series.exam else {}
    )
    known = people.people(person_ids=nrs)
    found = [
        Participant(each, known[each].name_masked, frozenset(there), passed.get(each)) for each, there in nrs.items()
    ]
    return sorted(found, key=lambda one: (one.who, one.person_id))


def minutes_in_year(person_id: UUID, year: int) -> int:
    """Whole minutes of the shifts of that year."""
    rows = HoursEntry.objects.filter(person_id=person_id, day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))
    return int(rows.aggregate(n=Sum("minutes"))["n"] or 0)


def last_union(person_id: UUID) -> UUID | None:
    """Of her latest shift."""
    return HoursEntry.objects.filter(person_id=person_id).order_by("-day").values_list("union_id", flat=True).first()
