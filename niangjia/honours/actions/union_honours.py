"""A union is named (模范职工之家, 劳模创新工作室), and the title is taken back with a reason."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.declare import OutcomeCase
from niangjia.honours.access import require_revocable
from niangjia.honours.actions.give_honour import titles_of
from niangjia.honours.errors import AlreadyHonoured
from niangjia.honours.events import UnionHonourGiven, UnionHonourRevoked
from niangjia.honours.models import UnionHonour
from niangjia.kernel.ids import uuid7
from niangjia.kernel.reasons import require_reason


def give_union_honour(*, by: Actor, case: OutcomeCase) -> UUID:
    """The title that ``case.spec`` names, for the union the case is of; returns its id. Twice is once.

    :raises AlreadyHonoured: it bears this title of this year from another case.
    """
    union_id, honour_id, given_on = case.subject_id, uuid7(), clock.local_date(case.decided_at)
    with act("honours.give_to_union", by=by, about=("honour", honour_id), owner=union_id) as deed:
        known = UnionHonour.objects.filter(union_id=union_id, case_id=case.id).first()
        if known:
            return known.id
        title = titles_of(case.spec, case.service)
        try:
            with transaction.atomic():
                UnionHonour.objects.create(
                    union_id=union_id, id=honour_id, level=case.spec.get("level") or "municipal", year=given_on.year,
                    service=case.service, case_id=case.id, given_on=given_on, **title,
                )  # fmt: skip
        except IntegrityError as taken:
            raise AlreadyHonoured(year=given_on.year, title=title["title_zh"]) from taken
        deed.note(**title, year=given_on.year, case=case.number)
        deed.emit(UnionHonourGiven(union_id=union_id, honour_id=honour_id, case_id=case.id))
    return honour_id


def revoke_union_honour(*, by: Actor, union_id: UUID, honour_id: UUID, reason: str) -> None:
    """A leader of the city, or the system, takes a union's title back; the record stays.

    :raises ReasonMissing, NotAllowed, AlreadyRevoked, NotFound:
    """
    require_reason(reason)
    with act("honours.revoke_from_union", by=by, about=("honour", honour_id), owner=union_id, reason=reason) as deed:
        found = UnionHonour.objects.select_for_update(of=("self",)).filter(union_id=union_id, id=honour_id).first()
        honour = require_revocable(found, by)
        honour.revoked_on, honour.reason = clock.today(), reason.strip()[:200]
        honour.save(update_fields=["revoked_on", "reason"])
        deed.note(title=honour.title, year=honour.year)
        deed.emit(UnionHonourRevoked(union_id=union_id, honour_id=honour_id))


def revoke_union_for_case(*, by: Actor, union_id: UUID, case_id: UUID, reason: str) -> None:
    """Take back what a case gave; nothing to do when it gave nothing, or that is revoked already."""
    live = UnionHonour.objects.filter(union_id=union_id, case_id=case_id, revoked_on__isnull=True)
    for honour_id in live.values_list("id", flat=True):
        revoke_union_honour(by=by, union_id=union_id, honour_id=honour_id, reason=reason)
