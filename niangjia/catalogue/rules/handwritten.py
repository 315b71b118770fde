"""The yardstick of the bench: the statement that a good engineer writes by hand, made from the same plans.

Each service stands for itself, its conditions once in a subselect behind the same fence; nothing is shared between services. The same
facts go in, the same two bit strings come out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from niangjia.catalogue.rules.generated import FENCE, HALF, on_day
from niangjia.catalogue.rules.plan import Plan, unasked
from niangjia.catalogue.rules.sql import to_sql
from niangjia.catalogue.rules.statements import facts_table, help_joins

WORD = 2 * HALF


def by_hand(subject: str, services: Mapping[int, Sequence[Plan]], day: date) -> str:
    """A query of ``id, entitled, unknown`` for everybody on that day."""
    criteria = {bit: [unasked(plan) for plan in plans] for bit, plans in services.items()}
    columns = ", ".join(
        [f"f.{subject}_id as id", *(f"({' and '.join(map(to_sql, p)) or 'true'}) as c{b}" for b, p in criteria.items())]
    )
    joins = help_joins((p for plans in criteria.values() for p in plans), f"f.{subject}_id")
    return (
        f"select x.id, {_bits(criteria, 'x.c{}')} as entitled, {_bits(criteria, 'x.c{} is null')} as unknown"
        f"\n  from (select {columns} from {facts_table(subject)} f{on_day(day)}{joins} {FENCE}) x"
    )


def _bits(services: Mapping[int, object], condition: str) -> str:
    words = range(max(services, default=0) // WORD + 1)
    return " || ".join(f"({_word(services, word, condition)})::bit({WORD})" for word in words)


def _word(services: Mapping[int, object], word: int, condition: str) -> str:
    flags = [
        f"case when {condition.format(bit)} then {1 << (WORD - 1 - bit % WORD)} else 0 end"
        for bit in sorted(services)
        if bit // WORD == word
    ]
    return " | ".join(f"({flag})::bigint" for flag in flags) or "0::bigint"
