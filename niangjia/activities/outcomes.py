"""The outcomes of programmes on places. Nothing is written when a place is given: the record follows from what happens there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from niangjia.base.actor import Actor
from niangjia.base.declare import OutcomeCase, OutcomeKind


def deliver_later(*, by: Actor, case: OutcomeCase) -> Mapping[str, Any]:
    """What the decision gives is a place; hours are entered when she was there (``enter_presence``)."""
    return {"register": case.spec["kind"]}


OUTCOMES = (OutcomeKind(kind="register.hours", deliver=deliver_later),)
