"""Figures that a definition names: their records are the delivered cases."""

from __future__ import annotations

from collections import defaultdict

from niangjia.base.declare import Figure
from niangjia.catalogue import api as catalogue

MEASURES = {
    "people": "count(distinct c.subject_id)",
    "cases": "count(*)",
    "yuan": "coalesce(sum(c.amount_fen), 0) / 100.0",
    "largest_yuan": "coalesce(max(c.amount_fen), 0) / 100.0",
}
RECORDS = """
from casework_v_case c
where c.service in ({services}) and c.state in ('delivered', 'rated', 'archived') and c.delivered_on is not null
  and c.delivered_on <= %(today)s and c.delivered_on > %(today)s::date - interval '6 years' and c.path like %(path)s || '%%'
"""


def service_figures() -> list[Figure]:
    """One figure per key that the open services name; services that share a key are counted together."""
    services: dict[str, list[str]] = defaultdict(list)
    named: dict[str, tuple[str, str, str, str]] = {}
    for definition in catalogue.services():
        for figure in definition.figures:
            services[figure.key].append(definition.key)
            named[figure.key] = (figure.counts, figure.title["zh"], figure.title["en"], figure.unit)
    return [_figure(key, services[key], *named[key]) for key in sorted(named)]


def _figure(key: str, services: list[str], counts: str, zh: str, en: str, unit: str) -> Figure:
    records = RECORDS.format(services=", ".join(f"'{service}'" for service in services))
    return Figure(
        key=key,
        zh=zh,
        en=en,
        unit=unit,
        period="six_years",
        sql=f"select {MEASURES[counts]} {records}",
        drill=(
            "select c.delivered_on as day, c.number as title, c.who, c.union_name as where_,"
            f" c.amount_fen / 100.0 as amount, 'case' as link_kind, c.id as link_id {records}"
        ),
    )
