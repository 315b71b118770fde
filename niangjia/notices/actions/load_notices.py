"""Past notices enter at once, by COPY: for an installation that is filled from another one, and for the model city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max

from niangjia.base import bulk, clock
from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.crypto import sm3_hex
from niangjia.base.workcalendar import calendar
from niangjia.kernel.ids import uuid7
from niangjia.notices.actions.publish_notice import require_fit, shown
from niangjia.notices.errors import NoticeNotOver
from niangjia.notices.models import Notice
from niangjia.notices.rules.days import closing_day, is_over
from niangjia.notices.rules.loading import NewNotice
from niangjia.notices.rules.roster import canonical

NOTICE = (
    "id", "union_id", "year", "serial", "number", "title", "service", "stage", "legal", "legal_basis", "working_days", "opens_on",
    "first_closes_on", "closes_on", "unknown_year", "state", "roster", "digest", "token", "published_at", "published_by",
    "published_by_label", "ended_at", "end_reason",
)  # fmt: skip
ROW = ("notice_id", "ref", "no", "state", "closes_on", "frozen_on", "ended_at")
NINE_O_CLOCK = timedelta(hours=9)
Numbered = tuple[NewNotice, int]


def load_notices(*, by: Actor, notices: Iterable[NewNotice]) -> int:
    """Enter notices that are over, numbered after those their unions have had; returns how many.

    :raises NotAllowed: only the system loads.
    :raises RosterUnfit: a row tells too much; RosterEmpty, BadDays, NoticeNotOver.
    """
    require_system(by)
    whole = sorted(notices, key=lambda one: (one.opens_on, one.id))
    for one in whole:
        require_fit(one.rows, one.working_days)
        if not is_over(_closes(one), clock.today()):
            raise NoticeNotOver(title=one.title)
    with act("notices.load", by=by, about=("import", uuid7())) as deed:
        bulk.copy_rows("notices_notice", NOTICE, map(_notice, _numbered(whole)))
        bulk.copy_rows("notices_row", ROW, (row for one in whole for row in _rows(one)))
        bulk.look_over("notices_notice", "notices_row")
        deed.note(notices=len(whole), rows=sum(len(one.rows) for one in whole))
    return len(whole)


def _numbered(notices: list[NewNotice]) -> Iterator[Numbered]:
    """Each with the next serial of its union and year."""
    known = Notice.objects.filter(union_id__in={one.union_id for one in notices}).values("union_id", "year")
    last: dict[tuple[UUID, int], int] = {
        (row["union_id"], row["year"]): row["last"] for row in known.annotate(last=Max("serial"))
    }
    for one in notices:
        place = one.union_id, one.opens_on.year
        last[place] = last.get(place, 0) + 1
        yield one, last[place]


def _notice(numbered: Numbered) -> bulk.Row:
    one, serial = numbered
    year, closes = one.opens_on.year, closing_day(calendar(), one.opens_on, one.working_days)
    number, public = f"公示〔{year}〕{serial} 号", [{"no": no, **shown(row)} for no, row in enumerate(one.rows, 1)]
    hashed = canonical(
        number=number, title=one.title, union=one.union_name, opens_on=one.opens_on, closes_on=closes.day, rows=public
    )
    roster = [{**told, "ref": str(row.ref)} for told, row in zip(public, one.rows, strict=True)]
    published = clock.start_of(one.opens_on) + NINE_O_CLOCK
    return (
        one.id, one.union_id, year, serial, number, one.title, one.service, one.stage, one.legal, one.legal_basis, one.working_days,
        one.opens_on, closes.day, closes.day, not closes.certain, "ended", roster, sm3_hex(hashed), _token(one), published,
        *one.published_by, _ended(one), "",
    )  # fmt: skip


def _rows(one: NewNotice) -> Iterator[bulk.Row]:
    for no, row in enumerate(one.rows, 1):
        yield one.id, row.ref, no, "ended", _closes(one), None, _ended(one)


def _closes(one: NewNotice) -> date:
    return closing_day(calendar(), one.opens_on, one.working_days).day


def _ended(one: NewNotice) -> datetime:
    return clock.start_of(_closes(one) + timedelta(days=1))


def _token(one: NewNotice) -> str:
    """The address of a page that is no more; it need not be a secret, only its own."""
    return sm3_hex(one.id.bytes)[:22]
