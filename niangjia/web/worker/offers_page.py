"""Of which services she wants to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from niangjia.catalogue import api as catalogue
from niangjia.people import api as people
from niangjia.web.shell.texts import say


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A service that comes to people; ``wanted``: she is told of it."""

    key: str
    title: str
    why: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class Offers:
    """``wanted``: she is told at all."""

    wanted: bool
    lines: Sequence[OfferLine]


def offers_page(person_id: UUID) -> Offers:
    declined = people.declined_by(person_id=person_id)
    lines = [
        OfferLine(d.key, say(d.title), say(d.benefit) or say(d.summary), d.key not in declined) for d in _offered()
    ]
    return Offers("" not in declined, lines)


def is_offered(service: str) -> bool:
    """Whether people are told of this service when they become entitled; "" means any."""
    return not service or any(found.key == service for found in _offered())


def _offered() -> list[catalogue.Definition]:
    found = catalogue.services(subject="person")
    return [one for one in found if one.state == "open" and one.proactive != "none"]
