"""Take a row, or all of a notice, out of the public's sight before its end."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import ReasonMissing
from niangjia.notices.access import require_settling
from niangjia.notices.actions.restating import locked, restate
from niangjia.notices.errors import NoticeOver
from niangjia.notices.events import NoticeRowStopped
from niangjia.notices.models import Notice, NoticeRow, Objection

RUNNING = ("open", "frozen")


def stop_row(*, by: Actor, notice_id: UUID, ref: UUID, reason: str = "") -> None:
    """The row's case was withdrawn or refused elsewhere; called by the engine that owns it. A row that is over stays as it is."""
    with act("notices.stop_row", by=by, about=("notice", notice_id), reason=reason) as deed:
        notice = locked(notice_id)
        rows = NoticeRow.objects.filter(notice_id=notice_id, ref=ref, state__in=RUNNING)
        if rows.update(state="stopped", frozen_on=None, ended_at=clock.now()):
            _lay_aside(by, notice_id, [ref], reason or "申请人撤回，这一行已撤下。")
            restate(notice, deed)
            deed.note(ref=str(ref))
            deed.emit(NoticeRowStopped(notice_id=notice_id, ref=ref, why="stopped"))


def withdraw_notice(*, by: Actor, notice_id: UUID, reason: str) -> None:
    """撤回: the notice was wrong as a whole. Every running row stops; the number and the digest stay on record.

    :raises ReasonMissing, NotAllowed, NoticeOver.
    """
    if len(reason.strip()) < 4:
        raise ReasonMissing
    with act("notices.withdraw", by=by, about=("notice", notice_id), reason=reason) as deed:
        notice = locked(notice_id)
        require_settling(by, notice.union.path)
        if notice.state not in RUNNING:
            raise NoticeOver
        running = NoticeRow.objects.filter(notice_id=notice_id, state__in=RUNNING)
        refs = sorted(running.values_list("ref", flat=True))
        running.update(state="stopped", frozen_on=None, ended_at=clock.now())
        _lay_aside(by, notice_id, refs, "公示已经整体撤回，异议随之了结。")
        Notice.objects.filter(id=notice_id).update(state="withdrawn", ended_at=clock.now(), end_reason=reason[:300])
        deed.note(rows=len(refs))
        for ref in refs:
            deed.emit(NoticeRowStopped(notice_id=notice_id, ref=ref, why="withdrawn"))


def _lay_aside(by: Actor, notice_id: UUID, refs: list[UUID], finding: str) -> None:
    Objection.objects.filter(notice_id=notice_id, ref__in=refs, state="open").update(
        state="rejected", finding=finding, found_by=by.id, found_by_label=by.label, found_at=clock.now()
    )
