"""What holds back somebody who wants to be forgotten."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.text import N_
from niangjia.pairs.models import Report
from niangjia.pairs.rules.names import WAITING


def open_report(person_id: UUID) -> str:
    """Nobody gets away from a report that is being looked into."""
    waits = Report.objects.filter(about_id=person_id, state=WAITING).exists()
    return N_("交友联谊里有一件和你有关的反映还没有处理完") if waits else ""


HOLDS = (open_report,)
