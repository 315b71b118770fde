"""The pages of signing in around two stand-ins, so that their tests do not wait for the rest of the house."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from niangjia.web.accounts.actors import actor_of, officer_required, person_required

SMS: list[tuple[str, str]] = []


def keep_sms(*, phone: str, text: str) -> None:
    """Stands for the messages package."""
    SMS.append((phone, str(text)))


@person_required
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse(actor_of(request).label)


@officer_required
def console(request: HttpRequest) -> HttpResponse:
    return HttpResponse(actor_of(request).label)


urlpatterns = [
    path("", home, name="home"),
    path("console/", console, name="console"),
    path("accounts/", include("niangjia.web.accounts.urls")),
    path("", include("niangjia.web.shell.urls")),
]
