"""Draws as the public, the officers and those who took part see them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from niangjia.kernel.errors import NotFound
from niangjia.quotas.models import Booking, Draw, Pool, Share
from niangjia.quotas.rules.draws import KIND, Drawn, Entry, read_entries, read_result


@dataclass(frozen=True, slots=True)
class DrawView:
    """Everything of it is public; who did a step is told inside (``seed_by`` …)."""

    id: UUID
    pool_id: UUID
    title: str
    service: str
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
    reserved: Sequence[tuple[str, int]]

    @property
    def listed(self) -> list[Entry]:
        return read_entries(self.entries) if self.entries else []

    @property
    def drawn(self) -> list[Drawn]:
        return read_result(self.result) if self.result else []

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


def public_file(view: DrawView) -> str:
    """The whole draw as one JSON text, for ``niangjia verify draw`` and ``draw.py``."""
    told: dict[str, Any] = {
        "kind": KIND, "title": view.title, "union": view.union_name, "places": view.capacity, "most_seats": view.most_seats,
        "reserved": [{"name": name, "places": places} for name, places in view.reserved],
        "source": view.source, "speaks_at": view.speaks_at.isoformat(),
        "frozen_at": view.frozen_at.isoformat() if view.frozen_at else None,
        "entries_sm3": view.entries_hash, "entries": view.entries, "seed": view.public_seed, "seed_link": view.seed_link,
        "result_sm3": view.result_hash, "result": view.result,
    }  # fmt: skip
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
        "pool_id": pool.id, "title": pool.title, "service": pool.service, "union_name": pool.union.name, "capacity": pool.capacity,
        "most_seats": pool.most_seats, "closes_at": pool.closes_at, "reserved": reserved,
    }  # fmt: skip
    return DrawView(**own | told)
