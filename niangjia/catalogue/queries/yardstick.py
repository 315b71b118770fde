"""What the bench compares: the statement that the catalogue generates and the one written by hand, from the same plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from niangjia.catalogue.registry.definitions import compiled_services
from niangjia.catalogue.rules.counting import counted
from niangjia.catalogue.rules.handwritten import by_hand
from niangjia.catalogue.rules.judged import judged
from niangjia.catalogue.rules.plan import unasked
from niangjia.catalogue.rules.statements import reasons


@dataclass(frozen=True, slots=True)
class Statements:
    """Queries over the facts of all subjects of a kind on a day.

    ``generated`` and ``by_hand`` give ``id, entitled, unknown``; ``rolled_up(table)`` counts the bits kept in a table of
    ``<subject>_id, entitled, unknown`` up the tree; ``one`` gives each criterion of each service for the subject ``$1``.
    """

    services: int
    criteria: int
    distinct: int
    generated: str
    by_hand: str
    rolled_up: Callable[[str], str]
    one: str


def statements(*, subject: str, day: date) -> Statements:
    """Of all services that are published for the subject."""
    services = {bit: [c.plan for c in found.criteria] for bit, found in compiled_services(subject).items()}
    plans = [unasked(plan) for criteria in services.values() for plan in criteria]
    return Statements(
        services=len(services),
        criteria=len(plans),
        distinct=len(set(plans)),
        generated=judged(subject, services, day=day),
        by_hand=by_hand(subject, services, day),
        rolled_up=lambda table: counted(subject, sorted(services), table),
        one=reasons(subject, services, day),
    )
