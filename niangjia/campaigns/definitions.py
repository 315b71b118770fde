"""Which services are campaigns: the definition says so, no code names one."""

from __future__ import annotations

from typing import Any

from niangjia.campaigns.rules.names import PARTICIPATION
from niangjia.catalogue import api as catalogue


def is_campaign(definition: Any) -> bool:
    """Participations are what it keeps."""
    register = definition.outcome.register_ if definition else None
    return bool(register and register.kind == PARTICIPATION)


def campaign_services() -> list[str]:
    """Those that are open."""
    return [each.key for each in catalogue.services() if each.state == "open" and is_campaign(each)]
