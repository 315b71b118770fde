"""Her points."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from niangjia.web.accounts.actors import actor_of
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.points_page import points_page


@page
@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Balance, what expires when, every line with its reason, how points are earned."""
    found = points_page(actor_of(request).id, before=_id(request.GET.get("before", "")))
    return show(request, "points", found, here="me")


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
