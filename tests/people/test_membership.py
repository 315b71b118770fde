"""Joining, moving, leaving."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from niangjia.base import clock, journal
from niangjia.base.actor import SYSTEM
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.people import api
from niangjia.people.errors import MemberElsewhere, NotAMember
from niangjia.people.models import Membership
from tests.cast import Member, World

pytestmark = pytest.mark.django_db


def test_a_courier_joins_the_town_federation(world: World, courier: Member, town_officer: Member) -> None:
    with clock.frozen("2026-05-06"):
        api.join_union(by=town_officer.actor, person_id=courier.id, union_id=world.unions["shangjie"].id)
    profile = api.profile(courier.id)
    assert (profile.union_name, profile.status, profile.since) == ("上街镇总工会", "active", date(2026, 5, 6))


def test_joining_twice_is_joining_once(world: World, worker: Member) -> None:
    api.join_union(by=SYSTEM, person_id=worker.id, union_id=world.unions["ronghe"].id)
    assert Membership.objects.filter(person_id=worker.id).count() == 1


def test_a_member_elsewhere_is_told_where(world: World, worker: Member) -> None:
    with pytest.raises(MemberElsewhere, match="榕和食品有限公司工会委员会"):
        api.join_union(by=SYSTEM, person_id=worker.id, union_id=world.unions["shangjie"].id)


def test_only_officers_above_admit(world: World, courier: Member, stranger: Member) -> None:
    for who in (stranger, courier):
        with pytest.raises(NotAllowed):
            api.join_union(by=who.actor, person_id=courier.id, union_id=world.unions["shangjie"].id)


def test_the_database_allows_one_live_membership(world: World, worker: Member) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            person_id=worker.id,
            union_id=world.unions["city"].id,
            status="retained",
            since=date(2026, 1, 1),
            source="join",
        )


def test_a_transfer_is_out_and_in_on_one_day(world: World, worker: Member, municipal_officer: Member) -> None:
    with clock.frozen("2026-05-06"):
        api.transfer_membership(by=municipal_officer.actor, person_id=worker.id, union_id=world.unions["gudong"].id)
    new, old = api.memberships_of(person_id=worker.id)
    assert (new.union_name, new.status, new.since) == ("鼓东街道总工会", "active", date(2026, 5, 6))
    assert (old.status, old.until) == ("transferred", date(2026, 5, 6))


def test_a_transfer_needs_both_sides(world: World, worker: Member, county_officer: Member) -> None:
    with pytest.raises(NotAllowed):
        api.transfer_membership(by=county_officer.actor, person_id=worker.id, union_id=world.unions["gudong"].id)


def test_who_is_no_member_cannot_be_moved(world: World, courier: Member) -> None:
    with pytest.raises(NotAMember):
        api.transfer_membership(by=SYSTEM, person_id=courier.id, union_id=world.unions["gudong"].id)


def test_a_member_leaves_by_her_own_word(worker: Member) -> None:
    api.withdraw_membership(by=worker.actor, person_id=worker.id, reason="本人书面声明")
    assert api.union_of(worker.id) is None


def test_a_stranger_cannot_put_her_out(worker: Member, stranger: Member) -> None:
    with pytest.raises(NotFound):
        api.withdraw_membership(by=stranger.actor, person_id=worker.id)


def test_a_retained_member_becomes_active_again(world: World, worker: Member, grassroots_officer: Member) -> None:
    by = grassroots_officer.actor
    api.retain_membership(by=by, person_id=worker.id, reason="下岗")
    assert api.member_counts(path=world.unions["ronghe"].path).retained == 1
    api.join_union(by=by, person_id=worker.id, union_id=world.unions["ronghe"].id)
    assert api.profile(worker.id).status == "active"


def test_joining_is_in_her_journal(world: World, courier: Member, town_officer: Member) -> None:
    api.join_union(by=town_officer.actor, person_id=courier.id, union_id=world.unions["shangjie"].id)
    entry = journal.entries(about=("person", courier.id))[0]
    assert (entry.verb, entry.actor_label) == ("people.join_union", "林雅芳 · 上街镇总工会")
