"""Series as their officers see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from niangjia.activities.access import require_series, series_in_reach
from niangjia.activities.models import Attendance, Series, Session
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


def series_visible_to(actor: Actor, *, most: int = 60) -> list[SeriesView]:
    """Of the unions below her posts, the newest first."""
    return _views(list(series_in_reach(actor).order_by("-made_at", "id")[:most]))


def series_for(actor: Actor, *, series_id: UUID) -> SeriesView:
    """
    :raises NotFound: there is none, or not for her.
    """
    return _views([require_series(actor, series_id)])[0]


def _views(rows: Sequence[Series]) -> list[SeriesView]:
    ids = [row.id for row in rows]
    there = {
        (series_id, nr): n
        for series_id, nr, n in Attendance.objects.filter(series_id__in=ids)
        .values_list("series_id", "nr")
        .annotate(n=Count("person_id"))
    }
    sessions: dict[UUID, list[SessionView]] = {}
    for one in Session.objects.filter(series_id__in=ids).order_by("series_id", "nr"):
        view = SessionView(one.nr, one.pool_id, one.starts_at, one.ends_at, there.get((one.series_id, one.nr), 0))
        sessions.setdefault(one.series_id, []).append(view)
    return [
        SeriesView(
            row.id, row.service, row.title, row.union.name, row.union.path, row.enrols, row.least_pct, row.exam, sessions.get(row.id, [])
        )
        for row in rows
    ]  # fmt: skip
