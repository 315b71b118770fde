"""Two or more versions of a service over everybody, in one statement: each distinct criterion once, as in the kept verdicts.

``j`` has one row a subject: ``id``, ``v<n>`` (the verdict of variant n), ``m<n>`` (what it gives, in fen), ``u<n>`` (whether
that is only the most it can be), ``a<n>`` (the distinct criteria). A window of the year is left out: what is asked is who would
be entitled while it is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from niangjia.catalogue.rules.compiling import Compiled, CompiledCriterion
from niangjia.catalogue.rules.judged import FENCE
from niangjia.catalogue.rules.plan import Compare, Param, Plan, Window, facts_of, unasked, walk
from niangjia.catalogue.rules.sql import escaped, to_sql
from niangjia.catalogue.rules.statements import facts_table, help_join
from niangjia.catalogue.rules.types import NUMBERS

BARS = 52
COUNTY = 14  # characters of a path: the city's segment and the county's
# The union under which a subject is counted: a person's live membership, a union itself; an enterprise has no place in the tree.
PATHS = {
    "person": "left join people_v_membership w on w.person_id = c.id and w.status in ('active', 'retained')",
    "union": "left join unions_v_union w on w.id = c.id",
    "enterprise": "cross join (select null::text as path) w",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """What is compared of a version, before any form is filled in."""

    criteria: tuple[Plan, ...]
    amount: Plan | None
    cap: Plan | None

    @property
    def plans(self) -> list[Plan]:
        return [*self.criteria, *filter(None, (self.amount, self.cap))]


def in_season(found: Compiled) -> list[CompiledCriterion]:
    """The criteria but the window."""
    return [criterion for criterion in found.criteria if not isinstance(criterion.plan, Window)]


def variant_of(found: Compiled) -> Variant:
    return Variant(
        tuple(dict.fromkeys(unasked(criterion.plan) for criterion in in_season(found))),
        unasked(found.amount) if found.amount else None,
        unasked(found.cap_fen) if found.cap_fen else None,
    )


def distinct(variants: Sequence[Variant]) -> dict[Plan, str]:
    """The name of each criterion in ``j``."""
    plans = dict.fromkeys(plan for variant in variants for plan in variant.criteria)
    return {plan: f"a{n}" for n, plan in enumerate(plans)}


def judged(subject: str, variants: Sequence[Variant]) -> str:
    """The rows ``j``, as a subselect for a cursor (``%(today)s``)."""
    names = distinct(variants)
    key = f"f.{subject}_id"
    level1 = [f"{key} as id", *(f"{to_sql(plan)} as {name}" for plan, name in names.items())]
    level1 += [f"{_given(v)} as m{n}, {_is_bound(v)} as u{n}" for n, v in enumerate(variants)]
    level2 = [f"({' and '.join(names[p] for p in v.criteria) or 'true'}) as v{n}" for n, v in enumerate(variants)]
    joins = help_join([plan for variant in variants for plan in variant.plans], key)
    return (
        f"(select x.*, {', '.join(level2)} from (select {escaped(', '.join(level1))} from {facts_table(subject)} f"
        f" cross join (select %(today)s::date as p_today) p{escaped(joins)} {FENCE}) x {FENCE}) j"
    )


def totals(subject: str, variants: Sequence[Variant]) -> str:
    """One row: people; per variant yes, unknown, fen, how many of the amounts are bounds; the moves 0 → 1; per criterion known, true."""
    return f"select {', '.join(_counts(variants))} from {judged(subject, variants)}"


def totals_and_counties(subject: str, variants: Sequence[Variant]) -> str:
    """``totals``, then as JSON (path of the county, added, dropped, no longer known) of those whose yes differs between 0 and 1.

    Everybody is judged once: the pass that counts also collects those who move, and only they are looked up in the tree.
    """
    counts = {f"c{n}": count for n, count in enumerate(_counts(variants))}
    moved = "filter (where v0 is distinct from v1 and (v0 or v1))"
    return (
        f"with t as materialized (select {', '.join(f'{count} as {name}' for name, count in counts.items())},"
        f" array_agg(id) {moved} as ids, array_agg(v1) {moved} as now from {judged(subject, variants)})"
        f" select {', '.join(counts)}, (select coalesce(json_agg(json_build_array(path, added, dropped, unknown) order by path), '[]')"
        f" from (select left(w.path, {COUNTY}) as path, count(*) filter (where c.now) as added,"
        " count(*) filter (where c.now is not true) as dropped, count(*) filter (where c.now is null) as unknown"
        f" from unnest(t.ids, t.now) as c(id, now) {PATHS[subject]} group by 1) g) from t"
    )


def _counts(variants: Sequence[Variant]) -> list[str]:
    columns = ["count(*)"]
    for n in range(len(variants)):
        columns += [f"count(*) filter (where v{n})", f"count(*) filter (where v{n} is null)"]
        columns += [f"coalesce(sum(m{n}) filter (where v{n}), 0)::bigint", f"count(*) filter (where v{n} and u{n})"]
    columns += [f"count(*) filter (where {move})" for move in MOVES.values()]
    for name in distinct(variants).values():
        columns += [f"count({name})", f"count(*) filter (where {name})"]
    return columns


MOVES = {
    "no_yes": "v1 and v0 is false",
    "unknown_yes": "v1 and v0 is null",
    "yes_no": "v0 and v1 is false",
    "yes_unknown": "v0 and v1 is null",
    "no_unknown": "v0 is false and v1 is null",
    "unknown_no": "v0 is null and v1 is false",
}


def sample(subject: str, variants: Sequence[Variant]) -> str:
    """(id, verdict of 0, of 1, the distinct criteria) of some whose yes differs; ``%(seed)s`` decides who, ``%(most)s`` how many."""
    return (
        f"select {', '.join(['id', 'v0', 'v1', *distinct(variants).values()])} from {judged(subject, variants)}"
        " where v0 is distinct from v1 and (v0 or v1)"
        " order by md5(id::text || %(seed)s), id limit %(most)s"
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion that compares one number of a person with a parameter: the axis, the threshold, what else must hold."""

    name: str
    value: Plan
    bound: Plan
    others: tuple[Plan, ...]


def line_of(found: Compiled, parameter: str) -> Line | None:
    """The first criterion that draws a line with this parameter; None when it is used otherwise."""
    for criterion in in_season(found):
        plan = criterion.plan
        for node in walk(plan):
            if isinstance(node, Compare) and (sides := _sides(node, parameter)):
                others = tuple(unasked(c.plan) for c in in_season(found) if c is not criterion)
                return Line(criterion.name, *sides, others)
    return None


def _sides(node: Compare, parameter: str) -> tuple[Plan, Plan] | None:
    for value, bound in ((node.a, node.b), (node.b, node.a)):
        uses = any(isinstance(each, Param) and each.name == parameter for each in walk(bound))
        one = len(facts_of(value)) == 1 and value.type in NUMBERS and not facts_of(bound)
        if uses and one and not any(isinstance(each, Param) for each in walk(value)):
            return unasked(value), unasked(bound)
    return None


def bounds(lines: Sequence[Line]) -> str:
    """One row: the threshold of each line today."""
    return (
        f"select {escaped(', '.join(to_sql(line.bound) for line in lines))} from (select %(today)s::date as p_today) p"
    )


def histogram(subject: str, line: Line) -> str:
    """(bar from 1 to BARS, how many) between ``%(low)s`` and ``%(high)s``, of those with whom all else holds; outside: 0, BARS + 1."""
    held = " and ".join(to_sql(plan) for plan in line.others) or "true"
    joins = help_join([line.value, *line.others], f"f.{subject}_id")
    value = escaped(to_sql(line.value))
    return (
        f"select width_bucket({value}::numeric, %(low)s::numeric, %(high)s::numeric, {BARS}) as bar, count(*)"
        f" from {facts_table(subject)} f cross join (select %(today)s::date as p_today) p{escaped(joins)}"
        f" where {escaped(held)} and {value} is not null group by 1 order by 1"
    )


def movable(found: Compiled) -> list[str]:
    """The numbers of the union that criteria or amounts read, those that draw a line first."""
    plans = [*(c.plan for c in found.criteria), *filter(None, (found.amount, found.cap_fen))]
    names = dict.fromkeys(
        node.name for plan in plans for node in walk(plan) if isinstance(node, Param) and node.type in NUMBERS
    )
    return sorted(names, key=lambda name: line_of(found, name) is None)


def _given(variant: Variant) -> str:
    """LEAST passes over an unknown: without an amount the cap is the most it can be, without a cap the amount stands."""
    parts = [f"({to_sql(plan)})::bigint" for plan in (variant.amount, variant.cap) if plan]
    return f"least({', '.join(parts)})" if parts else "null::bigint"


def _is_bound(variant: Variant) -> str:
    return f"({to_sql(variant.amount)}) is null" if variant.amount else "true"
