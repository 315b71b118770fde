"""The demo's phone: the text messages that went out, in plain. Outside demo mode there is no such page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from niangjia.messages import api as messages
from niangjia.web.templatetags.nj import monthdaytime

LINK = re.compile(r"https?://[^/\s]+(/\S*)")


@dataclass(frozen=True, slots=True)
class Text:
    """One text message. ``href``: the path of the link in it, on this very host."""

    phone: str
    body: str
    when: str
    href: str = ""


@never_cache
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """Open to strangers, because the code is needed before signing in; the phones are invented."""
    if not settings.NIANGJIA_DEMO:
        raise Http404
    rows = messages.demo_codes(phone=request.GET.get("phone", "").strip())
    texts = [Text(row.phone, row.body, monthdaytime(row.at), _path_in(row.body)) for row in rows]
    return render(request, "web/worker/demo_phone.html", {"page": texts, "here": ""})


def _path_in(body: str) -> str:
    found = LINK.search(body)
    return found[1] if found else ""
