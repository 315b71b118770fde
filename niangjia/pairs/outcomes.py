"""The outcome ``register.pair`` of a meeting: what a booking gives is a place; a pair follows when two choose each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from niangjia.base.actor import Actor
from niangjia.base.declare import OutcomeCase, OutcomeKind


def deliver_later(*, by: Actor, case: OutcomeCase) -> Mapping[str, Any]:
    """Nobody is paired by a decision."""
    return {"register": case.spec["kind"]}


OUTCOMES = (OutcomeKind(kind="register.pair", deliver=deliver_later),)
