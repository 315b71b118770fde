"""抽签, step by step: the source is named, the list frozen, the seed entered by two, the draw made; each once, in this order.

By merit the same steps: the list is frozen with its scores, and "drawn" settles the order; what follows stands in ``merit``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.quotas.access import require_pool
from niangjia.quotas.actions.in_order import give_in_order
from niangjia.quotas.errors import DrawStep, SameOfficer, SeedDiffers, SeedWithoutLink, SourceTooSoon
from niangjia.quotas.models import Booking, Draw, Pool
from niangjia.quotas.rules.draws import Drawn, Entry, fingerprint, ordered, read_entries, written, written_scored
from niangjia.quotas.rules.merit import score_of
from niangjia.quotas.rules.names import BOOKED, DRAWN, ENTERED, FEWER, HELD, LOST, MERIT, WAITING
from niangjia.quotas.rules.pools import lot_of

SOONEST = timedelta(minutes=5)  # between the frozen list and the source there is time for anybody to fetch the hash


def announce_draw(*, by: Actor, pool_id: UUID, source: str, speaks_at: datetime) -> UUID:
    """Name in advance where the seed will come from and when; until the list is frozen it may be named anew.

    :raises NotFound: nothing to draw in her reach. SourceTooSoon: not after the closing. DrawStep: the list is frozen.
    """
    pool = require_pool(by, pool_id)
    if pool.mode not in DRAWN or pool.cancelled_at:
        raise NotFound
    if len(source.strip()) < 4 or speaks_at < max(pool.closes_at, clock.now()) + SOONEST:
        raise SourceTooSoon
    with act("quotas.announce_draw", by=by, about=("pool", pool_id)) as deed:
        Pool.objects.select_for_update().get(id=pool_id)
        told = {
            "source": source.strip()[:200],
            "speaks_at": speaks_at,
            "announced_at": clock.now(),
            "announced_by": by.id,
        }
        draw = Draw.objects.filter(id=pool_id).first()
        if draw is None:
            draw = Draw.objects.create(id=pool_id, **told)
        elif draw.frozen_at:
            raise DrawStep
        else:
            Draw.objects.filter(id=draw.id).update(**told)
        deed.note(source=told["source"], speaks_at=speaks_at.isoformat())
    return draw.id


def freeze_list(*, by: Actor, draw_id: UUID) -> str:
    """Close the list: who entered is numbered in the order of entering; the list and its hash are public from this moment. Gives the hash.

    :raises NotFound: DrawStep: entering is still open, or it was frozen before. SourceTooSoon: the source has spoken already.
    """

    def step(draw: Draw, pool: Pool, now: datetime, deed: Deed) -> dict[str, object]:
        if draw.frozen_at or now < pool.closes_at:
            raise DrawStep
        if now > draw.speaks_at - SOONEST:
            raise SourceTooSoon
        entries = _entries(pool)
        if pool.mode == MERIT:
            entries, draw.merits = scored(pool, entries)
        draw.entries = written_scored(entries) if pool.mode == MERIT else written(entries)
        draw.frozen_at, draw.frozen_by = now, by.id
        draw.entries_hash = fingerprint(draw.entries)
        return {"entries": len(entries), "hash": draw.entries_hash}

    return in_turn("quotas.freeze_list", by, draw_id, step).entries_hash


def enter_seed(*, by: Actor, draw_id: UUID, seed: str, link: str) -> None:
    """What the source said, with the way to it. A second officer must enter the same.

    :raises NotFound: DrawStep: the list is not frozen, the source has not spoken, or the seed is confirmed. SeedWithoutLink.
    """

    def step(draw: Draw, pool: Pool, now: datetime, deed: Deed) -> dict[str, object]:
        if not draw.frozen_at or now < draw.speaks_at or draw.confirmed_at or not seed.strip():
            raise DrawStep
        if not link.strip().startswith("http"):
            raise SeedWithoutLink
        draw.seed, draw.seed_link, draw.seed_by, draw.seeded_at = (
            " ".join(seed.split())[:200],
            link.strip()[:300],
            by.id,
            now,
        )
        return {"seed": draw.seed, "link": draw.seed_link}

    in_turn("quotas.enter_seed", by, draw_id, step)


def confirm_seed(*, by: Actor, draw_id: UUID, seed: str) -> None:
    """The second officer types what the source said, without copying.

    :raises NotFound: DrawStep: there is none to confirm. SameOfficer. SeedDiffers: from the first one's; nothing is changed.
    """

    def step(draw: Draw, pool: Pool, now: datetime, deed: Deed) -> dict[str, object]:
        if not draw.seeded_at or draw.confirmed_at:
            raise DrawStep
        if draw.seed_by == by.id:
            raise SameOfficer
        if " ".join(seed.split()) != draw.seed:
            raise SeedDiffers
        draw.confirmed_by, draw.confirmed_at = by.id, now
        return {"seed": draw.seed}

    in_turn("quotas.confirm_seed", by, draw_id, step)


def make_draw(*, by: Actor, draw_id: UUID) -> None:
    """Put all in their order, give in that order, publish. One transaction: nobody gives back between the lots and the result.
    Pressed twice it is one draw. By merit nothing is given yet: the order goes before the public first.

    :raises NotFound: DrawStep: the seed is not confirmed.
    """

    def step(draw: Draw, pool: Pool, now: datetime, deed: Deed) -> dict[str, object]:
        if not draw.confirmed_at:
            raise DrawStep
        if draw.drawn_at:
            return {"again": True}
        _order_by_lots(draw)
        draw.drawn_at = now
        draw.save(update_fields=["drawn_at"])
        if pool.mode != MERIT:
            give_all(by, draw, now)
        return {"seed": draw.seed, "entries": draw.entries_hash, "result": draw.result_hash}

    in_turn("quotas.make_draw", by, draw_id, step)


def give_all(by: Actor, draw: Draw, now: datetime) -> None:
    """Serve the order, and write down what came of it; inside a step."""
    Pool.objects.filter(id=draw.id).update(drawn_at=now)
    while give_in_order(by=by, pool_id=draw.id):
        pass
    draw.result = written(_result(draw))
    draw.result_hash = fingerprint(draw.result)


def in_turn(
    verb: str, by: Actor, draw_id: UUID, step: Callable[[Draw, Pool, datetime, Deed], dict[str, object]]
) -> Draw:
    """One step behind the draw's lock; what the database refuses is a step out of turn."""
    try:
        with transaction.atomic(), act(verb, by=by, about=("draw", draw_id)) as deed:
            draw = Draw.objects.select_for_update().filter(id=draw_id).first()
            if draw is None:
                raise NotFound
            require_pool(by, draw.id)
            pool = Pool.objects.select_for_update().get(id=draw.id)
            deed.note(**step(draw, pool, clock.now(), deed))
            draw.save()
    except IntegrityError as refused:
        raise DrawStep from refused
    return draw


def _entries(pool: Pool) -> list[Entry]:
    """Number everybody who entered, in the order of entering, and say which groups she is in."""
    rows = list(Booking.objects.select_for_update().filter(pool_id=pool.id, state=ENTERED).order_by("id"))
    asked = [catalogue.Asked(pool.service, row.version, row.person_id, row.answers) for row in rows]
    groups = catalogue.groups_of(asked, of="reserves")
    with connection.cursor() as cursor:
        cursor.execute(
            "update quotas_booking b set entry = t.nr from unnest(%s::uuid[]) with ordinality t(id, nr)"
            " where b.pool_id = %s and b.id = t.id",
            [[row.id for row in rows], pool.id],
        )
    return [
        Entry(n, row.who, row.seats, tuple(sorted(name for name, true in each.items() if true)))
        for n, (row, each) in enumerate(zip(rows, groups, strict=True), 1)
    ]


def scored(pool: Pool, entries: Sequence[Entry]) -> tuple[list[Entry], list[dict[str, Any]]]:
    """The entries with their scores, by what is known of the people at this moment (one statement), and what gave how many points."""
    definition = catalogue.definition(pool.service)
    assert definition
    assert definition.outcome.quota
    merits = definition.outcome.quota.merit
    points = {merit.name: merit.points for merit in merits}
    persons = dict(Booking.objects.filter(pool_id=pool.id, entry__isnull=False).values_list("entry", "person_id"))
    asked = [catalogue.Asked(pool.service, definition.version, persons[entry.number]) for entry in entries]
    scores = [score_of(truths, points) for truths in catalogue.groups_of(asked, of="merits")]
    found = [
        replace(entry, name="", score=score.points, reasons=score.reasons, unknown=score.unknown)
        for entry, score in zip(entries, scores, strict=True)
    ]
    return found, [{"name": m.name, "title": dict(m.title), "points": m.points} for m in merits]


def _order_by_lots(draw: Draw) -> None:
    numbers = [entry.number for entry in ordered(read_entries(draw.entries), draw.seed)]
    with connection.cursor() as cursor:
        cursor.execute(
            'update quotas_booking b set "order" = t.place from unnest(%s::int[]) with ordinality t(entry, place)'
            " where b.pool_id = %s and b.entry = t.entry",
            [numbers, draw.id],
        )


def _result(draw: Draw) -> list[Drawn]:
    """What came of it, as it stands right after the draw."""
    rows = Booking.objects.filter(pool_id=draw.id, entry__isnull=False).order_by("order")
    by_merit = bool(draw.merits)
    return [
        Drawn(row.entry or 0, lot_of(draw.seed, row.entry), row.order or 0, _outcome(row, by_merit)) for row in rows
    ]


def _outcome(row: Booking, by_merit: bool) -> str:
    if row.state in {BOOKED, HELD}:
        return f"given:{row.share}" if row.share else "given"
    if by_merit and row.state == WAITING and row.why.startswith(FEWER):
        return FEWER
    return {WAITING: "waiting", LOST: row.why}.get(row.state, "returned")
