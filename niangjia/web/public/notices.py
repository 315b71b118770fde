"""公示: what runs, one by its token, and what has ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.kernel.errors import NotFound, Refusal
from niangjia.notices import api as notices_api
from niangjia.web.objections import object_to
from niangjia.web.public.notice_page import notice_page, row_of
from niangjia.web.public.objecting import Objecting, told_in
from niangjia.web.public.robots import unlisted

GONE = 410
UNFIT = 422
LOOK_BACK = 1000


@unlisted
@require_safe
def running(request: HttpRequest) -> HttpResponse:
    """What the public may look at today, the soonest to end first."""
    return render(request, "web/public/notices.html", {"lines": notices_api.open_notices(), "here": "notices"})


@unlisted
@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """Number, title and digest of what was public once."""
    return render(request, "web/public/notices_ended.html", {"lines": notices_api.ended_notices(), "here": "notices"})


@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, token: str) -> HttpResponse:
    """One running notice and the form to object; after its end only number and digest."""
    found = notices_api.public_notice(token=token)
    if found is None:
        return _over(request, token)
    typed = Objecting.typed(request.POST) if request.method == "POST" else Objecting()
    if request.method == "POST":
        try:
            _object(token, found, typed)
        except NotFound:
            return _over(request, token)
        except Refusal as refusal:
            typed = told_in(typed, refusal)
        else:
            messages.success(request, _("收到了你的异议。这一户先停办，查清以后给你书面答复。"))
            return HttpResponseRedirect(request.path)
    page = {"page": notice_page(found), "form": typed, "here": "notices"}
    return render(request, "web/public/notice.html", page, status=UNFIT if typed.refused else 200)


@unlisted
@require_safe
def roster(request: HttpRequest, token: str) -> HttpResponse:
    """The text whose SM3 is the digest, as long as the whole roster is public."""
    text = notices_api.notice_bytes(token=token)
    if text is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="roster.txt"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


def _object(token: str, found: notices_api.PublicNotice, typed: Objecting) -> None:
    """The form names the row by its number: what stands behind it never leaves the house."""
    ref = row_of(found, typed.no)
    object_to(token=token, ref=ref, name=typed.name, phone=typed.phone, text=typed.text)


def _over(request: HttpRequest, token: str) -> HttpResponse:
    """Gone, with what remains of it; an address that never was looks the same but for that."""
    line = next((line for line in notices_api.ended_notices(limit=LOOK_BACK) if line.token == token), None)
    return render(
        request, "web/public/notice_over.html", {"line": line, "here": "notices"}, status=GONE if line else 404
    )
