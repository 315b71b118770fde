"""One request, one memory (``base.memo``)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from niangjia.base.memo import remembering

Respond = Callable[[HttpRequest], HttpResponse]


def remember_once(get_response: Respond) -> Respond:
    """Middleware: what a page asks twice is asked of the database once."""

    def respond(request: HttpRequest) -> HttpResponse:
        with remembering():
            return get_response(request)

    return respond
