"""Figures that a definition names: their records are the delivered cases, or the payments that have arrived."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from niangjia.base.declare import Figure
from niangjia.catalogue import api as catalogue

DELIVERED = """
    from {rows} c
    where ({services}) and c.delivered_on >= date '2015-11-23' and c.delivered_on <= %(today)s
      and starts_with(c.path, %(path)s)
"""
RECORD = """
    c.delivered_on as day, c.number as title, c.who, c.union_name as where_, c.amount_fen / 100.0 as amount,
    'case' as link_kind, c.id as link_id
"""
# Somebody helped twice is one person; her latest case stands for her.
ONE_EACH = "select distinct on (c.subject_kind, c.subject_id) {record} {delivered} order by c.subject_kind, c.subject_id, c.delivered_on desc, c.id"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a definition may count: ``value`` is the figure, ``drill`` gives the records it is made of, out of the view ``rows``."""

    value: str
    of: Literal["count", "sum", "largest"]
    drill: str = "select {record} {delivered}"
    rows: str = "casework_v_case"


MEASURES = {
    "people": Measure("count(distinct (c.subject_kind, c.subject_id))", "count", ONE_EACH),
    "cases": Measure("count(*)", "count"),
    # What has been paid, payment by payment: of a grant in parts those that have arrived.
    "yuan": Measure("coalesce(sum(c.amount_fen), 0) / 100.0", "sum", rows="casework_v_payment"),
    # Without a payment there is no largest one: not known, never zero.
    "largest_yuan": Measure("max(c.amount_fen) / 100.0", "largest"),
}


def service_figures() -> list[Figure]:
    """One figure per key that the published definitions name. Services that share a key are counted together, the way the first says."""
    counted: dict[str, list[str]] = defaultdict(list)
    named: dict[str, tuple[str, str, str, str]] = {}
    for definition in (found for found in catalogue.services() if found.state == "open"):
        for figure in definition.figures:
            counted[figure.key].append(_cases(definition.key, figure.when))
            named.setdefault(figure.key, (figure.counts, figure.title["zh"], figure.title["en"], figure.unit))
    return [_figure(key, counted[key], *named[key]) for key in sorted(named)]


def _cases(service: str, answers: Mapping[str, Any] | None) -> str:
    """The cases of a service, or only those with these answers: names and values out of the checked definition."""
    if not answers:
        return f"c.service = '{service}'"
    said = json.dumps(dict(answers))
    return (
        f"c.service = '{service}' and exists (select from casework_case k where k.id = c.id and k.answers @> '{said}')"
    )


def _figure(key: str, counted: list[str], counts: str, zh: str, en: str, unit: str) -> Figure:
    measure = MEASURES[counts]
    delivered = DELIVERED.format(rows=measure.rows, services=" or ".join(f"({cases})" for cases in counted))
    return Figure(
        key=key, zh=zh, en=en, unit=unit, period="six_years", sql=f"select {measure.value} {delivered}",
        drill=measure.drill.format(record=RECORD, delivered=delivered), measure=measure.of,
    )  # fmt: skip
