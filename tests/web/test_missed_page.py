"""没有到场: what the phone and the desk say of a case whose place nobody came to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.quotas import api as quotas
from tests.casework.check_up import asks, booking_of, makes_slots, sweepers
from tests.casework.conftest import known, monday
from tests.cast import World

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
__all__ = ["known", "monday", "sweepers"]


def text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.fixture
def given(sweepers: World) -> UUID:
    """The worker's check-up, on the morning in seven days."""
    makes_slots(sweepers)
    return asks(sweepers, "morning")


def is_missed(world: World, case_id: UUID) -> None:
    with clock.frozen("2026-12-02"):
        quotas.mark_missed(by=world["county_officer"].actor, pool_id=booking_of(case_id).pool_id)
        drain()


def test_one_person_has_a_ticket_of_her_own(given: UUID, client_of: ClientOf) -> None:
    page = text(client_of("worker").get(f"/matters/{given}/"))
    assert "你的票" in page
    assert "你们的票" not in page


def test_her_page_says_it_is_over_and_what_to_do(sweepers: World, given: UUID, client_of: ClientOf) -> None:
    is_missed(sweepers, given)
    phone = client_of("worker")
    page = text(phone.get(f"/matters/{given}/"))
    assert "那天没有到场" in page
    assert "有原因的打 12351" in page
    assert "退出名额" not in page
    ended = text(phone.get("/matters/")).split("办过的")[1]
    assert f"/matters/{given}/" in ended
    assert "没有到场" in ended
    assert "约了体检没去" in text(phone.get("/services/sanitation-care/"))


def test_the_desk_reads_how_it_goes_on(sweepers: World, given: UUID, client_of: ClientOf) -> None:
    is_missed(sweepers, given)
    desk = client_of("county_officer")
    page, pool = text(desk.get(f"/console/cases/{given}/")), f"/console/pools/{booking_of(given).pool_id}/?only=missed"
    assert "有原因的，在名额页记下" in page
    assert f'href="{pool}"' in page
    assert "excuse" in text(desk.get(pool))
    assert f"/console/cases/{given}/" in text(desk.get("/console/cases/?state=missed"))
