"""The journal's published roots: whoever keeps a copy can prove any later change, also one by the owner of the machine."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.base import journal

PAGE = 30


@require_safe
def roots(request: HttpRequest) -> HttpResponse:
    """The seals, newest first."""
    before = request.GET.get("before", "")
    found = journal.published_roots(
        before=int(before) if before.isdecimal() and len(before) < 10 else None, limit=PAGE + 1
    )
    older = found[PAGE - 1].number if len(found) > PAGE else None
    there = journal.published_file().exists()
    page = {"roots": found[:PAGE], "older": older, "there": there, "here": "roots"}
    return render(request, "web/public/roots.html", page)


@require_safe
def file(request: HttpRequest) -> HttpResponseBase:
    """The file as published, line by line, to keep elsewhere and to hand to ``niangjia verify --roots``."""
    path = journal.published_file()
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), content_type="application/jsonl", as_attachment=True, filename="roots.jsonl")
