"""A series is made with all its pools; who was there and who passed is entered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from niangjia.activities.access import require_series
from niangjia.activities.errors import SeriesWrong, TooFewSessions
from niangjia.activities.models import Attendance, ExamResult, Series, Session
from niangjia.activities.rules.certificates import was_there_enough
from niangjia.activities.standing import participants_of
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.kernel.text import N_
from niangjia.quotas import api as quotas

MOST_SESSIONS = 60
SHARE = "least_attendance_pct"  # the parameter by which a service says how much of a series is enough


@dataclass(frozen=True, slots=True)
class NewSeries:
    """What an officer fills in; ``sessions``: (begin, end), aware. ``exam``: it has to be passed for the certificate."""

    service: str
    union_id: UUID
    title: str
    capacity: int
    opens_at: datetime
    sessions: Sequence[tuple[datetime, datetime]]
    place: str = ""
    text: str = ""
    item: str = ""
    exam: bool = False


def open_series(*, by: Actor, new: NewSeries) -> UUID:
    """Make the series and its pools, all or none: one pool for all sessions where the service says so, else one for each.

    :raises NotFound: the service gives no places. NotAllowed, PoolWrong: see ``quotas.open_pools``. SeriesWrong: the sessions.
    """
    quota = _quota(new.service)
    _require_sense(new)
    series_id, all_in_one = uuid7(), quota.sessions == "all"
    with act("activities.open_series", by=by, about=("series", series_id), owner=new.union_id) as deed:
        pool_ids = quotas.open_pools(by=by, pools=_pools(new, series_id, all_in_one=all_in_one))
        Series.objects.create(
            id=series_id, service=new.service, union_id=new.union_id, title=new.title.strip(), enrols=all_in_one,
            least_pct=_share(new.service), exam=new.exam, made_at=clock.now(), made_by=by.id,
        )  # fmt: skip
        Session.objects.bulk_create(
            [
                Session(series_id=series_id, nr=nr, pool_id=pool_ids[0 if all_in_one else nr - 1], starts_at=begin, ends_at=end)
                for nr, (begin, end) in enumerate(sorted(new.sessions), 1)
            ]
        )  # fmt: skip
        deed.note(service=new.service, title=new.title, sessions=len(new.sessions))
    return series_id


def enter_attendance(*, by: Actor, series_id: UUID, nr: int, person_ids: Collection[UUID]) -> int:
    """Who was at this session: the whole list, so that a slip is mended by entering it anew. Returns how many were there.

    Who is on it for the first time is checked in as well. Only those who take part can be on it.

    :raises NotFound: the series, the session, or somebody who does not take part.
    """
    with act("activities.enter_attendance", by=by, about=("series", series_id)) as deed:
        series = require_series(by, series_id, held=True)
        session = Session.objects.filter(series_id=series_id, nr=nr).first()
        if session is None:
            raise NotFound
        there, bookings = set(person_ids), quotas.who_has_a_place(by, pool_id=session.pool_id)
        if not there <= set(bookings):
            raise NotFound
        Attendance.objects.filter(series_id=series_id, nr=nr).exclude(person_id__in=there).delete()
        rows = [Attendance(person_id=one, series_id=series_id, nr=nr, entered_at=clock.now()) for one in sorted(there)]
        Attendance.objects.bulk_create(rows, ignore_conflicts=True)
        quotas.check_in(by=by, pool_id=session.pool_id, booking_ids=[bookings[one] for one in there])
        deed.note(nr=nr, there=len(there), series=series.title)
    return len(there)


def enter_exam(*, by: Actor, series_id: UUID, passed: Mapping[UUID, bool]) -> None:
    """What came of the exam, of those who were there enough to sit it. Entered anew it is changed.

    :raises NotFound: the series, it has no exam, or somebody does not take part. TooFewSessions.
    """
    with act("activities.enter_exam", by=by, about=("series", series_id)) as deed:
        series = require_series(by, series_id, held=True)
        known = {one.person_id: one for one in participants_of(by, series_id=series_id)}
        held = Session.objects.filter(series_id=series_id).count()
        if not series.exam or not set(passed) <= set(known):
            raise NotFound
        for person_id in passed:
            attended = len(known[person_id].nrs)
            if not was_there_enough(attended=attended, held=held, least_pct=series.least_pct or 0):
                raise TooFewSessions(who=known[person_id].who, least=series.least_pct)
        rows = [
            ExamResult(person_id=one, series_id=series_id, passed=good, entered_at=clock.now(), by=by.id)
            for one, good in sorted(passed.items())
        ]
        ExamResult.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["person_id", "series_id"],
            update_fields=["passed", "entered_at", "by"],
        )
        for row in rows:
            deed.also("activities.exam_entered", about=("series", series_id), owner=row.person_id, passed=row.passed)
        deed.note(entered=len(rows))


def _pools(new: NewSeries, series_id: UUID, *, all_in_one: bool) -> list[quotas.NewPool]:
    days = sorted(new.sessions)
    spans = [(days[0][0], days[-1][1])] if all_in_one else days
    return [
        quotas.NewPool(
            service=new.service, union_id=new.union_id, title=new.title if all_in_one else f"{new.title}（{nr}）", capacity=new.capacity,
            mode="first", opens_at=new.opens_at, closes_at=begin, starts_at=begin, ends_at=end, place=new.place, text=new.text,
            item=new.item, series=series_id,
        )
        for nr, (begin, end) in enumerate(spans, 1)
    ]  # fmt: skip


def _require_sense(new: NewSeries) -> None:
    days = sorted(new.sessions)
    if not 1 <= len(days) <= MOST_SESSIONS:
        raise SeriesWrong(why=N_("一个系列 1 到 60 次。"))
    if any(begin >= end for begin, end in days) or any(a[1] > b[0] for a, b in pairwise(days)):
        raise SeriesWrong(why=N_("每一次的结束要在开始之后，两次之间不能重叠。"))


def _quota(service: str) -> Any:
    definition = catalogue.definition(service)
    if definition is None or definition.outcome.quota is None:
        raise NotFound
    return definition.outcome.quota


def _share(service: str) -> int | None:
    return next((int(str(each.value)) for each in catalogue.parameters_of(service) if each.name == SHARE), None)
