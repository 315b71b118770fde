"""What search engines may keep: names on a notice disappear with it, so nobody may keep a copy."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from niangjia.web.accounts.actors import View


def unlisted(view: View) -> View:
    """No index, no copy, no snippet; and no cache on the way keeps the page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, noarchive, nosnippet"
        response["Cache-Control"] = "no-store"
        return response

    return wrapped
