"""Draws in the open: steps, fingerprints, list, result, and what anybody needs to draw again."""

from __future__ import annotations

from importlib.resources import files
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.quotas import api as quotas
from niangjia.web.draw_words import steps_in_public
from niangjia.web.public.draw_page import draw_page

TEXTS = {"list.csv": "entries", "order.csv": "order_text", "result.csv": "result", "seed.txt": "public_seed"}


@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    """All draws, the latest first."""
    titles = {d.key: d for d in catalogue.services()}
    lines = [(view, titles.get(view.service), steps_in_public(view)) for view in quotas.public_draws()]
    return render(request, "web/public/draws.html", {"lines": lines, "here": "draws", "now": clock.now()})


@require_safe
def draw(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    return render(request, "web/public/draw.html", {"page": draw_page(_found(draw_id)), "here": "draws"})


@require_safe
def file(request: HttpRequest, draw_id: UUID, name: str) -> HttpResponse:
    """list.csv, seed.txt, order.csv (by merit), result.csv, draw.json for the command line, draw.py for anybody."""
    view = _found(draw_id)
    if name == "draw.py":
        return _sent(name, files("niangjia.quotas").joinpath("data/draw.txt").read_text(encoding="utf-8"))
    if name == "draw.json":
        return _sent(name, quotas.public_file(view))
    text = getattr(view, TEXTS.get(name, ""), "")
    if not text:
        raise Http404
    return _sent(name, text)


def _sent(name: str, text: str) -> HttpResponse:
    kind = {"csv": "text/csv", "json": "application/json"}.get(name.rpartition(".")[2], "text/plain")
    response = HttpResponse(text.encode(), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _found(draw_id: UUID) -> quotas.DrawView:
    try:
        return quotas.draw(draw_id=draw_id)
    except NotFound as missing:
        raise Http404(_("没有这一场抽签。")) from missing
