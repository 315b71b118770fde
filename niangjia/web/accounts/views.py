"""Views of signing in that are ours; the rest is allauth's, under our templates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.kernel.errors import Refusal
from niangjia.people import api as people
from niangjia.people.errors import ClaimLocked
from niangjia.web.accounts.actors import actor_of
from niangjia.web.accounts.forms import ClaimForm
from niangjia.web.accounts.second_factor import STRONG


def next_of(request: HttpRequest) -> str:
    """Where the visitor was going, if that is one of our own pages."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else str(settings.LOGIN_REDIRECT_URL)


class EnrolTotp(ActivateTOTPView):
    """An app that was just shown to work counts as shown in this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp", reauthenticated=True)
        return response


class AddPasskey(AddWebAuthnView):
    """A passkey that was just made counts as shown in this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn", reauthenticated=True)
        return response


@login_required
@never_cache
def enrol(request: HttpRequest) -> HttpResponse:
    """An officer without a second factor chooses one; nothing else is open to her before."""
    if is_mfa_enabled(request.user, STRONG):
        return redirect("mfa_index")
    return render(request, "web/accounts/enrol.html", {"officer_label": actor_of(request).label})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """Whose number is this? The person of the roster confirms by the end of her ID number, or says that it is not her."""
    login: Any = request.user
    if login.person_id:
        return HttpResponseRedirect(next_of(request))
    form, refusal = ClaimForm(request.POST or None), None
    if request.method == "POST":
        try:
            if _answer(request.POST.get("action", ""), login.id, form):
                return HttpResponseRedirect(next_of(request))
        except Refusal as no:
            refusal = no
        login.refresh_from_db()
    elif people.claim_state(login) is None:
        people.verify_phone(login_id=login.id)
        return HttpResponseRedirect(next_of(request))
    state = people.claim_state(login)
    locked = isinstance(refusal, ClaimLocked) or (state is not None and state.left == 0)
    context = {
        "form": form,
        "state": state,
        "refusal": refusal,
        "locked": locked,
        "locked_text": ClaimLocked(),
        "next": next_of(request),
    }
    return render(request, "web/accounts/claim.html", context, status=422 if refusal or form.errors else 200)


def _answer(action: str, login_id: UUID, form: ClaimForm) -> bool:
    if action == "afresh":
        people.start_afresh(login_id=login_id)
        return True
    if form.is_valid():
        people.claim_person(login_id=login_id, last_six=form.cleaned_data["last_six"])
        return True
    return False


@login_required
@require_POST
def logout_everywhere(request: HttpRequest) -> HttpResponse:
    """Out on every device, this one included."""
    login: Any = request.user
    people.end_sessions(by=actor_of(request), login_id=login.id)
    logout(request)
    return redirect(reverse("account_login"))
