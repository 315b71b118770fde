"""屏蔽 and 反映: she wants nothing to do with somebody, or somebody has done wrong."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.ids import uuid7
from niangjia.kernel.reasons import SHORTEST_REASON
from niangjia.pairs.access import guest_behind
from niangjia.pairs.actions.choose import lock_pair
from niangjia.pairs.actions.end_pair import end_between
from niangjia.pairs.errors import ReportedAlready, ReportUnclear
from niangjia.pairs.models import Block, Report
from niangjia.pairs.rules.names import OTHER, REASONS


def block(*, by: Actor, pool_id: UUID, guest_id: UUID) -> None:
    """The two are never shown to each other again; a pair of theirs is over. The other is not told. Twice is once.

    :raises NotFound: nobody she sees there, and no pair of hers.
    """
    with act("pairs.block", by=by, about=("meeting", pool_id), owner=by.id):
        other = guest_behind(by.id, pool_id, guest_id)
        _block(by, other.person_id)


def report(*, by: Actor, pool_id: UUID, guest_id: UUID, kind: str, text: str = "", and_block: bool = False) -> UUID:
    """Officers of the meeting's union look into it; whoever is reported never learns by whom. Returns the report's id.

    :raises NotFound: as ``block``. ReportUnclear: no reason of the list, or "other" without a word. ReportedAlready:
    """
    if kind not in REASONS or (kind == OTHER and len(text.strip()) < SHORTEST_REASON):
        raise ReportUnclear
    report_id = uuid7()
    with act("pairs.report", by=by, about=("report", report_id), owner=by.id) as deed:
        other = guest_behind(by.id, pool_id, guest_id)
        try:
            with transaction.atomic():
                Report.objects.create(
                    from_id=by.id, id=report_id, about_id=other.person_id, pool_id=pool_id, service=other.service,
                    union_id=other.union_id, title=other.title, kind=kind, text=text.strip()[:600], made_at=clock.now(),
                )  # fmt: skip
        except IntegrityError as twice:
            raise ReportedAlready from twice
        if and_block:
            _block(by, other.person_id)
        deed.note(kind=kind)
    return report_id


def _block(by: Actor, other: UUID) -> None:
    lock_pair(by.id, other)
    Block.objects.get_or_create(person_id=by.id, blocked_id=other, defaults={"at": clock.now()})
    end_between(by, by.id, other)
