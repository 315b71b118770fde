"""The outcome ``register.participation``: it stands when she took part, and in no other way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from niangjia.base.actor import Actor
from niangjia.base.declare import OutcomeCase, OutcomeKind
from niangjia.campaigns.actions.take_part import bind_case


def deliver_participation(*, by: Actor, case: OutcomeCase) -> Mapping[str, Any]:
    """The campaign, as the case's record keeps it.

    :raises ThroughTheCampaign: she is not taking part in one right now.
    """
    return {"register": case.spec["kind"], "campaign": str(bind_case(person_id=case.subject_id, case_id=case.id))}


OUTCOMES = (OutcomeKind(kind="register.participation", deliver=deliver_participation, earns=True),)
