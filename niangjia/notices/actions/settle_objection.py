"""The written finding on an objection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.base.workcalendar import calendar
from niangjia.kernel.errors import NotFound
from niangjia.notices.access import require_settling
from niangjia.notices.actions.restating import locked, restate
from niangjia.notices.errors import FindingTooShort, ObjectionSettled
from niangjia.notices.events import NoticeRowStopped
from niangjia.notices.models import Notice, NoticeRow, Objection
from niangjia.notices.rules.days import resumed

LEAST_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Settled:
    """``row_state`` after the finding; ``closes_on`` the row's last day, later than before when it resumed."""

    notice_id: UUID
    ref: UUID
    upheld: bool
    row_state: str
    closes_on: date


def settle_objection(*, by: Actor, objection_id: UUID, upheld: bool, finding: str) -> Settled:
    """Upheld: the row is stopped, with whatever else was said against it. Not upheld: the days left run on,
    once no other objection is open.

    :raises FindingTooShort: fewer than 10 letters; NotAllowed; ObjectionSettled; NotFound.
    """
    if len(finding.strip()) < LEAST_LETTERS:
        raise FindingTooShort
    key = Objection.objects.filter(id=objection_id).values_list("notice_id", flat=True).first()
    if key is None:
        raise NotFound
    with act("notices.settle_objection", by=by, about=("objection", objection_id), owner=key, reason=finding) as deed:
        notice = locked(key)
        require_settling(by, notice.union.path)
        objection = Objection.objects.get(notice_id=key, id=objection_id)
        if objection.state != "open":
            raise ObjectionSettled
        row = NoticeRow.objects.get(notice_id=key, ref=objection.ref)
        _close(
            by, finding, Objection.objects.filter(notice_id=key, id=objection_id), "upheld" if upheld else "rejected"
        )
        if upheld:
            _stop(by, notice, row, deed)
        elif not has_open_objection(notice_id=key, ref=objection.ref):
            _resume(notice, row)
        restate(notice, deed)
        deed.note(ref=str(objection.ref), upheld=upheld)
        row.refresh_from_db()
    return Settled(key, objection.ref, upheld, row.state, row.closes_on)


def has_open_objection(*, notice_id: UUID, ref: UUID) -> bool:
    """Whether the row's clock stands still."""
    return Objection.objects.filter(notice_id=notice_id, ref=ref, state="open").exists()


def _close(by: Actor, finding: str, which: QuerySet[Objection], state: str) -> None:
    which.update(state=state, finding=finding.strip(), found_by=by.id, found_by_label=by.label, found_at=clock.now())


def _stop(by: Actor, notice: Notice, row: NoticeRow, deed: Deed) -> None:
    rest = Objection.objects.filter(notice_id=notice.id, ref=row.ref, state="open")
    _close(by, "同一行的另一条异议已经成立，这一行已撤下。", rest, "upheld")
    NoticeRow.objects.filter(notice_id=notice.id, ref=row.ref).update(
        state="stopped", frozen_on=None, ended_at=clock.now()
    )
    deed.emit(NoticeRowStopped(notice_id=notice.id, ref=row.ref, why="objection"))


def _resume(notice: Notice, row: NoticeRow) -> None:
    if row.state != "frozen" or row.frozen_on is None:
        return
    closes = resumed(calendar(), stopped=row.frozen_on, closes=row.closes_on, settled=clock.today())
    NoticeRow.objects.filter(notice_id=notice.id, ref=row.ref).update(
        state="open", frozen_on=None, closes_on=closes.day
    )
    if not closes.certain:
        Notice.objects.filter(id=notice.id).update(unknown_year=True)
