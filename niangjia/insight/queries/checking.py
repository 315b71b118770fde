"""Figures that the tree keeps, against what their own queries count."""

from __future__ import annotations

from decimal import Decimal

from niangjia.insight.queries.figures import counted_from_records, produced, values
from niangjia.unions import api as unions

Difference = tuple[str, str, Decimal | None, Decimal | None]


def check_figures() -> tuple[int, list[Difference]]:
    """Of the city and each county: how many values were compared, and (path, key, kept, counted) of those that differ."""
    asked = [figure for figure in produced().values() if figure.kept]
    differing: list[Difference] = []
    paths = ["", *(ref.path for ref in unions.subtree(path="", level="county"))]
    for path in paths:
        kept, counted = values(asked, path), counted_from_records(asked, path)
        differing += [(path, key, kept[key], counted[key]) for key in kept if kept[key] != counted[key]]
    return len(asked) * len(paths), differing
