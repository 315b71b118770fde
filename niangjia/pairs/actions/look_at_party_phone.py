"""Both sides of a report are heard: whoever looks into it may call them."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.pairs.access import require_report
from niangjia.pairs.errors import ReportDecided
from niangjia.pairs.rules.names import REPORT_STATES, WAITING
from niangjia.people import api as people


def look_at_party_phone(*, by: Actor, report_id: UUID, whose: str, reason: str) -> str:
    """The plain number of who reported ("from") or was reported ("about"), while it waits. Not inside a transaction.

    :raises NotFound: as ``decide_report``. ReportDecided: ReasonTooShort, NothingThere: see ``base.journal.reveal``.
    """
    report = require_report(by, report_id)
    if report.state != WAITING:
        raise ReportDecided(state=REPORT_STATES[report.state])
    person_id = report.from_id if whose == "from" else report.about_id
    return people.reveal_agreed(by=by, person_id=person_id, what="phone", reason=reason)
