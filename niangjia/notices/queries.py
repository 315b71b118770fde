"""Notices as the public and the officers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.workcalendar import calendar
from niangjia.kernel.errors import NotFound
from niangjia.notices import access
from niangjia.notices.models import Notice, NoticeRow, Objection
from niangjia.notices.rules.roster import canonical
from niangjia.notices.rules.states import NOTICE_STATES, OBJECTION_STATES, ROW_STATES


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One row on the page. ``ref`` never goes into HTML: forms name the row by ``no``."""

    no: int
    name: str
    unit: str
    kind: str
    band: str
    ref: UUID
    state: str
    state_zh: str
    closes_on: date


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """A running notice. ``rows`` are those still shown; ``days`` the calendar days of the term with whether each counts."""

    id: UUID
    token: str
    number: str
    title: str
    union_name: str
    service: str
    legal: str
    legal_basis: str
    working_days: int
    opens_on: date
    closes_on: date
    unknown_year: bool
    state: str
    state_zh: str
    digest: str
    published_at: datetime
    rows: tuple[PublicRow, ...]
    days: tuple[tuple[date, bool], ...]
    working_days_left: int


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in a list, without names."""

    id: UUID
    token: str
    number: str
    title: str
    union_name: str
    service: str
    opens_on: date
    closes_on: date
    state: str
    state_zh: str
    digest: str
    rows: int
    open_objections: int
    unknown_year: bool


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection for those who work on it: masked; ``open_contact`` opens name and phone."""

    id: UUID
    notice_id: UUID
    notice_number: str
    title: str
    union_name: str
    ref: UUID
    no: int
    row_name: str
    name_masked: str
    phone_masked: str
    text: str
    state: str
    state_zh: str
    at: datetime
    finding: str
    found_by_label: str
    found_at: datetime | None


def public_notice(*, token: str) -> PublicNotice | None:
    """The page of a running notice; None once it is over, also before the job has noticed."""
    notice = Notice.objects.select_related("union").filter(token=token, state__in=["open", "frozen"]).first()
    if notice is None:
        return None
    rows = _public_rows(notice)
    return _public(notice, rows) if rows else None


def notice_bytes(*, token: str) -> bytes | None:
    """The text whose SM3 is the digest, for download while the notice runs with its whole roster."""
    notice = Notice.objects.select_related("union").filter(token=token, state__in=["open", "frozen"]).first()
    if notice is None or len(_public_rows(notice)) < len(notice.roster):
        return None
    return canonical(
        number=notice.number, title=notice.title, union=notice.union.name, opens_on=notice.opens_on,
        closes_on=notice.first_closes_on, rows=notice.roster,
    )  # fmt: skip


def open_notices(*, limit: int = 100) -> list[NoticeLine]:
    """What the public may look at now, the soonest to end first."""
    running = Notice.objects.filter(_still_shown(), state__in=["open", "frozen"]).distinct()
    return _lines(list(running.select_related("union").order_by("closes_on", "-published_at")[:limit]))


def ended_notices(*, limit: int = 100) -> list[NoticeLine]:
    """Number, title and digest of what was public once; never a name."""
    over = Notice.objects.exclude(state__in=["open", "frozen"]).select_related("union")
    return _lines(list(over.order_by("-ended_at")[:limit]))


def notices_visible_to(actor: Actor, *, state: str | None = None, limit: int = 100) -> list[NoticeLine]:
    """Notices of the unions in the actor's subtrees, newest first."""
    rows = access.notices(actor).select_related("union").order_by("-published_at")
    return _lines(list((rows.filter(state=state) if state else rows)[:limit]))


def objections_visible_to(
    actor: Actor, *, state: str | None = None, notice_id: UUID | None = None, limit: int = 100
) -> list[ObjectionRow]:
    """Objections in the actor's reach, the oldest open first."""
    rows = access.objections(actor)
    if state:
        rows = rows.filter(state=state)
    if notice_id:
        rows = rows.filter(notice_id=notice_id)
    found = list(rows.select_related("notice__union").defer("name", "phone").order_by("-state", "at")[:limit])
    return [_objection_row(objection) for objection in found]


def notice_line(*, notice_id: UUID) -> NoticeLine:
    """One notice as a line; for the engine that published it.

    :raises NotFound:
    """
    found = _lines(list(Notice.objects.filter(id=notice_id).select_related("union")))
    if not found:
        raise NotFound
    return found[0]


def row_states(*, notice_id: UUID) -> dict[UUID, str]:
    """What each row is at, by its ``ref``: open, frozen, ended, stopped."""
    return dict(NoticeRow.objects.filter(notice_id=notice_id).values_list("ref", "state"))


def _still_shown() -> Q:
    return Q(rows__state="frozen") | Q(rows__state="open", rows__closes_on__gte=clock.today())


def _public_rows(notice: Notice) -> tuple[PublicRow, ...]:
    today = clock.today()
    lives = {row.no: row for row in NoticeRow.objects.filter(notice_id=notice.id, state__in=["open", "frozen"])}
    return tuple(
        _public_row(row, life)
        for row in notice.roster
        if (life := lives.get(row["no"])) and (life.state == "frozen" or life.closes_on >= today)
    )


def _public_row(row: dict[str, Any], life: NoticeRow) -> PublicRow:
    return PublicRow(
        no=row["no"], name=row["name"], unit=row["unit"], kind=row["kind"], band=row["band"], ref=life.ref,
        state=life.state, state_zh=ROW_STATES[life.state], closes_on=life.closes_on,
    )  # fmt: skip


def _public(notice: Notice, rows: tuple[PublicRow, ...]) -> PublicNotice:
    today, work = clock.today(), calendar()
    span = range(1, (notice.closes_on - notice.opens_on).days + 1)
    term = [date.fromordinal(notice.opens_on.toordinal() + n) for n in span]
    return PublicNotice(
        id=notice.id, token=notice.token, number=notice.number, title=notice.title, union_name=notice.union.name,
        service=notice.service, legal=notice.legal, legal_basis=notice.legal_basis, working_days=notice.working_days,
        opens_on=notice.opens_on, closes_on=notice.closes_on, unknown_year=notice.unknown_year, state=notice.state,
        state_zh=NOTICE_STATES[notice.state], digest=notice.digest, published_at=notice.published_at, rows=rows,
        days=tuple((day, work.is_working_day(day)) for day in term),
        working_days_left=max(work.between(today, notice.closes_on).days, 0),
    )  # fmt: skip


def _lines(notices: list[Notice]) -> list[NoticeLine]:
    open_ones = (
        Objection.objects.filter(notice_id__in=[n.id for n in notices], state="open").values("notice_id").order_by()
    )
    counted = {row["notice_id"]: row["n"] for row in open_ones.annotate(n=Count("state"))}
    return [_line(notice, counted.get(notice.id, 0)) for notice in notices]


def _line(n: Notice, open_objections: int) -> NoticeLine:
    return NoticeLine(
        id=n.id, token=n.token, number=n.number, title=n.title, union_name=n.union.name, service=n.service,
        opens_on=n.opens_on, closes_on=n.closes_on, state=n.state, state_zh=NOTICE_STATES[n.state], digest=n.digest,
        rows=len(n.roster), open_objections=open_objections, unknown_year=n.unknown_year,
    )  # fmt: skip


def _objection_row(objection: Objection) -> ObjectionRow:
    notice = objection.notice
    row = next(row for row in notice.roster if row["ref"] == str(objection.ref))
    return ObjectionRow(
        id=objection.id, notice_id=notice.id, notice_number=notice.number, title=notice.title,
        union_name=notice.union.name, ref=objection.ref, no=row["no"], row_name=row["name"],
        name_masked=objection.name_masked, phone_masked=objection.phone_masked, text=objection.text.reveal(),
        state=objection.state, state_zh=OBJECTION_STATES[objection.state], at=objection.at, finding=objection.finding,
        found_by_label=objection.found_by_label, found_at=objection.found_at,
    )  # fmt: skip
