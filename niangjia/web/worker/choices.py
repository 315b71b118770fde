"""What she says of herself, and what she wants to be told."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.people import api as people
from niangjia.web.accounts.actors import actor_of
from niangjia.web.shell.refusals import came_from
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.offers_page import is_offered, offers_page
from niangjia.web.worker.questions import answers_of, told_page

TOLD = "/me/told/"


@page
@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """One fact about herself; "cannot say" keeps it unknown and is no no."""
    if people.question_named(key) is None:
        raise Http404
    by, said = actor_of(request), answers_of(request.POST)
    people.tell(by=by, person_id=by.id, question=key, answers=said)
    if said is None:
        notes.info(request, _("说不清也没关系，三个月内不再问你。"))
    else:
        notes.success(request, _("记下了，能办的已经重新算过。"))
    return redirect(TOLD if request.POST.get("next") == TOLD else came_from(request))


@page
@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """All she has said of herself, to correct or take back."""
    return show(request, "told", told_page(actor_of(request).id, request.GET.get("q", "")), here="me")


@page
@require_POST
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Unknown again."""
    if people.question_named(key) is None:
        raise Http404
    by = actor_of(request)
    people.take_back(by=by, person_id=by.id, question=key)
    notes.success(request, _("收回了，就当没说过。"))
    return redirect(TOLD)


@page
@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """Of what she is told."""
    return show(request, "offers", offers_page(actor_of(request).id), here="me")


@page
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Told of one service, or of any, or not."""
    service, wanted = request.POST.get("service", ""), request.POST.get("wanted") == "1"
    if not is_offered(service):
        raise Http404
    by = actor_of(request)
    people.choose_offers(by=by, person_id=by.id, service=service, wanted=wanted)
    notes.success(request, _("好，有了就告诉你。") if wanted else _("好，不告诉你了。想要的时候再打开。"))
    return redirect("/me/offers/")
