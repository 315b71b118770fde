"""Sealing: everything that can no longer change gets a signed root, chained to the root before.

What can no longer change: rows of transactions older than every running one. A row's ``txid`` is its transaction's number, so
``txid < pg_snapshot_xmin(…)`` means committed and visible, or gone. A long transaction only holds the horizon back: no row is missed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from niangjia.base import clock, keyring, locks
from niangjia.base.crypto import sm3
from niangjia.base.errors import TransactionsWentBack
from niangjia.base.journal.merkle import Tree, rows, written
from niangjia.base.models import JournalSeal

MOST_ROWS = 10_000  # a seal is the smallest thing a verification can point at
NO_SEAL = sm3(b"")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def seal_all() -> int:
    """Seal what waits; returns how many seals were made."""
    made = 0
    while seal() is not None:
        made += 1
    return made


@transaction.atomic
def seal(*, horizon: int | None = None) -> JournalSeal | None:
    """Make the next seal; None when nothing waits. ``horizon`` is for tests, whose rows never commit."""
    locks.advisory("base.journal.seal")
    last = JournalSeal.objects.order_by("-number").first()
    start = last.to_txid if last else 0
    end = _end(start, _horizon() if horizon is None else horizon)
    tree = Tree()
    for _, row in rows(start, end):
        tree.add(row)
    return _sign(last, start, end, tree) if tree.count else None


def _horizon() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _end(start: int, horizon: int) -> int:
    """The horizon, or earlier so that about MOST_ROWS rows fit; never inside a transaction."""
    if horizon < start:
        raise TransactionsWentBack(sealed=start, now=horizon)
    with connection.cursor() as cursor:
        cursor.execute(
            "select txid from base_journal where txid >= %s and txid < %s order by txid offset %s limit 1",
            [start, horizon, MOST_ROWS],
        )
        row = cursor.fetchone()
        if row is None:
            return horizon
        cursor.execute("select min(txid) from base_journal where txid >= %s", [start])
        first: int = cursor.fetchone()[0]
    cut: int = row[0]
    return cut if cut > first else cut + 1


def _sign(last: JournalSeal | None, start: int, end: int, tree: Tree) -> JournalSeal:
    kid, key = keyring.with_signing_key().signing
    new = JournalSeal(
        number=last.number + 1 if last else 1,
        from_txid=start,
        to_txid=end,
        rows=tree.count,
        root=tree.root(),
        previous=bytes(last.digest) if last else NO_SEAL,
        at=clock.now(),
        signed_with=kid,
    )
    new.digest = digest_of(new)
    new.signature = key.sign(new.digest)
    new.save(force_insert=True)
    return new


def digest_of(one: JournalSeal) -> bytes:
    """SM3 over what a seal says; this is signed, published, and named by the next seal."""
    micros = (one.at - EPOCH) // timedelta(microseconds=1)
    root, previous = bytes(one.root).hex(), bytes(one.previous).hex()
    return sm3(written((one.number, one.from_txid, one.to_txid, one.rows, root, previous, micros, one.signed_with)))
