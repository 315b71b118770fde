"""A running notice as the page shows it. What stands behind a row (its ``ref``) goes no further than this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.notices import api as notices
from niangjia.notices.api import PublicNotice, PublicRow
from niangjia.quotas import api as quotas
from niangjia.web.public.objecting import RowUnnamed
from niangjia.web.shell.parts import Day
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import weekday

FUZHOU = ZoneInfo("Asia/Shanghai")
TONES = ("r", "", "d", "y")
WHOLE_DAY = 24
Line = tuple[int, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """``hours``: what is left of today when today counts, else "". ``options``: (number, name) for the form. ``whole``: the roster

    is still public as it was hashed, so it may be downloaded."""

    token: str
    title: str
    number: str
    union_name: str
    service: str
    basis: str
    working_days: int
    first_day: date
    last_day: date
    unknown_year: bool
    published_at: datetime
    count: int
    rows: Sequence[Line]
    options: Sequence[tuple[int, str]]
    days_left: int
    hours: int | str
    days: Sequence[Day]
    digest: str
    whole: bool
    by_merit: bool

    @property
    def heads(self) -> tuple[str, str, str, str]:
        if self.by_merit:
            return _("姓名"), _("所在单位"), _("得分的理由"), _("次序和得分")
        return _("姓名"), _("所在单位"), _("类别"), _("金额档")


def notice_page(notice: PublicNotice) -> NoticePage:
    definition = catalogue.definition(notice.service)
    days = notice.days
    return NoticePage(
        token=notice.token, title=notice.title, number=notice.number, union_name=notice.union_name,
        service=say(definition.title) if definition else "", basis=notice.legal_basis, working_days=notice.working_days,
        first_day=days[0][0] if days else notice.opens_on, last_day=notice.closes_on, unknown_year=notice.unknown_year,
        published_at=notice.published_at, count=len(notice.rows), rows=_lines(notice.rows),
        options=[(row.no, _("第 %(no)d 号 %(name)s") % {"no": row.no, "name": row.name}) for row in notice.rows],
        days_left=notice.working_days_left, hours=_hours_left(days), days=[_day(*each) for each in days],
        digest=notice.digest, whole=notices.notice_bytes(token=notice.token) is not None,
        by_merit=bool(notice.rows and quotas.is_on_list(booking_id=notice.rows[0].ref)),
    )  # fmt: skip


def row_of(notice: PublicNotice, number: str) -> UUID:
    """The row behind a number of the page.

    :raises RowUnnamed: no such number on it.
    """
    found = next((row.ref for row in notice.rows if str(row.no) == number), None)
    if found is None:
        raise RowUnnamed
    return found


def _lines(rows: Sequence[PublicRow]) -> list[Line]:
    """A kind keeps its tone down the whole list."""
    kinds = list(dict.fromkeys(row.kind for row in rows if row.kind))
    tones = {kind: TONES[at % len(TONES)] for at, kind in enumerate(kinds)}
    return [(row.no, row.name, row.unit, row.kind, tones.get(row.kind, ""), row.band) for row in rows]


def _day(day: date, counts: bool) -> Day:
    today = clock.today()
    if not counts:
        state, note = "off", _("不计")
    elif day < today:
        state, note = "d", _("已过")
    elif day == today:
        state, note = "n", _("今天")
    else:
        state, note = "", _("未到")
    return Day(weekday(day), f"{day.day}", state, note)


def _hours_left(days: Sequence[tuple[date, bool]]) -> int | str:
    now = clock.now().astimezone(FUZHOU)
    return WHOLE_DAY - now.hour if (now.date(), True) in days else ""
