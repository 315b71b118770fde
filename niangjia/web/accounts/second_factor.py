"""What a signed-in request must have before any page: a session that is not over, a person, and for officers a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from niangjia.web.accounts.actors import actor_of
from niangjia.web.accounts.sessions import is_over

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
FREE_NAMES = ("account_", "mfa_")  # signing in, out and enrolling
FREE = frozenset({"health", "set_language"})
FREE_NAMESPACES = frozenset({"look", "demo"})


class SecondFactorMiddleware:
    """After allauth's own middleware, before every view but those of signing in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or _is_free(request):
            return None
        officer = actor_of(request).is_officer
        if is_over(request, officer=officer):
            logout(request)
            messages.info(request, _("为了安全，登录已经到期，请再登录一次。"))
            return _send(request, "account_login")
        if request.user.person_id is None:
            return _send(request, "account_claim")
        if officer and not has_second_factor(request):
            return _send(request, "mfa_reauthenticate" if is_mfa_enabled(request.user, STRONG) else "account_enrol")
        return None


def has_second_factor(request: HttpRequest) -> bool:
    """Whether an authenticator app or a passkey was shown in this session; a recovery code stands for the app."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def _is_free(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return True
    name = match.url_name or ""
    return name.startswith(FREE_NAMES) or name in FREE or bool(FREE_NAMESPACES.intersection(match.namespaces))


def _send(request: HttpRequest, name: str) -> HttpResponse:
    """To another page and back afterwards; a partial request moves the whole page."""
    back = request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else "/"
    url = f"{reverse(name)}?{urlencode({'next': back})}"
    return HttpResponseClientRedirect(url) if request.headers.get("HX-Request") else HttpResponseRedirect(url)
