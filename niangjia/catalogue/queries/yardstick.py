"""What the benches compare: the statement that the catalogue generates, the one written by hand, and the plans of both for others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from niangjia.catalogue.registry.definitions import compiled_services
from niangjia.catalogue.registry.vocabulary import columns_of
from niangjia.catalogue.rules.handwritten import by_hand, counted_by_hand
from niangjia.catalogue.rules.judged import judged, on_day
from niangjia.catalogue.rules.plan import Fact, Fresh, Helped, Plan, unasked, walk
from niangjia.catalogue.rules.plan_json import as_json
from niangjia.catalogue.rules.sql import to_sql
from niangjia.catalogue.rules.statements import facts_table, help_join, past_table, reasons
from niangjia.catalogue.rules.types import Type


@dataclass(frozen=True, slots=True)
class Statements:
    """Queries over the facts of all subjects of a kind on a day.

    ``generated`` and ``by_hand`` give ``id, entitled, unknown``; ``counted_by_hand(table)`` counts the bits kept in a table of
    ``<subject>_id, entitled, unknown`` up the tree (``roll_up`` is ours, with ``bits``); ``one`` gives each criterion of each service for the subject ``$1``.
    """

    services: int
    criteria: int
    distinct: int
    generated: str
    by_hand: str
    bits: Sequence[int]
    counted_by_hand: Callable[[str], str]
    one: str


def exported(*, subject: str, day: date) -> dict[str, Any]:
    """The same for a program of another engine, as JSON has it; nobody has filled in a form.

    ``criteria``: every distinct plan once. ``services``: bit, key and the places of their criteria in that list. ``facts``: a query of
    ``id`` and all that the plans read, ``columns`` their names and types (help as ``h_<service>__<period>__times`` or ``__fen``, never null).
    ``generated``, ``one``: our statements, for measuring in the same run.
    """
    found = compiled_services(subject)
    services = {bit: [unasked(c.plan) for c in each.criteria] for bit, each in found.items()}
    distinct = list(dict.fromkeys(plan for plans in services.values() for plan in plans))
    columns = _columns(distinct)
    asked = statements(subject=subject, day=day)
    return {
        "subject": subject, "day": day.isoformat(), "criteria": [as_json(plan) for plan in distinct],
        "services": [
            {"bit": bit, "key": found[bit].definition.key, "criteria": [distinct.index(plan) for plan in plans]}
            for bit, plans in services.items()
        ],
        "facts": _facts_out(subject, distinct, columns, day), "columns": {name: kind for name, (kind, _) in columns.items()},
        "generated": asked.generated, "one": asked.one,
    }  # fmt: skip


def _columns(plans: Sequence[Plan]) -> dict[str, tuple[Type, str]]:
    """What the plans read: name → type and SQL."""
    nodes = [node for plan in plans for node in walk(plan)]
    read = {node.column: (node.type, to_sql(node)) for node in nodes if isinstance(node, Fact)}
    read |= {node.column: (Type.DATE, f'f."{node.column}"') for node in nodes if isinstance(node, Fresh)}
    read |= {_help_column(node): (Type.INT, to_sql(node)) for node in nodes if isinstance(node, Helped)}
    return read


def _help_column(helped: Helped) -> str:
    return f"h_{helped.service.replace('-', '_')}__{helped.period}__{helped.column}"


def _facts_out(subject: str, plans: Sequence[Plan], columns: dict[str, tuple[Type, str]], day: date) -> str:
    listed = "".join(f', {sql} as "{name}"' for name, (_, sql) in columns.items())
    key = f"f.{subject}_id"
    return f"select {key} as id{listed} from {facts_table(subject)} f{on_day(day)}{help_join(plans, key)}"


def statements(*, subject: str, day: date) -> Statements:
    """Of all services that are published for the subject."""
    services = {bit: [c.plan for c in found.criteria] for bit, found in compiled_services(subject).items()}
    plans = [unasked(plan) for criteria in services.values() for plan in criteria]
    return Statements(
        services=len(services),
        criteria=len(plans),
        distinct=len(set(plans)),
        generated=judged(subject, services, day=day),
        by_hand=by_hand(subject, services, day),
        bits=sorted(services),
        counted_by_hand=lambda table: counted_by_hand(subject, sorted(services), table),
        one=reasons(subject, services, day),
    )


@dataclass(frozen=True, slots=True)
class PastStatements:
    """Statements of the bench that asks what the past costs; they are rolled back. All but ``size`` read ``%(ids)s``.

    ``known``: known since the day ``%(day)s``. ``spoil``: ``changed`` facts of each are not what their sources say. ``copied``: the
    past as a temporary table of its own, without the holes of what was rolled back; ``size``: its rows and bytes, index included.
    """

    known: str
    spoil: str
    changed: int
    copied: str
    size: str


def past_statements(*, subject: str) -> PastStatements:
    """A few facts that are yes or no are turned over."""
    table, key, past = facts_table(subject), f"{subject}_id", past_table(subject)
    turned = [name for name, kind in columns_of(subject).items() if kind == "boolean"][:3]
    changes = ", ".join(f'"{name}" = not coalesce("{name}", false)' for name in turned)
    whom = f"where {key} = any(%(ids)s)"
    return PastStatements(
        known=f"update {table} set known_since = %(day)s {whom}",
        spoil=f"update {table} set {changes} {whom}",
        changed=len(turned),
        copied=f"create temp table bench_past (like {past} including all); insert into bench_past select * from {past}",
        size="select count(*), pg_total_relation_size('bench_past') from bench_past",
    )
