"""How many are entitled, and how many not known, in every union and all below it: one statement over the kept bits.

Each union adds up its own first, several services in one number: every ``lane`` bits of it count one service, so whoever has the bits
of four services costs one addition. Only then is each service's count taken out, for each union once, and handed to all above it:
first to the union right above, because most unions are at the bottom of the tree, then from there to the top.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from niangjia.catalogue.rules.judged import HALF
from niangjia.catalogue.rules.statements import verdicts_table

WORD = 2 * HALF
STEP = 7  # characters of a path's segment
# Bits of a lane: more members than a narrow one holds, of their own, do not fit (``most`` tells); a wide one holds two thousand million.
NARROW, WIDE = 15, 31
KINDS = ("entitled", "unknown")
# Where a subject belongs: the views that the owners export. Whoever is nowhere counts in the whole ("") alone.
PLACES = {
    "person": "select person_id as id, path from people_v_membership where status in ('active', 'retained')",
    "union": "select id, path from unions_v_union",
    "enterprise": "select id, ''::text collate \"C\" as path from unions_v_enterprise",
}


@dataclass(frozen=True, slots=True)
class _Lane:
    """Where the count of one service is: in the sum ``number``, so many bits from the right."""

    number: str
    shift: int


def counted(subject: str, bits: Collection[int], table: str = "", lane: int = WIDE) -> str:
    """A query of ``path`` ("" for all), ``entitled`` and ``unknown``: arrays of counts, the service with bit n at place n + 1.

    ``most``, the same in every row: of how many the largest union's own count is. From ``1 << lane`` on the counts are wrong.
    """
    lanes = {(kind, bit): _lane(kind, bit, lane) for kind in KINDS for bit in bits}
    words = range(max(bits, default=0) // WORD + 1)
    numbers = [f"{_number(kind, word)} as {kind}{word}" for kind in KINDS for word in words]
    sums = "".join(f", {total} as {name}" for name, total in _sums(lanes, lane).items())
    taken = {
        f"{kind}_{bit}": f"((own.{found.number} >> {found.shift}) & {(1 << lane) - 1})"
        for (kind, bit), found in lanes.items()
    }
    below = "".join(f", sum({value})::bigint as {name}" for name, value in taken.items())
    above = "".join(f", sum({name})::bigint as {name}" for name in taken)
    arrays = (f"array[{_places(kind, taken, bits)}]::bigint[] as {kind}" for kind in KINDS)
    return f"""
        with own as (
                 select path, count(*) as n{sums}
                 from (select coalesce(p.path, '') as path, {", ".join(numbers)}
                       from {table or verdicts_table(subject)} v left join ({PLACES[subject]}) p on p.id = v.{subject}_id
                       offset bigint '0') b
                 group by path),
             below as (select left(path, -{STEP}) as path{below} from own where path <> '' group by 1),
             above as (
                 select left(below.path, step * {STEP}) as path{above}
                 from below cross join lateral generate_series(0, length(below.path) / {STEP}) step group by 1)
        select coalesce(own.path, above.path) as path, {", ".join(arrays)}, (select max(n) from own) as most
        from own full join above on above.path = own.path"""


def _number(kind: str, word: int) -> str:
    """``WORD`` bits of the string as a number; what the string lacks is zero."""
    cut = f"substring(v.{kind} from {word * WORD + 1} for {WORD})" if word else f"v.{kind}"
    return f"{cut}::bit({WORD})::bigint"


def _lane(kind: str, bit: int, width: int) -> _Lane:
    """Bits that are ``width`` apart share a number."""
    span = WORD // width * width
    word, place = bit // WORD, WORD - 1 - bit % WORD
    part, place = divmod(place, span)
    return _Lane(f"{kind}{word}_{part * span + place % width}", place // width * width)


def _sums(lanes: dict[tuple[str, int], _Lane], width: int) -> dict[str, str]:
    """By number: the bits of its lanes, added up; nothing where a lane might run over."""
    shifts: dict[str, set[int]] = {}
    for found in lanes.values():
        shifts.setdefault(found.number, set()).add(found.shift)
    return {
        name: f"case when count(*) < {1 << width} then sum(({word} >> {right}) & {sum(1 << shift for shift in each)})::bigint end"
        for name, each in shifts.items()
        for word, right in [name.split("_")]
    }


def _places(kind: str, taken: dict[str, str], bits: Iterable[int]) -> str:
    """The counts in the order of their bits: a union's own and what is below it."""
    return ", ".join(
        f"coalesce({taken[name]}, 0) + coalesce(above.{name}, 0)" if name in taken else "0"
        for n in range(max(bits, default=-1) + 1)
        for name in [f"{kind}_{n}"]
    )
