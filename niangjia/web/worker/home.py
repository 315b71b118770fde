"""The first page and its small answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.messages import api as messages_api
from niangjia.people import api as people
from niangjia.web.accounts.actors import actor_of
from niangjia.web.shell.refusals import came_from
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.home_page import first_amount, home_page, question_fields, today_page


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


@page
@require_POST
def answer(request: HttpRequest, field: str) -> HttpResponse:
    """One fact about herself; "cannot say" keeps it unknown and is no no."""
    if field not in question_fields():
        raise Http404
    by, said = actor_of(request), request.POST.get("answer", "")
    if said in {"yes", "no"}:
        people.update_profile(by=by, person_id=by.id, **{field: said == "yes"})
        messages.success(request, _("记下了，能办的已经重新算过。"))
    else:
        messages.info(request, _("说不清也没关系，工会会帮着核实。"))
    return redirect(came_from(request))
