"""Looking at a certificate by its number: whose, masked, what for, and whether it is valid."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from niangjia.activities import api as activities
from niangjia.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    certificate: activities.CertificateView
    said: str


@never_cache
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """One that was never given does not exist."""
    try:
        found = activities.certificate_numbered(number)
    except NotFound as missing:
        raise Http404 from missing
    page = CertificateCheck(found, activities.sentence(found))
    return render(request, "web/public/certificate.html", {"page": page, "here": "certificate"})
