"""The way out of the house: whoever carries text messages."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Carrier(Protocol):
    """A carrier. ``send`` raises when the message was not taken; it will be tried again."""

    def send(self, *, phone: str, text: str) -> None: ...


class DemoCarrier:
    """No carrier: the stored message is the phone, and ``demo_codes`` shows it in demo mode."""

    def send(self, *, phone: str, text: str) -> None:
        return None


def carrier() -> Carrier:
    """The carrier named by the setting NIANGJIA_SMS_CARRIER ("module.Class"); without it, the demo's."""
    name = getattr(settings, "NIANGJIA_SMS_CARRIER", "")
    found: Carrier = import_string(name)() if name else DemoCarrier()
    return found
