"""The addresses of signing in: exactly those we use of allauth's, and ours. Mounted at /accounts/ without a namespace,

because allauth reverses its own names.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.generic.base import RedirectView

from niangjia.web.accounts import forms, views

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("login/", account.RequestLoginCodeView.as_view(form_class=forms.PhoneForm), name="account_login"),
    path("login/code/", to_login, name="account_request_login_code"),
    path(
        "login/code/confirm/",
        account.ConfirmLoginCodeView.as_view(form_class=forms.SmsCodeForm),
        name="account_confirm_login_code",
    ),
    path("signup/", to_login, name="account_signup"),
    path("claim/", views.claim, name="account_claim"),
    path("logout/", account.logout, name="account_logout"),
    path("logout/everywhere/", views.logout_everywhere, name="account_logout_everywhere"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/enrol/", views.enrol, name="account_enrol"),
    path("2fa/authenticate/", mfa.AuthenticateView.as_view(form_class=forms.ChallengeForm), name="mfa_authenticate"),
    path(
        "2fa/reauthenticate/",
        mfa.ReauthenticateView.as_view(form_class=forms.ChallengeAgainForm),
        name="mfa_reauthenticate",
    ),
    path("2fa/totp/activate/", views.EnrolTotp.as_view(form_class=forms.EnrolTotpForm), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("2fa/webauthn/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", views.AddPasskey.as_view(form_class=forms.AddPasskeyForm), name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("2fa/webauthn/reauthenticate/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path(
        "2fa/webauthn/keys/<int:pk>/edit/",
        webauthn.EditWebAuthnView.as_view(form_class=forms.EditPasskeyForm),
        name="mfa_edit_webauthn",
    ),
]
