"""Meetings as those who were there see them: the others for some days, the pairs for as long as both want."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.base import clock
from niangjia.pairs.access import guest_behind, guest_in_time, other_of, others_at, pair_with, shut_off
from niangjia.pairs.models import Choice, Guest, Pair

LISTED = 30


@dataclass(frozen=True, slots=True)
class GuestView:
    """One who was there: what she calls herself ("" : by her ``number``), whether there is a picture. ``pair_id``: both chose."""

    id: UUID
    nickname: str
    number: int
    has_photo: bool
    chosen: bool = False
    pair_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting she was at. ``until``: the moment the others are gone from view; ``hidden``: she neither sees nor is seen."""

    pool_id: UUID
    title: str
    until: datetime
    hidden: bool
    me: GuestView
    others: Sequence[GuestView] = ()


@dataclass(frozen=True, slots=True)
class PairView:
    """The two as one of them sees it: ``other`` as she called herself at the meeting. ``ended``: the phones are taken back."""

    id: UUID
    pool_id: UUID
    title: str
    made_at: datetime
    ended: bool
    other: GuestView


def meetings_of(person_id: UUID) -> list[Meeting]:
    """Those whose window is open, the last first; without the others."""
    rows = Guest.objects.filter(person_id=person_id, until__gt=clock.now()).order_by("-came_at")[:LISTED]
    return [Meeting(row.pool_id, row.title, row.until, row.hidden_at is not None, _view(row)) for row in rows]


def own_meeting(person_id: UUID, *, pool_id: UUID) -> Meeting:
    """One she was at, without the others.

    :raises NotFound, WindowOver:
    """
    row = guest_in_time(person_id, pool_id)
    return Meeting(row.pool_id, row.title, row.until, row.hidden_at is not None, _view(row))


def guest_seen(person_id: UUID, *, pool_id: UUID, guest_id: UUID) -> GuestView:
    """Another of her meeting while its window is open, or one she made a pair with there.

    :raises NotFound: none, or not for her to see.
    """
    guest = guest_behind(person_id, pool_id, guest_id)
    pair = _pairs(person_id).filter(Q(low_id=guest.person_id) | Q(high_id=guest.person_id), ended_at=None).first()
    chosen = Choice.objects.filter(person_id=person_id, pool_id=pool_id, chosen_id=guest.person_id).exists()
    return _view(guest, chosen=chosen, pair_id=pair.id if pair else None)


def meeting_of(me: Guest) -> Meeting:
    """With the others, by their numbers, and what she chose."""
    chosen = set(Choice.objects.filter(person_id=me.person_id, pool_id=me.pool_id).values_list("chosen_id", flat=True))
    paired = {other_of(pair, me.person_id): pair.id for pair in _pairs(me.person_id).filter(ended_at=None)}
    others = [
        _view(row, chosen=row.person_id in chosen, pair_id=paired.get(row.person_id))
        for row in others_at(me).order_by("number", "id")
    ]
    return Meeting(me.pool_id, me.title, me.until, me.hidden_at is not None, _view(me), others)


def pairs_of(person_id: UUID) -> list[PairView]:
    """Hers, the newest first; whom a block keeps away is not there."""
    shut = shut_off(person_id)
    rows = [pair for pair in _pairs(person_id).order_by("-made_at")[:LISTED] if other_of(pair, person_id) not in shut]
    return _pair_views(rows, person_id)


def pair_for(person_id: UUID, *, pair_id: UUID) -> PairView:
    """
    :raises NotFound: none of hers, or a block stands between the two.
    """
    return _pair_views([pair_with(person_id, pair_id)], person_id)[0]


def people_of_pair(pair_id: UUID) -> tuple[UUID, ...]:
    """Who is told that it was made; nobody when it was ended meanwhile."""
    row = Pair.objects.filter(id=pair_id, ended_at=None).values_list("low_id", "high_id").first()
    return tuple(row) if row else ()


def _pairs(person_id: UUID) -> QuerySet[Pair]:
    return Pair.objects.filter(Q(low_id=person_id) | Q(high_id=person_id))


def _pair_views(rows: Sequence[Pair], person_id: UUID) -> list[PairView]:
    asked = {(pair.pool_id, other_of(pair, person_id)) for pair in rows}
    guests = Guest.objects.filter(pool_id__in={pool for pool, _ in asked}, person_id__in={each for _, each in asked})
    known = {(guest.pool_id, guest.person_id): guest for guest in guests}
    return [
        PairView(
            pair.id, pair.pool_id, pair.title, pair.made_at, pair.ended_at is not None,
            _view(known[(pair.pool_id, other_of(pair, person_id))], chosen=True, pair_id=pair.id),
        )
        for pair in rows
    ]  # fmt: skip


def _view(row: Guest, *, chosen: bool = False, pair_id: UUID | None = None) -> GuestView:
    return GuestView(row.id, row.nickname, row.number, row.photo_id is not None, chosen, pair_id)
