"""撤销荣誉: a title is taken back, with a reason."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.honours.access import require_revocable
from niangjia.honours.events import HonourRevoked
from niangjia.honours.models import Honour
from niangjia.kernel.reasons import require_reason
from niangjia.unions import api as unions


def revoke_honour(*, by: Actor, person_id: UUID, honour_id: UUID, reason: str) -> None:
    """A leader of the city, or the system, takes a title back; the record stays.

    :raises ReasonMissing, NotAllowed, AlreadyRevoked, NotFound:
    """
    require_reason(reason)
    with act("honours.revoke", by=by, about=("honour", honour_id), owner=person_id, reason=reason) as deed:
        found = Honour.objects.select_for_update(of=("self",)).filter(person_id=person_id, id=honour_id).first()
        honour = require_revocable(found, by)
        honour.revoked_on, honour.reason = clock.today(), reason.strip()
        with unions.counting("honour", [honour_id]):
            honour.save(update_fields=["revoked_on", "reason"])
        deed.touch("person", person_id)
        deed.note(title=honour.title, year=honour.year)
        deed.emit(HonourRevoked(person_id=person_id, honour_id=honour_id))


def revoke_for_case(*, by: Actor, person_id: UUID, case_id: UUID, reason: str) -> None:
    """Take back what a case gave; nothing to do when it gave nothing, or that is revoked already."""
    live = Honour.objects.filter(person_id=person_id, case_id=case_id, revoked_on__isnull=True)
    for honour_id in live.values_list("id", flat=True):
        revoke_honour(by=by, person_id=person_id, honour_id=honour_id, reason=reason)
