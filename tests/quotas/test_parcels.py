"""A welcome pack that is posted: where to, who reads it, when it is gone."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from niangjia.base import journal
from niangjia.base.actor import SYSTEM
from niangjia.base.errors import ReasonTooShort
from niangjia.base.jobs import drain
from niangjia.kernel.errors import NotFound
from niangjia.messages.models import Message
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import AnswersIncomplete, BookingState, NotPosted, ParcelNumberMissing
from niangjia.quotas.models import Booking, Pool
from tests.cast import World
from tests.quotas.conftest import MakePool, ask

pytestmark = pytest.mark.django_db
WHERE, MASKED = "福州市闽侯县上街镇学府南路 1 号 3 座 502", "福州市闽侯县••••"
WHY = "寄入会礼包"


@pytest.fixture
def packs(world: World, make_pool: MakePool) -> Pool:
    """The town's; the courier has just joined."""
    people.join_union(by=SYSTEM, person_id=world["courier"].id, union_id=world.unions["shangjie"].id)
    return make_pool("welcome-pack", title="入会礼包", starts_at=None, ends_at=None)


@pytest.fixture
def posted(world: World, packs: Pool) -> Booking:
    return booking(ask(world, "courier", packs, answers={"way": "post", "address": f" {WHERE} "}).booking_id)


def booking(booking_id: UUID | None) -> Booking:
    return Booking.objects.get(id=booking_id)


def looks(world: World, pool: Pool, by: str = "town_officer", **more: Any) -> list[quotas.Parcel]:
    return quotas.look_at_parcels(by=world[by].actor, pool_id=pool.id, **({"reason": WHY} | more))


def sends(world: World, row: Booking, number: str = "SF1029384756", by: str = "town_officer") -> None:
    quotas.send_parcel(by=world[by].actor, booking_id=row.id, number=number)


def test_the_address_is_asked_of_whom_it_is_posted_to_and_kept_sealed(world: World, packs: Pool) -> None:
    for wrong in ({"way": "post"}, {"way": "post", "address": "上街"}, {"way": "post", "address": "街" * 121}):
        with pytest.raises(AnswersIncomplete) as refused:
            ask(world, "courier", packs, answers=wrong)
        assert list(refused.value.params["fields"]) == ["address"]
    row = booking(ask(world, "courier", packs, answers={"way": "post", "address": WHERE}).booking_id)
    assert row.answers == {"way": "post", "address": MASKED}
    assert row.private
    assert json.loads(row.private.reveal()) == {"address": WHERE}
    told = json.dumps([entry.details for entry in journal.entries(stream=world["courier"].id)], ensure_ascii=False)
    assert "学府南路" not in told


def test_who_fetches_it_is_asked_for_no_address(world: World, packs: Pool) -> None:
    row = booking(ask(world, "courier", packs, answers={"way": "collect", "address": WHERE}).booking_id)
    assert (row.answers, row.private) == ({"way": "collect"}, None)
    assert looks(world, packs) == []
    with pytest.raises(NotPosted):
        sends(world, row)


def test_whoever_posts_it_reads_the_address_with_a_reason_and_she_can_see_who_did(
    world: World, packs: Pool, posted: Booking
) -> None:
    courier = world["courier"]
    with pytest.raises(ReasonTooShort):
        looks(world, packs, reason="寄")
    for nobody in ("worker", "stranger"):
        with pytest.raises(NotFound):
            looks(world, packs, by=nobody)
    assert people.looks_at_me(person_id=courier.id) == []
    [parcel] = looks(world, packs)
    assert parcel == quotas.Parcel(posted.id, 1, courier.name, courier.phone, WHERE)
    [look] = people.looks_at_me(person_id=courier.id)
    assert (look.what, look.reason) == ("parcel", WHY)
    assert looks(world, packs, booking_ids=[]) == []
    assert len(people.looks_at_me(person_id=courier.id)) == 1


def test_sent_it_is_used_and_she_is_told_the_number(world: World, packs: Pool, posted: Booking) -> None:
    for wrong in ("", "1234", "9" * 41):
        with pytest.raises(ParcelNumberMissing):
            sends(world, posted, wrong)
    with pytest.raises(NotFound):
        sends(world, posted, by="stranger")
    sends(world, posted)
    drain()
    posted.refresh_from_db()
    assert (posted.state, posted.parcel, posted.used_at is not None) == ("used", "SF1029384756", True)
    [told] = Message.objects.filter(person_id=posted.person_id, kind="place.posted")
    assert (told.params["number"], told.link) == ("SF1029384756", f"/tickets/{posted.id}/")
    assert looks(world, packs) == []
    with pytest.raises(BookingState):
        sends(world, posted)
    with pytest.raises(BookingState):
        quotas.have_posted(by=world["courier"].actor, booking_id=posted.id, address="")
    assert quotas.adrift() == []


def test_who_got_it_without_asking_may_still_have_it_posted_and_change_her_mind(world: World, packs: Pool) -> None:
    courier = world["courier"]
    quotas.deliver_places(by=SYSTEM, service="welcome-pack", homes={courier.id: world.unions["shangjie"].id})
    row = Booking.objects.get(pool_id=packs.id)
    with pytest.raises(NotFound):
        quotas.have_posted(by=world["worker"].actor, booking_id=row.id, address=WHERE)
    with pytest.raises(AnswersIncomplete):
        quotas.have_posted(by=courier.actor, booking_id=row.id, address="上街")
    quotas.have_posted(by=courier.actor, booking_id=row.id, address=WHERE)
    assert [parcel.address for parcel in looks(world, packs)] == [WHERE]
    quotas.have_posted(by=courier.actor, booking_id=row.id, address="")
    row.refresh_from_db()
    assert (row.answers, row.private, looks(world, packs)) == ({}, None, [])


def test_who_is_erased_leaves_no_address(world: World, posted: Booking) -> None:
    people.withdraw_membership(by=world["courier"].actor, person_id=posted.person_id)
    people.erase_person(by=world["courier"].actor, person_id=posted.person_id)
    drain()
    posted.refresh_from_db()
    assert (posted.state, posted.private) == ("booked", None)


def test_nothing_is_posted_of_a_service_that_posts_nothing(world: World, make_pool: MakePool) -> None:
    pool = make_pool()
    row = booking(ask(world, "worker", pool).booking_id)
    for refused in (
        lambda: looks(world, pool),
        lambda: sends(world, row),
        lambda: quotas.have_posted(by=world["worker"].actor, booking_id=row.id, address=WHERE),
    ):
        with pytest.raises(NotFound):
            refused()


def test_the_database_knows_that_what_was_posted_was_had(world: World, posted: Booking) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(id=posted.id).update(parcel="SF1029384756")
