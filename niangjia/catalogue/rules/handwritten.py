"""The yardstick of the bench: the statements that a good engineer writes by hand, made from the same plans.

Each service stands for itself, its conditions once in a subselect behind the same fence, its help joined by the primary key; nothing is
shared between services. Dates are compared as the catalogue writes them. The same facts go in, the same two bit strings come out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from niangjia.catalogue.rules.counting import KINDS, PLACES, STEP
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


def counted_by_hand(subject: str, bits: Collection[int], table: str) -> str:
    """A query of ``path``, ``entitled`` and ``unknown`` as ``counting.counted`` has them: every bit counted where it is, then up the tree."""
    flags = {f"{kind}_{bit}": f"get_bit(v.{kind}, {bit}) = 1" for kind in KINDS for bit in bits}
    own = "".join(f", count(*) filter (where {flag}) as {name}" for name, flag in flags.items())
    summed = "".join(f", sum({name}) as {name}" for name in flags)
    arrays = (
        f"array[{', '.join(f'{kind}_{n}' if n in bits else '0' for n in range(max(bits, default=-1) + 1))}]::bigint[] as {kind}"
        for kind in KINDS
    )
    return (
        f"with own as (select coalesce(p.path, '') as path{own} from {table} v"
        f" left join ({PLACES[subject]}) p on p.id = v.{subject}_id group by 1),"
        f" summed as (select left(own.path, step * {STEP}) as path{summed}"
        f" from own cross join lateral generate_series(0, length(own.path) / {STEP}) step group by 1)"
        f" select path, {', '.join(arrays)} from summed"
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
