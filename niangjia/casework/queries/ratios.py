"""A list of candidates and the shares that must hold over the whole of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from niangjia.base.actor import Actor
from niangjia.casework.access import cases_visible_to, definition_of
from niangjia.casework.models import Case
from niangjia.casework.rules.states import ARCHIVED, DELIVERED, DELIVERING, FROZEN, LISTED, NOTICE, RATED
from niangjia.catalogue import api as catalogue

ON_THE_LIST = (LISTED, NOTICE, FROZEN, DELIVERING, DELIVERED, RATED, ARCHIVED)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share: ``wanted`` and ``got`` as people read them ("至少 60%", "5 / 8 = 62.5%"). Unknown answers count as not."""

    name: str
    title: Mapping[str, str]
    wanted: str
    got: str
    holds: bool


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


def ratios_of_list(*, service: str, period: str) -> list[Ratio]:
    """Every ratio over all cases on the list of this period, those waiting included."""
    members = list(_on_the_list(service, period).order_by("id"))
    if not members:
        return []
    lines = catalogue.list_ratios(
        service=service,
        version=members[0].version,
        members=[(case.subject_id, case.answers) for case in members],
    )
    return [_ratio(line) for line in lines]


def _on_the_list(service: str, period: str) -> Any:
    """A late refusal or withdrawal is in another state, so it has left the list."""
    return Case.objects.filter(service=service, period=period, state__in=ON_THE_LIST, stage__gte=0).exclude(
        state=NOTICE, second_signer__isnull=True
    )


def _view(service: str, period: str, rows: list[Case]) -> ListView:
    definition = definition_of(service, rows[0].version)
    on_it = _on_the_list(service, period).exclude(state=LISTED).count()
    return ListView(service, definition.title, period, rows, on_it, ratios_of_list(service=service, period=period))


def _ratio(line: catalogue.RatioLine) -> Ratio:
    bound = Decimal(line.bound)
    got = Decimal(line.hits) / line.of if line.of else Decimal(0)
    return Ratio(
        name=line.name,
        title=line.title,
        wanted=f"{'≥' if line.at_least else '≤'} {bound * 100:.0f}%",
        got=f"{line.hits} / {line.of} = {got * 100:.1f}%",
        holds=line.holds,
    )
