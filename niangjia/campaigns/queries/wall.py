"""Walls: as everybody reads them, as their owners do, as moderators do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.campaigns.access import in_reach, require_entry, shown_entry
from niangjia.campaigns.models import Campaign, Entry, Like, Report
from niangjia.campaigns.queries.counting import how_many
from niangjia.campaigns.rules.names import SHOWN, WAITING, WISHES
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people

PAGE = 12
QUEUE = 50


@dataclass(frozen=True, slots=True)
class WallEntry:
    """One on a wall. Never whose it is: ``shown_as`` is all she agreed to. ``liked``, ``hers``: of who looks."""

    id: UUID
    kind: str
    text: str
    file_id: UUID | None
    shown_as: str
    shown_at: datetime
    likes: int
    liked: bool
    hers: bool
    reply: str
    replied_by: str


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """What she handed in herself, with what became of it."""

    id: UUID
    campaign_id: UUID
    kind: str
    state: str
    text: str
    file_id: UUID | None
    consent: bool
    shown_as: str
    turn: int
    handed_in_at: datetime
    reason: str
    reply: str
    replied_by_label: str


@dataclass(frozen=True, slots=True)
class Moderated:
    """An entry as a moderator sees it. ``reports``: what others said is wrong, how many each."""

    id: UUID
    campaign_id: UUID
    title: str
    union_name: str
    kind: str
    state: str
    text: str
    file_id: UUID | None
    shown_as: str
    turn: int
    handed_in_at: datetime
    waits_since: datetime | None
    reason: str
    reply: str
    reports: dict[str, int]

    @property
    def waits(self) -> bool:
        return self.state == WAITING

    @property
    def shown(self) -> bool:
        return self.state == SHOWN

    @property
    def is_wish(self) -> bool:
        return self.kind == WISHES


def wall(person_id: UUID, *, campaign_id: UUID, mixed: bool = False, page: int = 1) -> tuple[list[WallEntry], bool]:
    """A page of a wall, and whether there is another: the newest first, or ``mixed``: in an order drawn anew each day, the same for everybody.

    Likes never order. The caller has made sure that she may see the campaign.
    """
    rows = Entry.objects.filter(campaign_id=campaign_id, state=SHOWN)
    rows = _mixed(rows, clock.today()) if mixed else rows.order_by("-shown_at", "id")
    start = (max(page, 1) - 1) * PAGE
    found = list(_with_likes(rows, person_id)[start : start + PAGE + 1])
    return [_wall_entry(row, person_id) for row in found[:PAGE]], len(found) > PAGE


def wall_entry(person_id: UUID, *, campaign_id: UUID, entry_id: UUID) -> WallEntry:
    """One on a wall of a campaign that is for her.

    :raises NotFound:
    """
    if (seen := shown_entry(person_id, entry_id)) is None or seen.campaign_id != campaign_id:
        raise NotFound
    row = _with_likes(Entry.objects.filter(person_id=seen.person_id, campaign_id=campaign_id), person_id).get()
    return _wall_entry(row, person_id)


def own_entry_of(person_id: UUID, *, campaign_id: UUID) -> OwnEntry | None:
    row = Entry.objects.filter(person_id=person_id, campaign_id=campaign_id).first()
    return OwnEntry(**{name: getattr(row, name) for name in OwnEntry.__dataclass_fields__}) if row else None


def queue(actor: Actor, *, campaign_id: UUID | None = None) -> list[Moderated]:
    """What waits in her reach, the oldest first, hers and her kin's left out; at most 50: the next come up as these are done."""
    campaigns = {row.id: row for row in in_reach(actor)}
    wanted = [campaign_id] if campaign_id else list(campaigns)
    rows = Entry.objects.filter(state=WAITING, campaign_id__in=wanted).exclude(person_id__in=_herself(actor))
    return _moderated(list(rows.order_by("waits_since", "id")[:QUEUE]), campaigns)


def how_many_wait(actor: Actor) -> int:
    """In her reach, hers and her kin's left out."""
    rows = Entry.objects.filter(state=WAITING, campaign_id__in=in_reach(actor).values("id"))
    return rows.exclude(person_id__in=_herself(actor)).count()


def entries_of(
    actor: Actor, *, campaign_id: UUID, states: tuple[str, ...], page: int = 1, size: int = 30
) -> tuple[list[Moderated], int]:
    """Those of one campaign in these states, the newest first, and how many there are; what others reported is not looked up."""
    campaigns = {row.id: row for row in in_reach(actor).filter(id=campaign_id)}
    rows = Entry.objects.filter(state__in=states, campaign_id__in=list(campaigns)).exclude(
        person_id__in=_herself(actor)
    )
    found = list(rows.order_by("-handed_in_at", "id")[(page - 1) * size : page * size])
    return _moderated(found, campaigns, reports=False), rows.count()


def entry_for(actor: Actor, *, entry_id: UUID) -> Moderated:
    """
    :raises NotFound: none, hers or her kin's, or not for her.
    """
    entry, campaign = require_entry(actor, entry_id)
    return _moderated([entry], {campaign.id: campaign})[0]


def reported(*, person_id: UUID, entry_id: UUID) -> bool:
    """Whether she has said that something is wrong with it."""
    return Report.objects.filter(person_id=person_id, entry_id=entry_id).exists()


def _herself(actor: Actor) -> list[UUID]:
    return [actor.id, *people.relatives_of(actor.id)]


def _mixed(rows: QuerySet[Entry], day: date) -> QuerySet[Entry]:
    return rows.order_by(MD5(Concat(Cast("id", TextField()), Value(day.isoformat()))), "id")


def _with_likes(rows: QuerySet[Entry], person_id: UUID) -> QuerySet[Any]:
    hers = Like.objects.filter(entry_id=OuterRef("id"), person_id=person_id)
    return rows.annotate(likes=how_many(Like.objects.all(), "entry_id"), liked=Exists(hers))


def _wall_entry(row: Any, person_id: UUID) -> WallEntry:
    return WallEntry(
        row.id, row.kind, row.text, row.file_id, row.shown_as, row.shown_at, row.likes, row.liked, row.person_id == person_id,
        row.reply, row.replied_by_label,
    )  # fmt: skip


def _moderated(rows: list[Entry], campaigns: dict[UUID, Campaign], *, reports: bool = True) -> list[Moderated]:
    said: dict[UUID, dict[str, int]] = {}
    open_ = (
        Report.objects.filter(entry_id__in=[row.id for row in rows], settled_at=None)
        if reports
        else Report.objects.none()
    )
    for entry_id, kind, n in open_.values_list("entry_id", "kind").annotate(n=Count("*")):
        said.setdefault(entry_id, {})[kind] = n
    return [
        Moderated(
            row.id, row.campaign_id, campaigns[row.campaign_id].title, campaigns[row.campaign_id].union.name, row.kind, row.state, row.text,
            row.file_id, row.shown_as, row.turn, row.handed_in_at, row.waits_since, row.reason, row.reply, said.get(row.id, {}),
        )
        for row in rows
    ]  # fmt: skip
