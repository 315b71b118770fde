"""Whole statements around plans: one row judged, many judged, one example judged. All read ``f``, ``form``, ``h`` and ``p_today``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.literals import quote
from niangjia.catalogue.rules.periods import IN_SQL
from niangjia.catalogue.rules.plan import Helped, Plan, facts_of, helped_in, unasked
from niangjia.catalogue.rules.schema import Example
from niangjia.catalogue.rules.sql import column_of, escaped, form_columns, to_sql
from niangjia.catalogue.rules.types import SQL, FormVar, Type

SUBJECTS = ("person", "union", "enterprise")
HELP = "catalogue_v_helped"  # what is kept and what is owed


def facts_table(subject: str) -> str:
    return f"catalogue_facts_{subject}"


def verdicts_table(subject: str) -> str:
    return f"catalogue_verdict_{subject}"


def past_table(subject: str) -> str:
    return f"catalogue_past_{subject}"


def all_helped(plans: Iterable[Plan]) -> list[Helped]:
    """What is asked of the history of help, each once."""
    return list(dict.fromkeys(helped for plan in plans for helped in helped_in(plan)))


def help_join(plans: Iterable[Plan], subject_id: str, whom: str = "true", source: str = "catalogue_helped") -> str:
    """All the help that the plans ask for, as one joined row ``h`` of each subject that had any.

    ``whom``: a condition on ``subject_id`` that holds for all whom the statement asks about; without it everybody's help is read.
    ``source``: a query to read instead of the kept help.
    """
    rows = {helped: row_of(helped) for helped in all_helped(plans)}
    if not rows:
        return ""
    columns = (f"max({h.column}) filter (where (service, period) = {row}) as {column_of(h)}" for h, row in rows.items())
    return (
        f" left join lateral (select subject_id, {', '.join(columns)} from {source} kept"
        f" where {whom} and (service, period) in ({', '.join(dict.fromkeys(rows.values()))}) group by subject_id) h"
        f" on h.subject_id = {subject_id}"
    )


def row_of(helped: Helped) -> str:
    """The service and the period that runs on ``p_today``, as the key of help has them."""
    return f"({quote(helped.service, Type.TEXT)}, {IN_SQL[helped.period]})"


@dataclass(frozen=True, slots=True)
class Sources:
    """The queries to read instead of the kept facts ("" for what is kept), and for help; for help also what is owed is read."""

    facts: str = ""
    helped: str = HELP


KEPT = Sources()


def as_of(subject: str) -> Sources:
    """For a cursor: what was kept of ``%(ids)s`` at the end of the day ``%(today)s``; no row for who was not known yet."""
    key, until = f"{subject}_id", "y.until > %(today)s::date"
    facts = (
        f"(select r.* from {facts_table(subject)} k cross join lateral (select coalesce(jsonb_object_agg(x.fact, x.value), '{{}}') as was"
        f" from (select distinct on (y.fact) y.fact, y.value from {past_table(subject)} y where y.{key} = k.{key} and {until}"
        f" order by y.fact, y.until) x) p cross join lateral jsonb_populate_record(k, p.was) r"
        f" where k.{key} = any(%(ids)s::uuid[]) and k.known_since <= %(today)s::date)"
    )
    helped = (
        "(select h.subject_id, h.service, h.period, coalesce(p.times, h.times) as times, coalesce(p.fen, h.fen) as fen"
        " from catalogue_helped h left join lateral (select y.times, y.fen from catalogue_past_helped y where y.subject_id = h.subject_id"
        f" and y.service = h.service and y.period = h.period and {until} order by y.until limit 1) p on true)"
    )
    return Sources(facts, helped)


def judge_many(
    subject: str, plans: Sequence[Plan], form: Mapping[str, FormVar], extra: Sequence[str] = (), read: Sources = KEPT
) -> str:
    """For a cursor: one row per id in ``%(ids)s`` in their order: its id, the plans' values, then ``extra`` columns of ``f``.

    Further parameters: ``%(today)s`` and one ``%(form_<name>)s`` per field of ``form`` that can decide something.
    """
    columns = ", ".join(["s.id", *(escaped(to_sql(plan)) for plan in plans), *(f'f."{column}"' for column in extra)])
    types = {name: var.type for name, var in form.items() if var.type}
    return (
        f"select {columns} from unnest(%(ids)s::uuid[]) with ordinality as s(id, nr)"
        f" cross join (select %(today)s::date as p_today) p cross join {form_columns(types)} form"
        f" left join {read.facts or facts_table(subject)} f on f.{subject}_id = s.id"
        f"{help_join(plans, 's.id', 'subject_id = any(%(ids)s::uuid[])', read.helped)} order by s.nr"
    )


def truths_of_many(parts: Sequence[tuple[str, Sequence[Plan], Mapping[str, FormVar]]]) -> str:
    """For a cursor: of each part (kind of subject, criteria, form) a row per subject asked: the part's number, its place in it, its truths.

    Parameters: ``%(today)s``, and for part n ``%(ids_n)s`` with as many answers, JSON objects, in ``%(forms_n)s``.
    """
    return " union all ".join(_truths(n, *part) for n, part in enumerate(parts))


def _truths(n: int, subject: str, plans: Sequence[Plan], form: Mapping[str, FormVar]) -> str:
    answers = ", ".join(f'"{name}" {SQL[var.type]}' for name, var in form.items() if var.type)
    return (
        f"select {n}, s.nr, array[{', '.join(escaped(to_sql(plan)) for plan in plans)}]::boolean[]"
        f" from unnest(%(ids_{n})s::uuid[], %(forms_{n})s::jsonb[]) with ordinality as s(id, answers, nr)"
        f" cross join (select %(today)s::date as p_today) p"
        f"{f' cross join lateral jsonb_to_record(s.answers) as form({answers})' if answers else ''}"
        f" left join {facts_table(subject)} f on f.{subject}_id = s.id"
        f"{help_join(plans, 's.id', f'subject_id = any(%(ids_{n})s::uuid[])', HELP)}"
    )


def reasons(subject: str, services: Mapping[int, Sequence[Plan]], day: date) -> str:
    """One subject (``$1``), every criterion of every service: the service's bit, then its criteria as yes, no or null."""
    criteria = {bit: [unasked(plan) for plan in plans] for bit, plans in services.items()}
    distinct = {plan: f"a{n}" for n, plan in enumerate(dict.fromkeys(p for plans in criteria.values() for p in plans))}
    columns = ", ".join(f"{to_sql(plan)} as {name}" for plan, name in distinct.items())
    rows = ", ".join(
        f"({bit}, array[{', '.join(f'a.{distinct[p]}' for p in plans)}]::boolean[])" for bit, plans in criteria.items()
    )
    return (
        f"select r.bit, r.criteria from (select {columns or 'null'} from {facts_table(subject)} f"
        f" cross join (select {quote(day, Type.DATE)} as p_today) p{help_join(distinct, f'f.{subject}_id', 'subject_id = $1')}"
        f" where f.{subject}_id = $1 offset bigint '0') a cross join lateral (values {rows}) r(bit, criteria)"
    )


def worth_a_case(subject: str, plans: Sequence[Plan]) -> str:
    """For a cursor: ``id`` and ``worth`` of every subject: entitled, or all of ``plans`` but one known and none false.

    Parameters: ``%(bit)s`` of the service, ``%(today)s``. Without plans only the entitled are worth it.
    """
    if not plans:
        yes = "case when length(v.entitled) > %(bit)s then get_bit(v.entitled, %(bit)s) = 1 end"
        return f"select v.{subject}_id as id, {yes} as worth from {verdicts_table(subject)} v"
    unknown = " + ".join(f"({escaped(to_sql(plan))} is null)::int" for plan in plans)
    return (
        f"select v.{subject}_id as id, case when length(v.entitled) <= %(bit)s then false"
        f" when get_bit(v.entitled, %(bit)s) = 1 then true"
        f" when get_bit(v.unknown, %(bit)s) = 1 then {unknown} = 1 else false end as worth"
        f" from {verdicts_table(subject)} v cross join (select %(today)s::date as p_today) p"
        f" join {facts_table(subject)} f on f.{subject}_id = v.{subject}_id{help_join(plans, f'v.{subject}_id')}"
    )


def judge_example(compiled: Compiled, example: Example, plans: Sequence[Plan]) -> str:
    """For a cursor without tables: the facts, answers and help of the example as literals."""
    facts = dict.fromkeys(fact for plan in plans for fact in facts_of(plan))
    columns = [_typed(example.facts.get(fact.name), fact.type, fact.column) for fact in facts]
    for source, column in compiled.vocabulary.dated.items():
        columns.append(_typed(example.as_of.get(source, example.today), Type.DATE, column))
    form = [_typed(example.form.get(n), v.type, n) for n, v in compiled.vocabulary.form.items() if v.type]
    helped = ", ".join(f"{_given(example, h)} as {column_of(h)}" for h in all_helped(plans))
    return (
        f"select {', '.join(map(to_sql, plans))} from (select {', '.join(columns) or 'null as nothing'}) f"
        f" cross join (select {', '.join(form) or 'null as nothing'}) form"
        f" cross join (select {quote(example.today, Type.DATE)} as p_today) p cross join (select {helped or 'null as nothing'}) h"
    )


def _given(example: Example, helped: Helped) -> int:
    counted = example.helped if helped.column == "times" else example.helped_fen
    return counted.get(f"{helped.service} {helped.period}", 0)


def _typed(value: object, kind: Type, name: str) -> str:
    if value is None:
        return f'null::{SQL[kind]} as "{name}"'
    if isinstance(value, list):
        items = ", ".join(quote(str(item), Type.TEXT) for item in value)
        return f'array[{items}]::text[] as "{name}"'
    return f'{quote(value, kind)} as "{name}"'  # type: ignore[arg-type]  # checked by ``fits``
