"""Giving back an upload to whoever may see it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse

from niangjia.base import files
from niangjia.web.accounts.actors import actor_of
from niangjia.web.worker.frame import page


@page
def file(request: HttpRequest, file_id: UUID) -> StreamingHttpResponse:
    """Not found, not allowed and erased look the same."""
    opened = files.open_for(by=actor_of(request), file_id=file_id, download="save" in request.GET)
    return StreamingHttpResponse(opened.chunks, headers=dict(opened.headers))
