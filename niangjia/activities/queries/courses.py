"""Series as their officers see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from niangjia.activities.access import require_series, series_in_reach
from niangjia.activities.models import Attendance, Series, Session
from niangjia.activities.rules.certificates import was_there_enough
from niangjia.activities.standing import Participant, attendance_of, those_of
from niangjia.base.actor import Actor


@dataclass(frozen=True, slots=True)
class SessionView:
    nr: int
    pool_id: UUID
    starts_at: datetime
    ends_at: datetime
    there: int


@dataclass(frozen=True, slots=True)
class SeriesView:
    id: UUID
    service: str
    title: str
    union_name: str
    path: str
    enrols: bool
    least_pct: int | None
    exam: bool
    sessions: Sequence[SessionView]

    def may_sit(self, attended: int) -> bool:
        """Whether so many sessions are enough for the exam."""
        return was_there_enough(attended=attended, held=len(self.sessions), least_pct=self.least_pct or 0)


def series_visible_to(actor: Actor, *, most: int = 60) -> list[SeriesView]:
    """Of the unions below her posts, the newest first."""
    return _views(list(series_in_reach(actor).order_by("-made_at", "id")[:most]))


def series_for(actor: Actor, *, series_id: UUID) -> SeriesView:
    """
    :raises NotFound: there is none, or not for her.
    """
    return _views([require_series(actor, series_id)])[0]


def roll_of(actor: Actor, *, series_id: UUID) -> tuple[SeriesView, list[Participant]]:
    """A series with its participants.

    :raises NotFound: there is none, or not for her.
    """
    series = require_series(actor, series_id)
    sessions = list(Session.objects.filter(series_id=series_id).order_by("nr"))
    told = attendance_of(series_id)
    there = Counter((series_id, nr) for _person, nr in told)
    return _view(series, sessions, there), those_of(actor, series, sessions, told)


def _views(rows: Sequence[Series]) -> list[SeriesView]:
    ids = [row.id for row in rows]
    there = {
        (series_id, nr): n
        for series_id, nr, n in Attendance.objects.filter(series_id__in=ids)
        .values_list("series_id", "nr")
        .annotate(n=Count("person_id"))
    }
    sessions: dict[UUID, list[Session]] = {}
    for one in Session.objects.filter(series_id__in=ids).order_by("series_id", "nr"):
        sessions.setdefault(one.series_id, []).append(one)
    return [_view(row, sessions.get(row.id, []), there) for row in rows]


def _view(row: Series, sessions: Sequence[Session], there: Mapping[tuple[UUID, int], int]) -> SeriesView:
    """``there``: how many were at which of its sessions."""
    views = [
        SessionView(one.nr, one.pool_id, one.starts_at, one.ends_at, there.get((row.id, one.nr), 0)) for one in sessions
    ]
    return SeriesView(
        row.id, row.service, row.title, row.union.name, row.union.path, row.enrols, row.least_pct, row.exam, views
    )
