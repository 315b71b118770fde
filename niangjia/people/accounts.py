"""What django-allauth asks of us: phones instead of e-mail, one way in for known and unknown numbers, sealed secrets."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Protocol

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.fields import PhoneField
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.phone import parse_mobile
from niangjia.people.access import actor_for, signed_in
from niangjia.people.actions.ensure_login import ensure_login
from niangjia.people.actions.second_factor import open_secret, seal_secret
from niangjia.people.actions.verify_phone import verify_phone
from niangjia.people.models import Login


class Backend(AuthenticationBackend):
    """allauth's, but for who is behind a session: one statement tells the login and its actor."""

    def get_user(self, user_id: Any) -> Login | None:
        login = signed_in(user_id)
        return login if login and self.user_can_authenticate(login) else None


SMS_PORT = "niangjia.messages.api.send_sms"


class SmsPort(Protocol):
    """Whoever carries a text message to a phone (eleven digits)."""

    def __call__(self, *, phone: str, text: str) -> object: ...


def sms_port() -> SmsPort:
    """The function named by ``NIANGJIA_SMS_PORT``: messages stand above people, so the name is looked up when it is needed."""
    port: SmsPort = import_string(getattr(settings, "NIANGJIA_SMS_PORT", SMS_PORT))
    return port


class MobileField(PhoneField):
    """A mobile number as people write it: 138 1234 5678, +86 138-1234-5678, full width. Cleans to +8613812345678."""

    default_error_messages = {"invalid": _("手机号码不对，应是 11 位、1 开头。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label = _("手机号")
        self.error_messages["required"] = _("请填写手机号。")
        self.widget.attrs |= {
            "type": "tel", "inputmode": "tel", "autocomplete": "tel", "placeholder": _("11 位手机号"), "maxlength": "20",
        }  # fmt: skip

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return super().clean("")
        number = parse_mobile(text)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().clean(f"+86{number}")


class Adapter(DefaultAccountAdapter):
    """Phone → code → in, for everybody. There is no sign-up: who comes with an unknown number is a new person."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("验证码不对，请再看一眼短信。"),
        "too_many_login_attempts": _("试得太多了，请过一会儿再试。急用请拨打 12351。"),
        "rate_limited": _("试得太多了，请过一会儿再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def phone_form_field(self, **kwargs: Any) -> MobileField:
        return MobileField(**kwargs)

    def get_user_by_phone(self, phone: str) -> Login | None:
        """The login of the number; one is made for a number never seen, so that both look alike (limits: ACCOUNT_RATE_LIMITS)."""
        number = parse_mobile(phone)
        return ensure_login(phone=number) if number else None

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (f"+86{user.phone.reveal()}", user.phone_verified) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        raise NotImplementedError("a login is its phone; a new phone is a new login")

    def set_phone_verified(self, user: Any, phone: str) -> None:
        user.person_id = verify_phone(login_id=user.id)
        user.phone_verified = True

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        text = _("【娘家】验证码 {code}，3 分钟内有效。工会不会向你要验证码，任何人来要都不要给。").format(code=code)
        sms_port()(phone=parse_mobile(phone) or phone, text=text)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Never reached: every number has a login by then."""

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Never reached: there is no sign-up."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nobody has an e-mail address here."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, message: Any = None, **kwargs: Any) -> None:
        """Errors are told; of what went well our pages speak for themselves."""
        if message:
            messages.add_message(request, level, message)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_URL)


class MfaAdapter(DefaultMFAAdapter):
    """Second factors of officers: secrets sealed, the QR code drawn without a further library."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("验证码不对。请用验证器上现在这一个，用过的不能再用。"),
        "cannot_delete_authenticator": _("工会干部必须保留一种第二验证方式。"),
    }

    def encrypt(self, text: str) -> str:
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        return str(user.phone_masked)

    def _get_user_identifier(self, user: Any) -> str:
        return actor_for(user).label

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """What the device's list of passkeys shows: name and union, not a key of ours."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": actor_for(user).label}

    def _get_site_name(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)

    def build_totp_svg(self, url: str) -> str:
        drawn = BytesIO()
        segno.make(url, error="m").save(
            drawn, kind="svg", scale=5, dark="#2b2522", light="#ffffff", border=3, xmldecl=False
        )
        return drawn.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays: an officer without a second factor could not work."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's name
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("通行密钥 {number}").format(number=count + 1)
