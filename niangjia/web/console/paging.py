"""Pages of lists whose rows are already cut: Django's ``Page`` without a query of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator


def window(rows: Sequence[Any], total: int, number: int, size: int) -> Page[Any]:
    """The page ``number`` (cut back to the last) holding ``rows`` of ``total``."""
    paginator = Paginator(range(total), size)
    return Page(list(rows), min(number, paginator.num_pages), paginator)
