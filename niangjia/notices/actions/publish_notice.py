"""公示: show a masked roster to the public for some full working days."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.crypto import sm3_hex
from niangjia.base.locks import advisory
from niangjia.base.workcalendar import calendar
from niangjia.kernel.ids import uuid7
from niangjia.notices.errors import BadDays, RosterEmpty, RosterUnfit
from niangjia.notices.models import Notice, NoticeRow
from niangjia.notices.rules.days import closing_day
from niangjia.notices.rules.roster import WHY, Row, canonical, flaw
from niangjia.unions import api as unions

MOST_DAYS = 60


def publish_notice(
    *,
    by: Actor,
    union_id: UUID,
    title: str,
    service: str,
    stage: int,
    rows: Sequence[Row],
    working_days: int,
    legal: str,
    legal_basis: str = "",
) -> Notice:
    """Publish; the case engine calls it when a chain reaches its notice, so ``by`` is whoever brought the case there.

    :param working_days: full ones; the day of publishing does not count, the last one counts to midnight.
    :param legal: why the public may see it: "consent" (PIPL Art.25) or the key of a legal duty; ``legal_basis`` its words.
    :return: the notice; ``id``, ``closes_on``, ``token`` are of interest.
    :raises RosterUnfit: a row tells too much; RosterEmpty; BadDays.
    """
    roster = [row.cleaned() for row in rows]
    require_fit(roster, working_days)
    union = unions.union(union_id=union_id)
    opens_on = clock.today()
    closes = closing_day(calendar(), opens_on, working_days)
    notice_id = uuid7()
    with act("notices.publish", by=by, about=("notice", notice_id), owner=union_id) as deed:
        year, serial = opens_on.year, _next_serial(union_id, opens_on.year)
        public = [{"no": no, **shown(row)} for no, row in enumerate(roster, 1)]
        number = f"公示〔{year}〕{serial} 号"
        hashed = canonical(
            number=number, title=title, union=union.name, opens_on=opens_on, closes_on=closes.day, rows=public
        )
        notice = Notice.objects.create(
            id=notice_id, union_id=union_id, year=year, serial=serial, number=number, title=title, service=service,
            stage=stage, legal=legal, legal_basis=legal_basis, working_days=working_days, opens_on=opens_on,
            first_closes_on=closes.day, closes_on=closes.day, unknown_year=not closes.certain, state="open",
            roster=[{**shown, "ref": str(row.ref)} for shown, row in zip(public, roster, strict=True)],
            digest=sm3_hex(hashed), token=secrets.token_urlsafe(16), published_at=clock.now(), published_by=by.id,
            published_by_label=by.label,
        )  # fmt: skip
        NoticeRow.objects.bulk_create(
            NoticeRow(notice_id=notice_id, ref=row.ref, no=no, state="open", closes_on=closes.day)
            for no, row in enumerate(roster, 1)
        )
        deed.note(number=number, rows=len(roster), closes_on=str(closes.day), digest=notice.digest)
    return notice


def require_fit(roster: Sequence[Row], working_days: int) -> None:
    """
    :raises RosterUnfit: a row tells too much; RosterEmpty, BadDays.
    """
    if not 1 <= working_days <= MOST_DAYS:
        raise BadDays
    if not roster or len({row.ref for row in roster}) < len(roster):
        raise RosterEmpty
    for no, row in enumerate(roster, 1):
        if why := flaw(row):
            raise RosterUnfit(no=no, why=WHY[why])


def _next_serial(union_id: UUID, year: int) -> int:
    advisory(f"notices.number.{union_id}")
    last = (
        Notice.objects.filter(union_id=union_id, year=year).order_by("-serial").values_list("serial", flat=True).first()
    )
    return (last or 0) + 1


def shown(row: Row) -> dict[str, Any]:
    """What the public reads."""
    return {"name": row.name, "unit": row.unit, "kind": row.kind, "band": row.band}
