"""Look at who objected."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotFound, ReasonMissing
from niangjia.notices import access


def open_contact(*, by: Actor, objection_id: UUID, reason: str) -> tuple[str, str]:
    """Name and phone of the objector, in plain; the look is journalled with its reason.

    :raises ReasonMissing, NotFound.
    """
    if len(reason.strip()) < 4:
        raise ReasonMissing
    with act("notices.open_contact", by=by, about=("objection", objection_id), reason=reason):
        objection = access.objections(by).filter(id=objection_id).first()
        if objection is None:
            raise NotFound
    return objection.name.reveal(), objection.phone.reveal()
