"""A couple gets one of the places, or waits for one; the officer has seen the certificate; nobody marries twice."""

from __future__ import annotations

from uuid import UUID

import pytest

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.errors import NamedElsewhere, PromiseOver, Unseen, WrongState
from niangjia.casework.models import CasePartySlot
from niangjia.catalogue import api as catalogue
from niangjia.insight import api as insight
from niangjia.kernel.errors import NotFound
from niangjia.messages import api as messages
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import NoPoolYet, NoSuchDay
from niangjia.quotas.models import Booking, Pool
from tests.casework.conftest import state, steps
from tests.casework.wedding import (
    CERTIFICATE,
    SERVICE,
    asks,
    case_of,
    is_approved,
    makes_a_wedding,
    says_yes,
)
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(couple: World) -> UUID:
    case_id = asks(couple)
    says_yes(couple)
    return case_id


@pytest.fixture
def second(couple: World) -> UUID:
    case_id = asks(couple, "mother", "stranger")
    says_yes(couple, "stranger")
    return case_id


def booking_of(case_id: UUID) -> Booking:
    return Booking.objects.filter(case_id=case_id).order_by("-id")[0]


def are_there(world: World, pool_id: UUID, case_id: UUID) -> None:
    pool = quotas.pool(pool_id=pool_id)
    assert pool.starts_at
    with clock.frozen(pool.starts_at):
        quotas.check_in(by=world["municipal_officer"].actor, pool_id=pool_id, booking_ids=[booking_of(case_id).id])
        drain()


def told(world: World, who: str) -> list[str]:
    return [row.kind for row in messages.inbox(person_id=world[who].id)]


def test_the_county_signs_only_when_the_registration_was_seen(couple: World, agreed: UUID) -> None:
    officer = couple["county_officer"].actor
    for seen in (
        {},
        {"marriage_registration": casework.Seen("certificate", "")},
        {"marriage_registration": casework.Seen("heard", "012345")},
        {"marriage_registration": casework.Seen("later", "2026-11-22")},
        {"marriage_registration": casework.Seen("later", "soon")},
    ):
        with pytest.raises(Unseen):
            casework.approve(by=officer, case_id=agreed, seen=seen)
    casework.approve(by=officer, case_id=agreed, seen=CERTIFICATE)
    assert case_of(agreed).record["seen"] == {"marriage_registration": ["certificate", "012345"]}
    assert "seen" in steps(agreed)


def test_a_promise_is_kept_before_the_city_settles_it(couple: World, agreed: UUID) -> None:
    makes_a_wedding(couple)
    county, city = couple["county_officer"].actor, couple["municipal_officer"].actor
    later = {"marriage_registration": casework.Seen("later", "2026-11-26")}
    casework.approve(by=county, case_id=agreed, seen=later)
    with clock.frozen("2026-11-26"):
        assert (casework.notice_promises(), casework.notice_promises()) == (1, 0)
        drain()
        assert "case.promise_due" in told(couple, "worker")
    with clock.frozen("2026-11-27"):
        with pytest.raises(PromiseOver):
            casework.approve(by=city, case_id=agreed)
        with pytest.raises(NotFound):
            casework.record_seen(
                by=couple["worker"].actor,
                case_id=agreed,
                name="marriage_registration",
                seen=CERTIFICATE["marriage_registration"],
            )
        casework.record_seen(
            by=county, case_id=agreed, name="marriage_registration", seen=CERTIFICATE["marriage_registration"]
        )
        casework.approve(by=city, case_id=agreed)
    assert state(agreed) == "delivering"


def test_without_a_pool_the_city_cannot_give_what_is_not_there(couple: World, agreed: UUID) -> None:
    with pytest.raises(NoPoolYet):
        is_approved(couple, agreed)


def test_a_couple_has_its_place_and_is_done_when_it_was_there(couple: World, agreed: UUID) -> None:
    pool = makes_a_wedding(couple)
    is_approved(couple, agreed)
    booking = booking_of(agreed)
    assert (state(agreed), booking.state, booking.number) == ("delivering", "booked", 1)
    assert insight.figure(key="wedding_couples")[1] in (0, None)
    assert catalogue.verdict_now(service=SERVICE, subject_id=couple["worker"].id) == "yes"
    are_there(couple, pool, agreed)
    assert state(agreed) == "delivered"
    with clock.frozen("2027-01-23"):
        assert insight.figure(key="wedding_couples")[1] == 1
        assert insight.records(key="wedding_couples")[0][0].link_id == agreed
    assert told(couple, "worker")[0] == "case.delivered"
    assert quotas.adrift() == []


def test_both_have_had_it_then(couple: World, agreed: UUID) -> None:
    pool = makes_a_wedding(couple)
    is_approved(couple, agreed)
    are_there(couple, pool, agreed)
    for who in ("worker", "courier"):
        assert catalogue.verdict_now(service=SERVICE, subject_id=couple[who].id) == "no", who
    assert CasePartySlot.objects.count() == 2


def test_whoever_was_married_is_named_by_nobody_else(couple: World, second: UUID) -> None:
    pool = makes_a_wedding(couple)
    is_approved(couple, second)
    are_there(couple, pool, second)
    with pytest.raises(NamedElsewhere):
        casework.apply_for_service(
            by=couple["stranger"].actor, service=SERVICE, disputed="我没有参加过", answers={
                "partner_name": couple["courier"].name, "partner_id": couple["courier"].id_number,
                "partner_phone": couple["courier"].phone, "partner_from_elsewhere": "no",
            },
        )  # fmt: skip


def test_when_all_places_are_gone_the_next_couple_waits_and_is_offered_what_comes_back(
    couple: World, agreed: UUID, second: UUID
) -> None:
    makes_a_wedding(couple, places=1)
    is_approved(couple, agreed)
    is_approved(couple, second)
    assert (state(second), booking_of(second).state) == ("delivering", "waiting")
    casework.withdraw(by=couple["worker"].actor, case_id=agreed)
    drain()
    assert (state(agreed), booking_of(agreed).state) == ("withdrawn", "returned")
    assert booking_of(second).state == "held"
    assert "place.offered" in told(couple, "mother")
    quotas.confirm(by=couple["mother"].actor, booking_id=booking_of(second).id)
    drain()
    assert booking_of(second).state == "booked"
    assert case_of(second).record["number"] == booking_of(second).number
    assert quotas.adrift() == []


def test_whoever_does_not_confirm_in_time_lets_the_next_have_it(couple: World, agreed: UUID, second: UUID) -> None:
    makes_a_wedding(couple, places=1)
    is_approved(couple, agreed)
    is_approved(couple, second)
    casework.withdraw(by=couple["worker"].actor, case_id=agreed)
    drain()
    with clock.frozen("2026-11-27 12:00"):
        quotas.lapse(by=couple["municipal_officer"].actor, booking_id=booking_of(second).id)
        drain()
    assert (state(second), steps(second)[-1]) == ("withdrawn", "place_ended")
    assert "case.place_left" in told(couple, "mother")
    assert not CasePartySlot.objects.exists()


def test_a_wedding_that_is_called_off_moves_its_couples_to_another(couple: World, agreed: UUID) -> None:
    first = makes_a_wedding(couple, days=30)
    is_approved(couple, agreed)
    other = makes_a_wedding(couple, days=50)
    quotas.cancel_pool(by=couple["municipal_officer"].actor, pool_id=first, reason="台风，改期")
    drain()
    assert (state(agreed), booking_of(agreed).pool_id, booking_of(agreed).state) == ("delivering", other, "booked")
    are_there(couple, other, agreed)
    assert state(agreed) == "delivered"


def test_a_wedding_that_is_called_off_without_another_frees_them(couple: World, agreed: UUID) -> None:
    pool = makes_a_wedding(couple)
    is_approved(couple, agreed)
    quotas.cancel_pool(by=couple["municipal_officer"].actor, pool_id=pool, reason="台风，改期")
    drain()
    assert state(agreed) == "withdrawn"
    assert not CasePartySlot.objects.exists()


def test_whoever_missed_it_with_a_reason_may_ask_anew(couple: World, agreed: UUID) -> None:
    pool = makes_a_wedding(couple)
    is_approved(couple, agreed)
    ends = quotas.pool(pool_id=pool).ends_at
    assert ends
    with clock.frozen("2027-02-01"):
        quotas.mark_missed(by=couple["municipal_officer"].actor, pool_id=pool)
        drain()
        assert state(agreed) == "missed"
        assert CasePartySlot.objects.count() == 2
        quotas.excuse(by=couple["municipal_officer"].actor, booking_id=booking_of(agreed).id, reason="新娘住院")
        drain()
    assert state(agreed) == "withdrawn"
    assert not CasePartySlot.objects.exists()


def test_who_was_there_cannot_take_it_back(couple: World, agreed: UUID) -> None:
    pool = makes_a_wedding(couple)
    is_approved(couple, agreed)
    are_there(couple, pool, agreed)
    with pytest.raises(WrongState):
        casework.withdraw(by=couple["worker"].actor, case_id=agreed)


def test_a_wedding_is_for_a_hundred_couples_at_most_and_given_by_cases_alone(couple: World) -> None:
    from niangjia.quotas.errors import PoolWrong  # noqa: PLC0415 - of this test alone

    with pytest.raises(PoolWrong):
        makes_a_wedding(couple, places=101)
    makes_a_wedding(couple, places=100)
    assert Pool.objects.get().mode == "case"


def test_one_of_the_two_cannot_move_the_wedding_to_another_day(couple: World, agreed: UUID) -> None:
    makes_a_wedding(couple)
    is_approved(couple, agreed)
    drain()
    given, later = booking_of(agreed), makes_a_wedding(couple, days=90)
    her = couple["worker"].actor
    assert not quotas.booking_for(her, booking_id=given.id).may_move
    assert quotas.other_days(her, booking_id=given.id) == []
    with pytest.raises(NoSuchDay):
        quotas.move(by=her, booking_id=given.id, pool_id=later)
    assert booking_of(agreed).pool_id == given.pool_id
