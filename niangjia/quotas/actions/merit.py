"""What follows the order by merit: before the public with its reasons, objections, and only then seats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.notices import api as notices
from niangjia.quotas.actions.draws import give_all, in_turn
from niangjia.quotas.actions.in_order import tell_lost
from niangjia.quotas.errors import DrawStep, ListConsentMissing, NoticeRuns
from niangjia.quotas.events import OrderOnNotice, SeatsGiven
from niangjia.quotas.models import Booking, Draw, Pool
from niangjia.quotas.rules.draws import Entry, read_entries
from niangjia.quotas.rules.names import ENTERED, LOST, MERIT, OBJECTION
from niangjia.unions import api as unions

DAYS = 5  # 公示 of a list, working days, where the definition names no parameter (domain: 两审三公示)
CONSENT = "consent"
LONGEST = 60  # letters of a cell of a notice


def publish_order(*, by: Actor, draw_id: UUID) -> UUID:
    """公示: the order with scores and reasons, names masked, for full working days. Once; anew only when the notice was withdrawn whole.

    :raises NotFound: no order by merit in her reach. DrawStep: the order is not settled, or is before the public. ListConsentMissing: RosterUnfit:
    """

    def step(draw: Draw, pool: Pool, now: datetime, deed: Deed) -> dict[str, object]:
        if pool.mode != MERIT:
            raise NotFound
        if not draw.drawn_at or draw.given_at or _is_out(draw):
            raise DrawStep
        rows = _entrants(pool, draw)
        notice = notices.publish_notice(
            by=by, union_id=pool.union_id, title=f"{pool.title}：排序名单"[:120], service=pool.service, stage=0, legal=CONSENT,
            working_days=_days(pool.service), rows=rows,
        )  # fmt: skip
        draw.notice_id, draw.noticed_at = notice.id, now
        deed.emit(OrderOnNotice(pool_id=pool.id, notice_id=notice.id))
        return {"notice": str(notice.id), "rows": len(rows), "closes_on": str(notice.closes_on)}

    published = in_turn("quotas.publish_order", by, draw_id, step).notice_id
    assert published
    return published


def give_seats(*, by: Actor, draw_id: UUID) -> None:
    """Serve the order, when nobody may object any more: who is out is passed over, the others move up. Pressed twice it is given once.

    :raises NotFound: no order by merit in her reach. DrawStep: it was not before the public. NoticeRuns:
    """

    def step(draw: Draw, pool: Pool, now: datetime, deed: Deed) -> dict[str, object]:
        if pool.mode != MERIT:
            raise NotFound
        if draw.given_at:
            return {"again": True}
        if draw.notice_id is None or not _is_out(draw):
            raise DrawStep
        if notices.RUNNING & set(notices.row_states(notice_id=draw.notice_id).values()):
            raise NoticeRuns
        give_all(by, draw, now)
        draw.given_at, draw.given_by = now, by.id
        deed.emit(SeatsGiven(pool_id=pool.id))
        return {"entries": draw.entries_hash, "result": draw.result_hash}

    in_turn("quotas.give_seats", by, draw_id, step)


def settle_list_objection(*, by: Actor, objection_id: UUID, booking_id: UUID, upheld: bool, finding: str) -> None:
    """The written finding on an objection to one on the list: upheld, she is out and those behind her move up.

    :raises NotFound: FindingTooShort, NotAllowed, ObjectionSettled: as ``notices.settle_objection``.
    """
    with act("quotas.settle_objection", by=by, about=("booking", booking_id), reason=finding) as deed:
        settled = notices.settle_objection(by=by, objection_id=objection_id, upheld=upheld, finding=finding)
        if settled.ref != booking_id:
            raise NotFound
        row = Booking.objects.select_for_update().filter(id=booking_id, state=ENTERED).first()
        deed.note(upheld=upheld)
        if not upheld or row is None:
            return
        row.state, row.why, row.ended_at = LOST, OBJECTION, clock.now()
        row.save(update_fields=["state", "why", "ended_at"])
        tell_lost(row.pool_id, [row], deed)


def _is_out(draw: Draw) -> bool:
    """Whether its order is, or was, before the public; a notice that was withdrawn whole is as if it had never been."""
    return draw.notice_id is not None and notices.notice_line(notice_id=draw.notice_id).state != "withdrawn"


def _days(service: str) -> int:
    """Working days, as the definition's dated parameter says today."""
    definition = catalogue.definition(service)
    name = definition.outcome.quota.notice if definition and definition.outcome.quota else None
    found = next(
        (each.value for each in catalogue.parameters_of(service) if name and each.name == name and each.holds), DAYS
    )
    return int(str(found))


def _entrants(pool: Pool, draw: Draw) -> list[notices.Row]:
    """A line each, in the order; nobody's name goes out without her consent (个人信息保护法 Art. 13, 25).

    :raises ListConsentMissing:
    """
    definition = catalogue.definition(pool.service)
    consents = [f.name for f in definition.form if f.kind == CONSENT] if definition else []
    listed = {entry.number: entry for entry in read_entries(draw.entries)}
    host = unions.union(union_id=pool.union_id).name
    found = []
    for row in (
        Booking.objects.filter(pool_id=pool.id, state=ENTERED, entry__isnull=False)
        .select_related("union")
        .order_by("order")
    ):
        entry = listed[row.entry or 0]
        if not all(row.answers.get(name) is True for name in consents):
            raise ListConsentMissing(number=entry.number)
        unit = row.union.name if row.union else host
        found.append(
            notices.Row(
                row.id, row.who, unit, band=f"第 {row.order} 位 · {entry.score} 分", kind=_reasons(entry, draw.merits)
            )
        )
    return found


def _reasons(entry: Entry, merits: Sequence[dict[str, Any]]) -> str:
    """Why she has her points, in the words of the definition; as many as a line of a notice holds."""
    titles = [each["title"]["zh"] for each in merits if each["name"] in entry.reasons]
    while titles and len("、".join(titles)) > LONGEST - 1:
        titles = [*titles[:-2], titles[-2] + "等"] if len(titles) > 1 else [titles[0][: LONGEST - 1]]
    return "、".join(titles) or "没有加分"
