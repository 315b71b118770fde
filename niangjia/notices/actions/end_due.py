"""The days are over: rows without an open objection end."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.acts import act
from niangjia.notices.actions.restating import locked, restate
from niangjia.notices.events import NoticeRowEnded
from niangjia.notices.models import NoticeRow


def end_due() -> int:
    """End every row whose last day is over (midnight in Fuzhou). Running twice ends nothing twice.

    One transaction a notice, so that one that fails holds up no other.
    :return: how many rows ended.
    """
    due = NoticeRow.objects.filter(state="open", closes_on__lt=clock.today())
    return sum(
        _end(notice_id) for notice_id in due.order_by("notice_id").values_list("notice_id", flat=True).distinct()
    )


def _end(notice_id: UUID) -> int:
    with act("notices.end", by=SYSTEM, about=("notice", notice_id)) as deed:
        notice = locked(notice_id)
        due = NoticeRow.objects.filter(notice_id=notice_id, state="open", closes_on__lt=clock.today())
        refs = sorted(due.values_list("ref", flat=True))
        due.update(state="ended", ended_at=clock.now())
        for ref in refs:
            deed.emit(NoticeRowEnded(notice_id=notice_id, ref=ref))
        if refs:
            restate(notice, deed)
        deed.note(rows=len(refs))
    return len(refs)
