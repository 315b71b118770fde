"""A Monday in June, and somebody to give points to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.utils import translation

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.points import api as points

Came = Callable[..., points.Given]
Spends = Callable[[UUID, int], None]


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with clock.frozen("2026-06-15"), translation.override("zh-hans"):
        yield


@pytest.fixture
def came() -> Came:
    """``came(person_id)``: she came to a class and got points for it; by other rules and sources when told."""

    def earn(person_id: UUID, *, rule: str = "attended", source: UUID | None = None, **more: object) -> points.Given:
        asked = {"source_kind": "booking", "source_id": source or uuid7(), "title": "窨茶入门"} | more
        return points.earn(by=SYSTEM, rule=rule, person_ids=[person_id], **asked)[0]  # type: ignore[arg-type]  # by name

    return earn


@pytest.fixture
def spends() -> Spends:
    """As the packages above will: from her account to the house's."""

    def spend(person_id: UUID, amount: int) -> None:
        move = ledger.PointMove(person_id, -amount, f"redemption/{uuid7()}")
        ledger.move_points(by=SYSTEM, reason="redemption", moves=[move], memo="换 10 元地铁券")

    return spend
