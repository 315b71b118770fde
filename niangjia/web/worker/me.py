"""Her card, her data, her settings, her messages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.base import clock
from niangjia.campaigns import api as campaigns
from niangjia.messages import api as messages
from niangjia.pairs import api as pairs
from niangjia.people import api as people
from niangjia.web.accounts.actors import actor_of
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.me_page import card_of, inbox_page, looks_page, me_page


def site_of(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


@page
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    return show(request, "me", me_page(actor_of(request), site=site_of(request)), here="me")


@page
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The card again with a fresh code."""
    found = card_of(people.profile(actor_of(request).id), site=site_of(request))
    return render(request, "web/worker/_card.html", {"card": found}) if found else HttpResponse(status=204)


@page
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """谁看过我的资料."""
    return show(request, "looks", looks_page(actor_of(request).id), here="me")


@page
@require_POST
def data(request: HttpRequest) -> HttpResponse:
    """Everything kept about her as a file (个人信息保护法 Art.45); that it was taken is written down."""
    by = actor_of(request)
    people.note_export(by=by, person_id=by.id)
    kept = people.data_of(by.id) | {
        "meetings_of_singles": pairs.data_of(by.id),
        "campaigns": campaigns.data_of(by.id),
    }
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="niangjia-{clock.today().isoformat()}.json"'
    return response


@page
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Her messages, newest first."""
    return show(request, "messages", inbox_page(actor_of(request).id, before=_id(request.GET.get("before", ""))))


@page
@require_safe
def open_message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Mark it read and go where it leads."""
    by = actor_of(request)
    found = next((m for m in messages.inbox(person_id=by.id, limit=200) if m.id == message_id), None)
    messages.mark_read(by=by, message_id=message_id)
    return redirect(found.link if found and found.link.startswith("/") else "/messages/")


@page
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    messages.mark_read(by=actor_of(request))
    notes.success(request, _("都看过了。"))
    return redirect("/messages/")


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
