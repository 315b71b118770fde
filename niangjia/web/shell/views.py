"""What a visitor chooses about the look of every page: large type. Language uses Django's own view."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from niangjia.web.shell.places import ELDER_COOKIE

YEAR = 365 * 24 * 3600


@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """Remember large type (on=1) or normal type (on=0) in a cookie and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    on = "1" if request.POST.get("on") == "1" else "0"
    response.set_cookie(ELDER_COOKIE, on, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response
