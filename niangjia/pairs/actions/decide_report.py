"""处理反映: dismissed, warned, or barred; never unheard, never by one of the two or their kin."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import ReasonMissing
from niangjia.kernel.reasons import SHORTEST_REASON, require_reason
from niangjia.pairs.access import require_report
from niangjia.pairs.errors import DayWrong, NotBarred, NotHeard, ReportDecided
from niangjia.pairs.events import GuestBarred, ReportClosed
from niangjia.pairs.models import Bar, Guest, Report
from niangjia.pairs.rules.names import BARRED, DISMISSED, REPORT_STATES, UPHELD, WAITING


def decide_report(
    *,
    by: Actor,
    report_id: UUID,
    decision: str,
    heard: str,
    finding: str,
    until: date | None = None,
    for_good: bool = False,
) -> None:
    """``heard``: what both sides said. ``finding``: why; the reported reads it. ``until``: the last day of a bar, else ``for_good``.

    Who is barred is out of sight at all meetings, and her verdict is no before this commits; what she has booked goes back in a reaction.

    :raises NotFound: none in her reach, or she is one of the two or their kin. ReasonMissing, NotHeard, DayWrong, ReportDecided:
    """
    found = require_report(by, report_id)
    _require_fair(decision, heard, finding, until, for_good=for_good)
    with act("pairs.decide_report", by=by, about=("report", report_id), reason=finding) as deed:
        row = Report.objects.select_for_update(of=("self",)).get(from_id=found.from_id, id=report_id)
        if row.state != WAITING:
            raise ReportDecided(state=REPORT_STATES[row.state])
        row.state, row.heard, row.finding = decision, heard.strip()[:1000], finding.strip()[:400]
        row.decided_at, row.decided_by, row.decided_by_label = clock.now(), by.id, by.label[:60]
        row.save(update_fields=["state", "heard", "finding", "decided_at", "decided_by", "decided_by_label"])
        deed.note(decision=decision)
        deed.emit(ReportClosed(report_id=report_id))
        if decision == BARRED:
            Bar.objects.create(
                person_id=row.about_id, report_id=row.id, until=None if for_good else until, made_at=clock.now()
            )
            Guest.objects.filter(person_id=row.about_id, hidden_at=None).update(hidden_at=clock.now())
            deed.touch("person", row.about_id)
            deed.emit(GuestBarred(person_id=row.about_id, report_id=row.id))


def lift_bar(*, by: Actor, report_id: UUID, reason: str) -> None:
    """It was wrong, or is long enough: she may come again from now on.

    :raises NotFound: as ``decide_report``. ReasonMissing, NotBarred:
    """
    found = require_report(by, report_id)
    require_reason(reason)
    with act("pairs.lift_bar", by=by, about=("report", report_id), reason=reason) as deed:
        lifted = Bar.objects.filter(person_id=found.about_id, report_id=report_id, lifted_at=None).update(
            lifted_at=clock.now(), lifted_by=by.id, lifted_why=reason.strip()[:200]
        )
        if not lifted:
            raise NotBarred
        deed.touch("person", found.about_id)


def _require_fair(decision: str, heard: str, finding: str, until: date | None, *, for_good: bool) -> None:
    if decision not in {DISMISSED, *UPHELD} or len(finding.strip()) < SHORTEST_REASON:
        raise ReasonMissing
    if decision in UPHELD and len(heard.strip()) < SHORTEST_REASON:
        raise NotHeard
    if decision == BARRED and not for_good and (until is None or until <= clock.today()):
        raise DayWrong
