"""Draws as the public, the officers and those who took part see them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.notices import api as notices
from niangjia.quotas.models import Booking, Draw, Pool, Share
from niangjia.quotas.rules.draws import (
    KIND,
    KIND_MERIT,
    Drawn,
    Entry,
    ordered,
    read_entries,
    read_result,
    written_order,
)
from niangjia.quotas.rules.names import ENTERED, MERIT, MONEY, WAITING


@dataclass(frozen=True, slots=True)
class DrawView:
    """Everything of it is public; who did a step is told inside (``seed_by`` …)."""

    id: UUID
    pool_id: UUID
    title: str
    service: str
    mode: str
    union_name: str
    capacity: int
    most_seats: int
    closes_at: datetime
    source: str
    speaks_at: datetime
    announced_at: datetime
    entries: str
    entries_hash: str
    frozen_at: datetime | None
    seed: str
    seed_link: str
    seed_by: UUID | None
    seeded_at: datetime | None
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    drawn_at: datetime | None
    result: str
    result_hash: str
    merits: Sequence[Mapping[str, Any]]
    notice_id: UUID | None
    noticed_at: datetime | None
    given_at: datetime | None
    given_by: UUID | None
    reserved: Sequence[tuple[str, int]]

    @property
    def listed(self) -> list[Entry]:
        return read_entries(self.entries) if self.entries else []

    @property
    def drawn(self) -> list[Drawn]:
        return read_result(self.result) if self.result else []

    @property
    def by_merit(self) -> bool:
        return self.mode == MERIT

    @property
    def order(self) -> list[Entry]:
        """The list in its order; empty until the seed is confirmed."""
        return ordered(self.listed, self.seed) if self.confirmed_at else []

    @property
    def order_text(self) -> str:
        """The order as a CSV text, for who does not want to compute it."""
        return written_order(self.listed, self.seed) if self.by_merit and self.drawn_at else ""

    @property
    def public_seed(self) -> str:
        """A seed that nobody has confirmed yet is nobody's business."""
        return self.seed if self.confirmed_at else ""


def draw_of_pool(*, pool_id: UUID) -> DrawView | None:
    row = Draw.objects.filter(id=pool_id).first()
    return _views([row])[0] if row else None


def draw(*, draw_id: UUID) -> DrawView:
    """
    :raises NotFound:
    """
    row = Draw.objects.filter(id=draw_id).first()
    if row is None:
        raise NotFound
    return _views([row])[0]


def public_draws(*, most: int = 50) -> list[DrawView]:
    """The latest whose list is frozen, and those announced."""
    return _views(list(Draw.objects.order_by("-announced_at")[:most]))


def entry_of(*, booking_id: UUID) -> int | None:
    """Her number on the frozen list."""
    return Booking.objects.filter(id=booking_id).values_list("entry", flat=True).first()


def names_on_list(*, pool_id: UUID) -> dict[int, tuple[UUID, str, str]]:
    """By number: the booking, the masked name, what it is at; for whoever runs the pool. The published list by merit has no names."""
    rows = Booking.objects.filter(pool_id=pool_id, entry__isnull=False).values_list("entry", "id", "who", "state")
    return {entry: (booking, who, state) for entry, booking, who, state in rows if entry is not None}


def place_of(view: DrawView, number: int | None) -> int:
    """Her place in the order, from 1; 0 before there is one, or when she is not on the list."""
    if not view.drawn_at:
        return 0
    return next((n for n, entry in enumerate(view.order, 1) if entry.number == number), 0)


def notice_token(view: DrawView) -> str:
    """Where the order is before the public; "" when it is not, or not any more."""
    if view.notice_id is None:
        return ""
    line = notices.notice_line(notice_id=view.notice_id)
    return line.token if line.state in notices.RUNNING else ""


def is_on_list(*, booking_id: UUID) -> UUID | None:
    """The pool whose frozen list this booking is on; None for what is no such booking (a notice's row may be a case)."""
    return Booking.objects.filter(id=booking_id, entry__isnull=False).values_list("pool_id", flat=True).first()


def is_paid_instead(booking_id: UUID) -> bool:
    """Whether this is the booking behind a payout, rather than a case."""
    return Booking.objects.filter(id=booking_id, state=MONEY).exists()


def orders_paid_instead(ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Which of these "cases" of the ledger are bookings that got money, and by which order."""
    paid = Booking.objects.filter(id__in=ids, state=MONEY) if ids else Booking.objects.none()
    return dict(paid.values_list("id", "pool_id"))


def those_who(*, pool_id: UUID, state: Literal["entered", "waiting"]) -> list[tuple[UUID, UUID]]:
    """(person, booking) of those who still want a place of it, in their order."""
    assert state in {ENTERED, WAITING}
    return list(
        Booking.objects.filter(pool_id=pool_id, state=state).order_by("order", "id").values_list("person_id", "id")
    )


@dataclass(frozen=True, slots=True)
class MeritLine:
    """One thing that gives points. ``holds``: of her, None when it is not known and so gives none."""

    name: str
    title: Mapping[str, str]
    points: int
    holds: bool | None


def merits_now(*, service: str, person_id: UUID) -> list[MeritLine]:
    """What the order by merit would give her today; empty where the service has no such order. What counts is the day the list is frozen."""
    definition = catalogue.definition(service)
    if definition is None or definition.outcome.quota is None or not definition.outcome.quota.merit:
        return []
    [known] = catalogue.groups_of([catalogue.Asked(service, definition.version, person_id)], of="merits")
    return [MeritLine(m.name, m.title, m.points, known[m.name]) for m in definition.outcome.quota.merit]


def merits_then(view: DrawView, entry: Entry) -> list[MeritLine]:
    """What it gave her when the list was frozen."""
    return [
        MeritLine(
            m["name"], m["title"], m["points"], None if m["name"] in entry.unknown else m["name"] in entry.reasons
        )
        for m in view.merits
    ]


def public_file(view: DrawView) -> str:
    """The whole draw as one JSON text, for ``niangjia verify draw`` and ``draw.py``."""
    told: dict[str, Any] = {
        "kind": KIND_MERIT if view.by_merit else KIND, "title": view.title, "union": view.union_name, "places": view.capacity, "most_seats": view.most_seats,
        "reserved": [{"name": name, "places": places} for name, places in view.reserved],
        "source": view.source, "speaks_at": view.speaks_at.isoformat(),
        "frozen_at": view.frozen_at.isoformat() if view.frozen_at else None,
        "entries_sm3": view.entries_hash, "entries": view.entries, "seed": view.public_seed, "seed_link": view.seed_link,
        "result_sm3": view.result_hash, "result": view.result,
    }  # fmt: skip
    if view.by_merit:
        told["merit"] = list(view.merits)
    return json.dumps(told, ensure_ascii=False, indent=1)


def _views(rows: Sequence[Draw]) -> list[DrawView]:
    """These with their pools and what those keep, in three queries."""
    pools = Pool.objects.select_related("union").in_bulk([row.id for row in rows])
    kept: dict[UUID, list[tuple[str, int]]] = {}
    for share in Share.objects.filter(pool_id__in=pools).order_by("name"):
        kept.setdefault(share.pool_id, []).append((share.name, share.places))
    return [_view(row, pools[row.id], kept.get(row.id, [])) for row in rows]


def _view(row: Draw, pool: Pool, reserved: Sequence[tuple[str, int]]) -> DrawView:
    own = {name: getattr(row, name) for name in DrawView.__dataclass_fields__ if hasattr(row, name)}
    told: dict[str, Any] = {
        "pool_id": pool.id, "title": pool.title, "service": pool.service, "mode": pool.mode, "union_name": pool.union.name, "capacity": pool.capacity,
        "most_seats": pool.most_seats, "closes_at": pool.closes_at, "reserved": reserved,
    }  # fmt: skip
    return DrawView(**own | told)
