"""The catalogue and a service."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from niangjia.web.accounts.actors import actor_of
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.services_page import service_page, services_page


@page
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """All services with their marks; ``only`` and ``q`` narrow them."""
    found = services_page(actor_of(request).id, only=request.GET.get("only", ""), q=request.GET.get("q", "").strip())
    return show(request, "services", found, here="services", mine=found.mine)


@page
@require_safe
def service(request: HttpRequest, key: str) -> HttpResponse:
    """Verdict, reasons, money, clocks, documents, one button."""
    return show(request, "service", service_page(actor_of(request).id, key), here="services")
