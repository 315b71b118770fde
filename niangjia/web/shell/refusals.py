"""A rule said no: how pages say it. One place for the phone and the console."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from niangjia.kernel.errors import NotAllowed, NotFound, Refusal
from niangjia.web.shell.texts import tell

View = Callable[..., HttpResponseBase]
CONFLICT = 409


def told(view: View) -> View:
    """Around a view: NotFound is 404, NotAllowed 403; every other refusal is said on the page it came from, with the way on."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing
        except NotAllowed:
            return render(request, "403.html", status=403)
        except Refusal as refusal:
            return said(request, refusal)

    return wrapped


def said(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as an answer: a note into the page (partial), a message on the page before (form), or a page of its own."""
    words = tell(refusal)
    if request.headers.get("HX-Request"):
        response = render(request, "web/parts/_told.html", {"told": words})
        response["HX-Retarget"], response["HX-Reswap"] = "#main", "afterbegin show:window:top"
        return response
    if request.method == "POST":
        messages.warning(request, str(words))
        return HttpResponseRedirect(came_from(request))
    return render(request, "web/parts/refused.html", {"told": words}, status=CONFLICT)


def came_from(request: HttpRequest) -> str:
    """The page the form stood on; the site's first page when the browser does not say."""
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if ours else "/"
