"""How many are entitled, and how many not known, in every union and all below it: one statement over the kept bits.

Equal bit strings of one union are counted together first, then each service's bit once a group, then each union goes into all above it.
"""

from __future__ import annotations

from collections.abc import Collection

from niangjia.catalogue.rules.judged import HALF
from niangjia.catalogue.rules.statements import verdicts_table

WORD = 2 * HALF
STEP = 7  # characters of a path's segment
# Where a subject belongs: the views that the owners export. Whoever is nowhere counts in the whole ("") alone.
PLACES = {
    "person": "select person_id as id, path from people_v_membership where status in ('active', 'retained')",
    "union": "select id, path from unions_v_union",
    "enterprise": "select id, ''::text collate \"C\" as path from unions_v_enterprise",
}


def counted(subject: str, bits: Collection[int], table: str = "") -> str:
    """A query of ``path`` ("" for all), ``entitled`` and ``unknown``: arrays of counts, the service with bit n at place n + 1."""
    kinds = ("entitled", "unknown")
    words = range(max(bits, default=0) // WORD + 1)
    numbers = [
        f"substring(v.{kind} from {word * WORD + 1} for {WORD})::bit({WORD})::bigint as {kind[0]}{word}"
        for kind in kinds
        for word in words
    ]
    names = [f"{kind[0]}{word}" for kind in kinds for word in words]
    flags = {f"{kind[0]}{bit}": _flag(kind[0], bit) for kind in kinds for bit in bits}
    sums = [f"sum(n) filter (where {flag}) as c{name}" for name, flag in flags.items()]
    above = [f"sum(c{name}) as c{name}" for name in flags]
    arrays = [
        f"array[{', '.join(_place(kind[0], n, bits) for n in range(max(bits, default=-1) + 1))}]" for kind in kinds
    ]
    return f"""
        with grouped as (
                 select path, {", ".join(names)}, count(*)::int as n
                 from (select coalesce(p.path, '') as path, {", ".join(numbers)}
                       from {table or verdicts_table(subject)} v left join ({PLACES[subject]}) p on p.id = v.{subject}_id) b
                 group by path, {", ".join(names)}),
             own as (select path, {", ".join(sums)} from grouped group by path),
             summed as (
                 select left(own.path, step * {STEP}) as path, {", ".join(above)}
                 from own cross join lateral generate_series(0, length(own.path) / {STEP}) step group by 1)
        select path, {arrays[0]}::bigint[] as entitled, {arrays[1]}::bigint[] as unknown from summed"""


def _flag(kind: str, bit: int) -> str:
    return f"{kind}{bit // WORD} & {1 << (WORD - 1 - bit % WORD)} <> 0"


def _place(kind: str, bit: int, bits: Collection[int]) -> str:
    return f"coalesce(c{kind}{bit}, 0)" if bit in bits else "0"
