"""The few fields of signing in that are not allauth's own."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "7", "placeholder": "", "autofocus": True}


def _as_code(field: forms.Field, label: Any) -> None:
    field.label = label
    field.widget.attrs |= CODE
    field.error_messages["required"] = _("请填写验证码。")


class PhoneForm(RequestLoginCodeForm):
    """The one question of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs |= {"data-icon": "phone", "autofocus": True}


class SmsCodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"], _("短信里的 6 位数字"))


class ChallengeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"], _("验证器上的 6 位数字，或一个恢复码"))
        self.fields["code"].widget.attrs |= {"maxlength": "12", "inputmode": "text"}  # recovery codes are longer


class ChallengeAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"], _("验证器上的 6 位数字，或一个恢复码"))
        self.fields["code"].widget.attrs |= {"maxlength": "12", "inputmode": "text"}


class EnrolTotpForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"], _("验证器上的 6 位数字"))


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("给这把密钥起个名字")
        self.fields["passwordless"].label = _("以后不用手机号，直接用它登录")
        self.fields["passwordless"].help_text = _("要用指纹、面容或锁屏密码确认。")


class EditPasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("名字")


class ClaimForm(forms.Form):
    """The end of her ID number."""

    last_six = forms.CharField(
        label=_("身份证号后 6 位"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": "6", "autofocus": True}),
        error_messages={"required": _("请填写后 6 位。")},
    )
