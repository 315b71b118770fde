"""The order of a rush, for anybody: the seed's fingerprint before, afterwards the seed and every lot, to be computed again."""

from __future__ import annotations

import json
from importlib.resources import files
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.kernel.errors import NotFound
from niangjia.quotas import api as quotas
from niangjia.web.shell.refusals import told

SHOWN = 100


@told
@require_safe
def rush(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """No names: who was there knows the number of her own booking."""
    record = quotas.rush_record(pool_id)
    page = {"rush": record, "lots": record.lots[:SHOWN], "more": max(len(record.lots) - SHOWN, 0), "here": "rush"}
    return render(request, "web/public/rush.html", page)


@told
@require_safe
def file(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """All of it, for who computes it again. Not there before the order is drawn.

    :raises NotFound:
    """
    record = quotas.rush_record(pool_id)
    if not record.seed:
        raise NotFound
    content = {
        "kind": "rush", "pool": str(record.pool_id), "title": record.title, "capacity": record.capacity,
        "opens_at": record.opens_at.isoformat(), "commitment": record.commitment, "seed": record.seed,
        "lots": [{"order": order, "number": str(booking), "lot": lot} for order, booking, lot in record.lots],
    }  # fmt: skip
    response = HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="lots.json"'
    return response


@require_safe
def script(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """Twenty lines that compute it without the platform; the same for every rush."""
    text = files("niangjia.quotas").joinpath("data/rush.txt").read_text(encoding="utf-8")
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rush.py"'
    return response
