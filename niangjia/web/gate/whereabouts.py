"""Where a browser finds the gate from the page it is on."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def gate_url(host: str) -> str:
    """As set; else the same host and the gate's port, by the page's own scheme."""
    return settings.NIANGJIA_GATE_URL or f"//{host.rpartition(':')[0] or host}:{settings.NIANGJIA_GATE_PORT}"


def allow_gate(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let this page's script speak to the gate, which may stand on another port."""
    url = gate_url(request.get_host())
    if url.startswith("//"):
        response._csp_update = {"connect-src": [f"{request.scheme}:{url}"]}  # type: ignore[attr-defined]  # django-csp reads it
    return response
