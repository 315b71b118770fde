"""Reports as officers of the meeting's union read them; the reported reads the result alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.pairs.access import require_report, within
from niangjia.pairs.models import Bar, Report
from niangjia.pairs.rules.names import UPHELD, WAITING
from niangjia.people import api as people

LISTED = 50


@dataclass(frozen=True, slots=True)
class ReportView:
    """Names masked. ``before``: how many earlier reports about the same person were upheld. ``barred``: a bar of this report holds now."""

    id: UUID
    from_id: UUID
    about_id: UUID
    from_who: str
    about_who: str
    title: str
    union_name: str
    kind: str
    text: str
    state: str
    made_at: datetime
    heard: str
    finding: str
    decided_at: datetime | None
    decided_by_label: str
    before: int = 0
    until: date | None = None
    barred: bool = False

    @property
    def waits(self) -> bool:
        return self.state == WAITING


def reports_for(actor: Actor) -> list[ReportView]:
    """Those in reach that she has no part in: what waits first, then the latest."""
    rows = Report.objects.select_related("union").filter(within(actor))
    rows = rows.exclude(from_id=actor.id).exclude(about_id=actor.id)
    waiting = list(rows.filter(state=WAITING).order_by("made_at")[:LISTED])
    decided = list(rows.exclude(state=WAITING).order_by("-decided_at")[:LISTED])
    known = people.people(person_ids={each for row in (*waiting, *decided) for each in (row.from_id, row.about_id)})
    return [_view(row, known[row.from_id].name_masked, known[row.about_id].name_masked) for row in (*waiting, *decided)]


def report_for(actor: Actor, *, report_id: UUID) -> ReportView:
    """
    :raises NotFound: none in her reach, or she is one of the two or their kin.
    """
    row = require_report(actor, report_id)
    known = people.people(person_ids={row.from_id, row.about_id})
    before = Report.objects.filter(about_id=row.about_id, state__in=UPHELD).exclude(id=row.id).count()
    bar = Bar.objects.filter(person_id=row.about_id, report_id=row.id, lifted_at=None).first()
    holds = bar is not None and (bar.until is None or bar.until >= clock.today())
    return _view(
        row, known[row.from_id].name_masked, known[row.about_id].name_masked, before=before, barred=holds,
        until=bar.until if bar else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Closed:
    """What both are told: who reported reads that it was looked into, who was reported what was found."""

    from_id: UUID
    about_id: UUID
    title: str
    state: str
    finding: str
    until: date | None


def closed(*, report_id: UUID) -> Closed:
    """Of a decided report."""
    row = Report.objects.get(id=report_id)
    until = Bar.objects.filter(person_id=row.about_id, report_id=row.id).values_list("until", flat=True).first()
    return Closed(row.from_id, row.about_id, row.title, row.state, row.finding, until)


def _view(
    row: Report, from_who: str, about_who: str, *, before: int = 0, barred: bool = False, until: date | None = None
) -> ReportView:
    made = {"union_name", "from_who", "about_who", "before", "barred", "until"}
    same = {name: getattr(row, name) for name in ReportView.__dataclass_fields__ if name not in made}
    return ReportView(
        **same, union_name=row.union.name, from_who=from_who, about_who=about_who, before=before, barred=barred, until=until
    )  # fmt: skip
