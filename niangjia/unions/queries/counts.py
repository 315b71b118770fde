"""Questions to the numbers of the tree: current to the transaction, whatever is folded in yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.unions.rules.counting import totals


@dataclass(frozen=True, slots=True)
class Total:
    """``amount`` of something in a subtree; ``largest`` of its values, where those are kept."""

    amount: int = 0
    largest: int | None = None


def counted(*, path: str, keys: Collection[str]) -> dict[str, Total]:
    """These numbers of the union at ``path`` with all below it ("": the whole city), in one query. What has none is ``Total()``."""
    with connection.cursor() as cursor:
        cursor.execute(totals(path), {"path": path, "keys": list(keys), "today": clock.today()})
        found = {key: Total(amount, largest) for key, amount, largest in cursor.fetchall()}
    return {key: found.get(key, Total()) for key in keys}


def counted_each(*, keys: Collection[str], union_ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """Some numbers of many unions, each with all below it, in one query."""
    found = {union_id: dict.fromkeys(keys, 0) for union_id in union_ids}
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, key, amount from unions_counted(%s::uuid[], %s, %s)", [list(found), list(keys), clock.today()]
        )
        for union_id, key, amount in cursor.fetchall():
            found[union_id][key] = amount
    return found
