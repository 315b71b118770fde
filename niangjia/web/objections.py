"""An objection goes where its row stands: to a case, or to a line of an order by merit."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.notices import api as notices
from niangjia.quotas import api as quotas


def object_to(*, token: str, ref: UUID, name: str, phone: str, text: str) -> None:
    """A named objection to one row: what stands behind it waits until it is settled."""
    if quotas.is_on_list(booking_id=ref):
        notices.file_objection(token=token, ref=ref, name=name, phone=phone, text=text)
    else:
        casework.object_to(notice_token=token, ref=ref, name=name, phone=phone, text=text)


def settle(*, by: Actor, objection_id: UUID, ref: UUID, upheld: bool, finding: str) -> None:
    """The written finding."""
    if quotas.is_on_list(booking_id=ref):
        quotas.settle_list_objection(by=by, objection_id=objection_id, booking_id=ref, upheld=upheld, finding=finding)
    else:
        casework.settle_objection(by=by, objection_id=objection_id, upheld=upheld, finding=finding)


def behind(ref: UUID) -> tuple[str, bool]:
    """Where an officer looks at what is objected to; whether it is a line of an order."""
    pool_id = quotas.is_on_list(booking_id=ref)
    return (reverse("console:draw", args=[pool_id]), True) if pool_id else (reverse("console:case", args=[ref]), False)
