"""Lists of the desk to take away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse

from niangjia.base.files import XLSX
from niangjia.base.spreadsheets import write_list


def as_workbook(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """As the file ``name``.xlsx."""
    book = BytesIO()
    write_list(book, head, rows)
    response = HttpResponse(book.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
