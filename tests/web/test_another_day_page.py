"""换一天 on the phone: the days that are left, one to choose; what is refused is said beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.base import clock
from niangjia.quotas.models import Booking
from tests.casework.check_up import asks, booking_of, makes_slots, starts, sweepers
from tests.casework.conftest import known, monday
from tests.cast import World

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
__all__ = ["known", "monday", "sweepers"]
MOST = 12


@pytest.fixture
def given(sweepers: World) -> Booking:
    """The worker's, on the morning in seven days."""
    makes_slots(sweepers, days=7)
    return booking_of(asks(sweepers, "morning"))


def day_page(booking: Booking) -> str:
    return reverse("ticket-day", args=[booking.id])


def text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def test_from_the_ticket_to_another_day_and_the_old_ticket_leads_to_the_new(
    sweepers: World, given: Booking, client_of: ClientOf
) -> None:
    later, phone = makes_slots(sweepers, days=12), client_of("worker")
    assert day_page(given) in text(phone.get(f"/tickets/{given.id}/"))
    assert str(later) in text(phone.get(day_page(given)))
    moved = phone.post(day_page(given), {"pool": str(later)})
    new = booking_of(given.case_id)
    assert (moved.headers["Location"], new.pool_id) == (f"/tickets/{new.id}/", later)
    assert phone.post(day_page(given), {"pool": str(later)}).headers["Location"] == f"/tickets/{new.id}/"
    assert f"/tickets/{new.id}/" in text(phone.get(f"/matters/{given.case_id}/"))  # before the record follows
    old = text(phone.get(f"/tickets/{given.id}/"))
    assert f"/tickets/{new.id}/" in old
    assert "换了一天" in old
    assert day_page(given) not in old


def test_without_another_day_the_page_says_so_and_leads_back(
    sweepers: World, given: Booking, client_of: ClientOf
) -> None:
    page = text(client_of("worker").get(day_page(given)))
    assert "现在没有别的日子" in page
    assert "换到这一天" not in page


def test_who_was_too_slow_is_told_and_sees_what_is_left(sweepers: World, given: Booking, client_of: ClientOf) -> None:
    full = makes_slots(sweepers, days=6)
    left = makes_slots(sweepers, days=12)
    asks(sweepers, "morning", "mother")
    page = text(client_of("worker").post(day_page(given), {"pool": str(full)}))
    assert "那一天刚刚满了，你原来的时间还在" in page
    assert str(left) in page
    assert "先选一天" in text(client_of("worker").post(day_page(given)))
    assert "不能换到那一场" in text(client_of("worker").post(day_page(given), {"pool": "?"}))
    assert booking_of(given.case_id).id == given.id


def test_the_day_before_it_cannot_be_changed_and_the_page_says_why(
    sweepers: World, given: Booking, client_of: ClientOf
) -> None:
    makes_slots(sweepers, days=12)
    phone = client_of("worker")
    with clock.frozen(starts(given) - timedelta(hours=20)):
        assert day_page(given) not in text(phone.get(f"/tickets/{given.id}/"))
        assert "48 小时内不能再换" in text(phone.get(day_page(given)))


def test_an_officer_gives_a_reason_and_finds_the_way_from_the_pool(
    sweepers: World, given: Booking, client_of: ClientOf
) -> None:
    later, desk = makes_slots(sweepers, days=12), client_of("county_officer")
    assert day_page(given) in text(desk.get(f"/console/pools/{given.pool_id}/"))
    assert "还没有写理由" in text(desk.post(day_page(given), {"pool": str(later)}))
    desk.post(day_page(given), {"pool": str(later), "reason": "她打电话来说要值班"})
    assert booking_of(given.case_id).pool_id == later


def test_it_asks_as_often_for_many_days_as_for_one(sweepers: World, given: Booking, client_of: ClientOf) -> None:
    phone = client_of("worker")
    makes_slots(sweepers, days=12)
    phone.get(day_page(given))
    with CaptureQueriesContext(connection) as one:
        phone.get(day_page(given))
    for days in range(13, 25):
        makes_slots(sweepers, days=days)
    with CaptureQueriesContext(connection) as many:
        phone.get(day_page(given))
    assert len(many) == len(one) <= MOST


def test_at_the_counter_nobody_is_promised_what_only_a_case_gives(
    sweepers: World, given: Booking, client_of: ClientOf
) -> None:
    assert "柜台代办" not in text(client_of("county_officer").get(f"/console/pools/{given.pool_id}/"))
