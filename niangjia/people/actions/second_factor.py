"""Authenticator apps (RFC 6238): their secrets lie sealed, and the demo alone can compute what they show."""

from __future__ import annotations

import time
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.crypto import seal, unseal
from niangjia.kernel.errors import NotFound

AAD = b"mfa.totp"
SECONDS_PER_CODE = 30


def seal_secret(secret: str) -> str:
    """As the authenticator's row keeps it: text, for it stands in JSON."""
    return seal(secret, aad=AAD).hex()


def open_secret(kept: str) -> str:
    """The secret again, to compare a code with."""
    return unseal(bytes.fromhex(kept), aad=AAD)


def enrol_totp(*, by: Actor, login_id: UUID, secret: str) -> None:
    """Give a login an authenticator with this secret (base 32), instead of the one it has; for the demo's officers and tests.

    People enrol on the page, where they show that the app works.
    """
    with act("people.enrol_totp", by=by, about=("login", login_id)):
        Authenticator.objects.update_or_create(
            user_id=login_id, type=Authenticator.Type.TOTP, defaults={"data": {"secret": seal_secret(secret)}}
        )


def current_totp(*, login_id: UUID) -> str:
    """The code that the login's authenticator shows now; the demo's alone (``niangjia demo code NAME``).

    :raises NotFound: outside demo mode, or no authenticator is enrolled.
    """
    found = Authenticator.objects.filter(user_id=login_id, type=Authenticator.Type.TOTP).first()
    if not settings.NIANGJIA_DEMO or found is None:
        raise NotFound
    return format_hotp_value(hotp_value(open_secret(found.data["secret"]), int(time.time()) // SECONDS_PER_CODE))
