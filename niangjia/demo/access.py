"""The demo's own door-keeper."""

from __future__ import annotations

from django.conf import settings

from niangjia.demo.errors import NotADemo


def require_demo() -> None:
    """
    :raises NotADemo:
    """
    if not settings.NIANGJIA_DEMO:
        raise NotADemo
