"""Phones that were typed and never confirmed are forgotten."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.acts import act
from niangjia.people.models import Login

KEPT_FOR = timedelta(days=1)


def sweep_logins() -> int:
    """Delete unverified logins older than a day and return how many. Nothing points at them."""
    stale = Login.objects.filter(phone_verified=False, person_id__isnull=True, created_at__lt=clock.now() - KEPT_FOR)
    with act("people.sweep_logins", by=SYSTEM, about=("login", UUID(int=0))) as deed:
        deleted, _ = stale.delete()
        deed.note(deleted=deleted)
    return deleted
