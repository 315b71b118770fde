"""Nobody guesses, presses, or answers twice: digits, sendings, questions a month, two at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.errors import (
    AlreadyAnswered,
    AskedEnough,
    ConsentOver,
    LinkOver,
    NamedElsewhere,
    PartyServed,
    SentEnough,
    SentJustNow,
    TooManyTries,
    WrongDigits,
)
from niangjia.casework.models import CasePartySlot, CaseSlot, Consent
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotAllowed
from tests.casework.conftest import state
from tests.casework.wedding import (
    answers,
    asks,
    consent_of,
    digits,
    link_on,
    marries,
    says_yes,
)
from tests.cast import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_id(couple: World) -> UUID:
    return asks(couple)


def test_wrong_digits_are_counted_and_lock_the_link(couple: World, case_id: UUID) -> None:
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongDigits) as wrong:
            casework.agree(link=link_on(couple), digits="0000")
        assert wrong.value.params["left"] == left
    with pytest.raises(TooManyTries):
        casework.agree(link=link_on(couple), digits=digits(couple))
    assert state(case_id) == "consenting"


def test_a_new_link_unlocks_it_and_the_one_before_works_no_more(couple: World, case_id: UUID) -> None:
    old = link_on(couple)
    for _ in range(5):
        with pytest.raises(WrongDigits):
            casework.decline(link=old, digits="1")
    with clock.frozen("2026-11-23 12:00"):
        casework.send_again(by=couple["worker"].actor, case_id=case_id, name="partner")
        drain()
        with pytest.raises(LinkOver):
            casework.agree(link=old, digits=digits(couple))
        says_yes(couple)
    assert state(case_id) == "review"


def test_it_is_not_sent_again_at_once_nor_for_ever_nor_by_a_stranger(couple: World, case_id: UUID) -> None:
    worker = couple["worker"].actor
    with pytest.raises(SentJustNow):
        casework.send_again(by=worker, case_id=case_id, name="partner")
    with pytest.raises(NotAllowed):
        casework.send_again(by=couple["mother"].actor, case_id=case_id, name="partner")
    for hour in (10, 11):
        with clock.frozen(f"2026-11-23 {hour}:00"):
            casework.send_again(by=worker, case_id=case_id, name="partner")
    with clock.frozen("2026-11-23 12:00"), pytest.raises(SentEnough):
        casework.send_again(by=worker, case_id=case_id, name="partner")
    drain()
    with clock.frozen("2026-11-23 13:00"):
        drain()


@pytest.mark.parametrize("link", ["", "made-up", "abc:def"])
def test_a_link_that_is_not_ours_opens_nothing(couple: World, case_id: UUID, link: str) -> None:
    with pytest.raises(LinkOver):
        casework.question_behind(link)


def test_one_live_question_each_is_held_by_the_database(couple: World, case_id: UUID) -> None:
    one = consent_of(case_id)
    one.turn += 1
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_nobody_is_asked_more_than_a_few_times_a_month(couple: World, case_id: UUID) -> None:
    for who in ("courier", "mother", "stranger", "leader"):
        casework.resubmit(by=couple["worker"].actor, case_id=case_id, answers={"partner_phone": couple[who].phone})
    with pytest.raises(AskedEnough):
        casework.resubmit(by=couple["worker"].actor, case_id=case_id, answers={})
    assert consent_of(case_id).turn == 5


@pytest.mark.django_db(transaction=True)
def test_yes_and_no_at_once_and_one_of_them_stands() -> None:
    with clock.frozen("2026-11-23"):
        world = build_world()
        catalogue.install()
        catalogue.refresh("person", [world["worker"].id, world["courier"].id])
        marries(world, "worker", "courier")
        case_id = asks(world)
        link, typed, both = link_on(world), digits(world), Barrier(2)

        def answer(yes: bool) -> bool:
            try:
                both.wait(10)
                (casework.agree if yes else casework.decline)(link=link, digits=typed)
            except (AlreadyAnswered, ConsentOver):
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(answer, [True, False]))
    # A no that came first may be changed into a yes: then both were heard, in that order.
    found = (state(case_id), consent_of(case_id).state)
    assert found in {("review", "given"), ("unagreed", "declined")}
    assert done[0]
    assert found == ("review", "given")


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_each_other_at_once_are_one_couple() -> None:
    with clock.frozen("2026-11-23"):
        world = build_world()
        catalogue.install()
        catalogue.refresh("person", [world["worker"].id, world["mother"].id])
        marries(world, "worker", "mother")
        both = Barrier(2)

        def apply(who: str, other: str) -> bool:
            try:
                both.wait(10)
                casework.apply_for_service(
                    by=world[who].actor, service="collective-wedding", answers=answers(world, other)
                )
            except (NamedElsewhere, PartyServed):
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(apply, ["worker", "mother"], ["mother", "worker"])) == [False, True]
    assert (CaseSlot.objects.count(), CasePartySlot.objects.count()) == (1, 2)
    assert Consent.objects.count() == 1
