"""Which services are meetings: the definition says so, no code names one."""

from __future__ import annotations

from typing import Any

from niangjia.catalogue import api as catalogue
from niangjia.pairs.rules.names import PAIR, WINDOW, WINDOW_DAYS


def is_meeting(definition: Any) -> bool:
    """A place is what it gives, and pairs are what it keeps."""
    register = definition.outcome.register_ if definition else None
    return bool(register and register.kind == PAIR and not register.with_ and definition.books)


def meeting_services() -> list[str]:
    return [definition.key for definition in catalogue.services() if is_meeting(definition)]


def window_days(service: str) -> int:
    """So many days after it those who were there see each other: a parameter of the service."""
    told = next((each.value for each in catalogue.parameters_of(service) if each.name == WINDOW and each.holds), None)
    return int(str(told)) if told is not None else WINDOW_DAYS
