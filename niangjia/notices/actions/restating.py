"""A notice's state follows from its rows'. Callers hold the notice's row locked."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from niangjia.base import clock
from niangjia.base.acts import Deed
from niangjia.kernel.errors import NotFound
from niangjia.notices.events import NoticeEnded
from niangjia.notices.models import Notice, NoticeRow
from niangjia.notices.rules.states import state_of_rows


def locked(notice_id: UUID) -> Notice:
    """The notice, locked to the end of the transaction: whoever changes its rows comes here first.

    :raises NotFound: there is none.
    """
    notice = Notice.objects.select_related("union").select_for_update(of=("self",)).filter(id=notice_id).first()
    if notice is None:
        raise NotFound
    return notice


def restate(notice: Notice, deed: Deed) -> None:
    """Lay the state anew from the rows; announce the end when no row runs any more."""
    rows = NoticeRow.objects.filter(notice_id=notice.id)
    states = dict(rows.values_list("ref", "state"))
    state = state_of_rows(states.values())
    running = state in ("open", "frozen")
    last_day = rows.filter(state__in=["open", "frozen"]).aggregate(day=Max("closes_on"))["day"]
    Notice.objects.filter(id=notice.id).update(
        state=state,
        closes_on=max(last_day, notice.first_closes_on) if last_day else notice.closes_on,
        ended_at=None if running else clock.now(),
    )
    if not running:
        stood = tuple(sorted(ref for ref, row_state in states.items() if row_state == "ended"))
        deed.emit(NoticeEnded(notice_id=notice.id, refs=stood))
