"""The yardstick of the bench: the statement that a good engineer writes by hand, made from the same plans.

Each service stands for itself, its conditions once in a subselect behind the same fence, its help joined by the primary key; nothing is
shared between services. Dates are compared as the catalogue writes them. The same facts go in, the same two bit strings come out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from niangjia.catalogue.rules.judged import FENCE, HALF, on_day
from niangjia.catalogue.rules.plan import Plan, unasked
from niangjia.catalogue.rules.sql import column_of, to_sql
from niangjia.catalogue.rules.statements import all_helped, facts_table, row_of

WORD = 2 * HALF


def by_hand(subject: str, services: Mapping[int, Sequence[Plan]], day: date) -> str:
    """A query of ``id, entitled, unknown`` for everybody on that day."""
    criteria = {bit: [unasked(plan) for plan in plans] for bit, plans in services.items()}
    columns = ", ".join(
        [f"f.{subject}_id as id", *(f"({' and '.join(map(to_sql, p)) or 'true'}) as c{b}" for b, p in criteria.items())]
    )
    joins = _help_joins([p for plans in criteria.values() for p in plans], f"f.{subject}_id")
    return (
        f"select x.id, {_bits(criteria, 'x.c{}')} as entitled, {_bits(criteria, 'x.c{} is null')} as unknown"
        f"\n  from (select {columns} from {facts_table(subject)} f{on_day(day)}{joins} {FENCE}) x"
    )


def _help_joins(plans: Iterable[Plan], subject_id: str) -> str:
    """One row at most for each service and period; ``h`` is only the name under which the criteria read them."""
    asked = all_helped(plans)
    rows = {row: f"h{n}" for n, row in enumerate(dict.fromkeys(map(row_of, asked)))}
    joins = "".join(
        f" left join catalogue_helped {h} on {h}.subject_id = {subject_id} and ({h}.service, {h}.period) = {row}"
        for row, h in rows.items()
    )
    columns = ", ".join(f"{rows[row_of(helped)]}.{helped.column} as {column_of(helped)}" for helped in asked)
    return f"{joins} cross join lateral (select {columns}) h" if columns else ""


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
