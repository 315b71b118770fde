"""Deltas become counts, some hundreds at a time: the rows of the city and the counties are written once for all of them."""

from __future__ import annotations

from django.db import connection, transaction

from niangjia.base import clock
from niangjia.base.jobs import announce
from niangjia.base.locks import advisory_or_not
from niangjia.unions.actions.counting import COUNTS_LOCK
from niangjia.unions.events import UnionsCounted
from niangjia.unions.rules.counting import FOLD

AT_ONCE = 500


def fold(*, most: int = AT_ONCE) -> int:
    """Fold in all that is due, ``most`` in a transaction; returns how many. Somebody else at it (or a move): nothing, it is being done.

    No number changes by it. What is known of the unions above follows now (``UnionsCounted``).
    """
    folded = 0
    while done := _fold_some(most):
        folded += done
    return folded


def _fold_some(most: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        if not advisory_or_not(COUNTS_LOCK):
            return 0
        cursor.execute(FOLD, {"today": clock.today(), "most": most})
        done, above = cursor.fetchone()
        if above:
            announce([UnionsCounted(union_ids=tuple(sorted(above)))])
    folded: int = done
    return folded
