"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.messages import api as messages_api
from niangjia.web.accounts.actors import actor_of
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.home_page import first_amount, home_page, today_page


@page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What she can have now comes first."""
    found = home_page(actor_of(request))
    return show(request, "home", found, here="home", mine=found.mine)


@page
@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """The first offer with its amount, put in place when the page stands."""
    found = first_amount(actor_of(request))
    if found is None:
        return HttpResponse(status=204)
    return render(request, "web/worker/_first.html", {"offer": found[0], "fen": found[1]})


@page
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Notices that run today; and the bell, when something waits to be read."""
    unread = messages_api.unread_count(person_id=actor_of(request).id)
    return render(request, "web/worker/_today.html", {"page": today_page(), "unread": unread})
