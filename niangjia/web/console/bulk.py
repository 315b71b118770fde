"""Approving several cases at once: one service, every criterion ✓, nothing to fill in or to look at; each keeps its own journal entry."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.casework.api import Waiting
from niangjia.kernel.errors import NotFound, Refusal
from niangjia.web.console.errors import MixedServices, NotAllClear, NothingPicked
from niangjia.web.console.pinned import pinned
from niangjia.web.shell.texts import listed, named, tell

MOST = 200


def approve_together(*, by: Actor, case_ids: Sequence[UUID]) -> tuple[int, list[str]]:
    """How many were signed, and why others were not (somebody was quicker, a budget ran out).

    :raises NothingPicked, MixedServices, NotAllClear: nothing was signed. NotFound: not waiting for this actor.
    """
    picked = _picked(by, case_ids)
    if len({line.service for line in picked}) > 1:
        raise MixedServices
    unclear = [line.name for line in picked if not is_clear(line)]
    if unclear:
        raise NotAllClear(count=len(unclear), who=listed(unclear[:5]))
    done, left = 0, []
    for line in picked:
        try:
            casework.approve(by=by, case_id=line.id)
            done += 1
        except Refusal as refusal:
            left.append(named(line.name, tell(refusal)))
    return done, left


def is_clear(line: Waiting) -> bool:
    """Whether nothing is left to judge or to fill in."""
    definition = pinned(line.service, line.version)
    money = definition.money
    stage = definition.chain[line.stage]
    plain = line.state == "review" and stage.kind == "review" and not stage.sees and not (money and money.proposed)
    return plain and not line.disputed and line.criteria is not None and all(line.criteria)


def _picked(by: Actor, case_ids: Sequence[UUID]) -> list[Waiting]:
    if not case_ids:
        raise NothingPicked
    waiting = {line.id: line for line in casework.waiting_for(by, limit=MOST, judged=True)}
    if any(case_id not in waiting for case_id in case_ids):
        raise NotFound
    return [waiting[case_id] for case_id in dict.fromkeys(case_ids)]
