"""The lists that wait to be put on notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from niangjia.base.actor import Actor
from niangjia.casework.access import cases_visible_to, definition_of
from niangjia.casework.lists import Ratio, on_the_list, ratios_of_list
from niangjia.casework.models import Case
from niangjia.casework.rules.states import LISTED


@dataclass(frozen=True, slots=True)
class ListView:
    """The candidates of one service and period: ``rows`` wait to be put on notice, ``on_it`` have been already."""

    service: str
    title: Mapping[str, str]
    period: str
    rows: list[Case]
    on_it: int
    ratios: list[Ratio]

    @property
    def ready(self) -> bool:
        return all(ratio.holds for ratio in self.ratios)


def lists_waiting(actor: Actor) -> list[ListView]:
    """The lists with candidates that wait, within the actor's reach."""
    waiting = cases_visible_to(actor).filter(state=LISTED).order_by("service", "period", "id")
    grouped: dict[tuple[str, str], list[Case]] = {}
    for case in waiting:
        grouped.setdefault((case.service, case.period), []).append(case)
    return [_view(service, period, rows) for (service, period), rows in grouped.items()]


def _view(service: str, period: str, rows: list[Case]) -> ListView:
    definition = definition_of(service, rows[0].version)
    on_it = on_the_list(service, period).exclude(state=LISTED).count()
    return ListView(service, definition.title, period, rows, on_it, ratios_of_list(service=service, period=period))
