"""Figures that a definition names: their records are the delivered cases, the bookings that stand for themselves, or the payments that have arrived."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from niangjia.base.declare import Figure, Tally, figures
from niangjia.catalogue import api as catalogue

ANSWERED = ("casework_case", "quotas_v_booking")
Rows = Literal["casework_v_record", "casework_v_payment"]
DELIVERED = """
    from {rows} c
    where ({services}) and c.delivered_on >= date '2015-11-23' and c.delivered_on <= %(today)s
      and starts_with(c.path, %(path)s)
"""
RECORD = """
    c.delivered_on as day, c.number as title, c.who, c.union_name as where_, c.amount_fen / 100.0 as amount,
    {kind} as link_kind, c.id as link_id
"""
# Somebody helped twice is one person; her latest case stands for her.
ONE_EACH = "select distinct on (c.subject_kind, c.subject_id) {record} {delivered} order by c.subject_kind, c.subject_id, c.delivered_on desc, c.id"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a definition may count: ``value`` is the figure, ``drill`` gives the records it is made of, out of the view ``rows``.

    ``kept`` in the counts of the tree, where a record adds ``amount`` (to the bucket ``bucket``), or its subject counts ``once``.
    """

    value: str
    of: Literal["count", "sum", "largest"]
    drill: str = "select {record} {delivered}"
    rows: Rows = "casework_v_record"
    kept: Literal["whole", "fen"] = "whole"
    once: bool = False
    bucket: str = "0"
    amount: str = "1"


MEASURES = {
    "people": Measure("count(distinct (c.subject_kind, c.subject_id))", "count", ONE_EACH, once=True),
    "cases": Measure("count(*)", "count"),
    # What has been paid, payment by payment: of a grant in parts those that have arrived.
    "yuan": Measure(
        "coalesce(sum(c.amount_fen), 0) / 100.0", "sum", rows="casework_v_payment", kept="fen", amount="c.amount_fen"
    ),
    # Without a payment there is no largest one: not known, never zero.
    "largest_yuan": Measure("max(c.amount_fen) / 100.0", "largest", kept="fen", bucket="coalesce(c.amount_fen, 0)"),
}


@dataclass
class Named:
    """A figure as the definitions name it: which cases count, the way the first of them says."""

    counts: str
    zh: str
    en: str
    unit: str
    cases: list[str] = field(default_factory=list)

    @property
    def measure(self) -> Measure:
        return MEASURES[self.counts]

    @property
    def condition(self) -> str:
        return " or ".join(f"({cases})" for cases in self.cases)


def service_figures() -> list[Figure]:
    """One figure per key that the published definitions name. Services that share a key are counted together, the way the first says."""
    return [_figure(key, named) for key, named in sorted(_named().items())]


def service_tally() -> Tally:
    """What a delivered case and its payments add to these figures; a key that a package claims is counted there."""
    return _tally(
        catalogue.stamp(), (("casework_v_case", "casework_v_record"), ("casework_v_payment", "casework_v_payment"))
    )


def booking_tally() -> Tally:
    """The same of bookings without a case. One kind with the cases: who has had both counts once."""
    return _tally(catalogue.stamp(), (("casework_v_booking", "casework_v_record"),))


@lru_cache(maxsize=8)
def _tally(_: Decimal, sources: tuple[tuple[str, str], ...]) -> Tally:
    """Records out of these views, each with the rows of the measures that count them; kept as long as the catalogue stays as it is."""
    named = _unclaimed()

    def added(keys: Collection[str]) -> str:
        some = {key: each for key, each in named.items() if key in keys}
        return " union all ".join(_added(view, some, of=rows) for view, rows in sources)

    return Tally(
        kind="case",
        keys=tuple(named),
        id="c.id",
        union="c.union_id",
        who="c.subject_id",
        sql=added(named),
        narrow=added,
    )


def _unclaimed() -> dict[str, Named]:
    claimed = {figure.key for figure in figures()}
    return {key: each for key, each in sorted(_named().items()) if key not in claimed}


def _added(rows: str, named: Mapping[str, Named], *, of: str) -> str:
    adding = " union all ".join(_adding(key, each) for key, each in named.items() if each.measure.rows == of)
    return f"""
        select c.id, n.who, c.union_id, n.key, c.delivered_on as day, n.bucket, n.amount
        from {rows} c cross join lateral ({adding or NOTHING}) n
        where {{these}} and c.delivered_on >= date '2015-11-23' and n.amount <> 0
    """


NOTHING = "select null::uuid as who, '' as key, 0 as bucket, 0 as amount where false"


def _named() -> dict[str, Named]:
    found: dict[str, Named] = {}
    for definition in (service for service in catalogue.services() if service.state == "open"):
        for figure in definition.figures:
            new = Named(figure.counts, figure.title["zh"], figure.title["en"], figure.unit)
            found.setdefault(figure.key, new).cases.append(_cases(definition.key, figure.when))
    return found


def _cases(service: str, answers: Mapping[str, Any] | None) -> str:
    """The cases of a service, or only those with these answers: names and values out of the checked definition."""
    if not answers:
        return f"c.service = '{service}'"
    said = json.dumps(dict(answers))
    answered = " union all ".join(
        f"select from {each} k where k.id = c.id and k.answers @> '{said}'" for each in ANSWERED
    )
    return f"c.service = '{service}' and exists ({answered})"


def _adding(key: str, named: Named) -> str:
    measure = named.measure
    who = "c.subject_id" if measure.once else "null::uuid"
    return (
        f"select {who} as who, '{key}' as key, {measure.bucket} as bucket, {measure.amount} as amount"
        f" where {named.condition}"
    )


def _figure(key: str, named: Named) -> Figure:
    measure = named.measure
    delivered = DELIVERED.format(rows=measure.rows, services=named.condition)
    record = RECORD.format(kind="'case'" if measure.rows == "casework_v_payment" else "c.kind")
    return Figure(
        key=key, zh=named.zh, en=named.en, unit=named.unit, period="six_years", sql=f"select {measure.value} {delivered}",
        drill=measure.drill.format(record=record, delivered=delivered), measure=measure.of, kept=measure.kept,
    )  # fmt: skip
