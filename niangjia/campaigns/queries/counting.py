"""How many rows belong to another, counted beside it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def how_many(rows: QuerySet[Any], to: str) -> Any:
    """The number of ``rows`` whose column ``to`` is the outer row's id; 0 where there are none."""
    each = rows.filter(**{to: OuterRef("id")}).order_by().values(to).annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(each, output_field=IntegerField()), 0)
