"""A list of candidates, and the shares that must hold over the whole of it: asked by the page, required by the verb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

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


def ratios_of_list(*, service: str, period: str) -> list[Ratio]:
    """Every ratio over all cases on the list of this period, those waiting included."""
    members = list(on_the_list(service, period).order_by("id"))
    if not members:
        return []
    lines = catalogue.list_ratios(
        service=service,
        version=members[0].version,
        members=[(case.subject_id, case.answers) for case in members],
    )
    return [_ratio(line) for line in lines]


def on_the_list(service: str, period: str) -> QuerySet[Case]:
    """A late refusal or withdrawal is in another state, so it has left the list."""
    return Case.objects.filter(service=service, period=period, state__in=ON_THE_LIST, stage__gte=0).exclude(
        state=NOTICE, second_signer__isnull=True
    )


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
