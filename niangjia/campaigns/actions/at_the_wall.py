"""What others do at a wall: like, or say what is wrong."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.campaigns.access import shown_entry
from niangjia.campaigns.errors import EnoughReports, NotOnTheWall, ReportUnclear
from niangjia.campaigns.models import Entry, Like, Report
from niangjia.campaigns.rules.names import MOST_OPEN_REPORTS, REPORTS, SHOWN, WAITING


def like_entry(*, by: Actor, entry_id: UUID, liked: bool) -> None:
    """One a person and entry, taken back with ``liked`` false. It is shown as a number and decides nothing. Twice is once.

    :raises NotOnTheWall:
    """
    with act("campaigns.like_entry", by=by, about=("campaign_entry", entry_id), owner=by.id):
        if not liked:
            Like.objects.filter(person_id=by.id, entry_id=entry_id).delete()
            return
        if shown_entry(by.id, entry_id) is None:
            raise NotOnTheWall
        Like.objects.bulk_create([Like(person_id=by.id, entry_id=entry_id, at=clock.now())], ignore_conflicts=True)


def report_entry(*, by: Actor, entry_id: UUID, kind: str) -> None:
    """Off the wall and back into the queue until a moderator has looked. Who reported is told to nobody; each may do it once an entry.

    :raises ReportUnclear, NotOnTheWall: EnoughReports: ten of hers have not been looked at yet.
    """
    if kind not in REPORTS:
        raise ReportUnclear
    with act("campaigns.report_entry", by=by, about=("campaign_entry", entry_id), owner=by.id) as deed:
        seen = shown_entry(by.id, entry_id)
        if seen is None or seen.person_id == by.id:
            raise NotOnTheWall
        if Report.objects.filter(person_id=by.id, settled_at=None).count() >= MOST_OPEN_REPORTS:
            raise EnoughReports(most=MOST_OPEN_REPORTS)
        entry = Entry.objects.select_for_update().get(person_id=seen.person_id, campaign_id=seen.campaign_id)
        made = Report.objects.bulk_create(
            [Report(person_id=by.id, entry_id=entry_id, kind=kind, at=clock.now())], ignore_conflicts=True
        )
        first = bool(made) and Report.objects.filter(person_id=by.id, entry_id=entry_id, settled_at=None).exists()
        if first and entry.state == SHOWN:
            entry.state, entry.waits_since = WAITING, clock.now()
            entry.save(update_fields=["state", "waits_since"])
        deed.note(kind=kind)
