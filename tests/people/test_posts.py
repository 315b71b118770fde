"""Posts and the three administrators."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from niangjia.base import clock
from niangjia.kernel.errors import NotAllowed
from niangjia.people import api
from niangjia.people.errors import NoSuchPost, PostTaken
from niangjia.people.models import Post
from tests.cast import Member, World

pytestmark = pytest.mark.django_db


def test_the_security_administrator_appoints(world: World, worker: Member, security_admin: Member) -> None:
    union = world.unions["ronghe"]
    api.appoint_to_post(by=security_admin.actor, person_id=worker.id, union_id=union.id, role="finance")
    assert worker.actor.may("finance", union.path)
    assert api.is_officer(worker.id)


@pytest.mark.parametrize("who", ["municipal_officer", "leader", "system_admin", "audit_admin", "worker"])
def test_nobody_else_appoints(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        api.appoint_to_post(
            by=world[who].actor, person_id=world["worker"].id, union_id=world.unions["ronghe"].id, role="finance"
        )


def test_nobody_appoints_herself(world: World, security_admin: Member) -> None:
    with pytest.raises(NotAllowed):
        api.appoint_to_post(
            by=security_admin.actor, person_id=security_admin.id, union_id=world.unions["city"].id, role="finance"
        )


def test_three_administrators_are_three_people(world: World, system_admin: Member, security_admin: Member) -> None:
    with pytest.raises(PostTaken, match="系统管理员"):
        api.appoint_to_post(
            by=security_admin.actor, person_id=system_admin.id, union_id=world.unions["city"].id, role="audit_admin"
        )


def test_the_database_keeps_them_apart_too(world: World, system_admin: Member) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(
            person_id=system_admin.id, union_id=world.unions["city"].id, role="audit_admin", since=clock.today()
        )


def test_an_ended_post_reaches_nothing_from_that_moment(stranger: Member, security_admin: Member) -> None:
    for post in api.posts_of(stranger.id):
        api.end_post(by=security_admin.actor, person_id=stranger.id, post_id=post.id)
    assert stranger.actor.scopes == ()
    assert not api.is_officer(stranger.id)


def test_a_post_ends_once(stranger: Member, security_admin: Member) -> None:
    post = api.posts_of(stranger.id)[0]
    api.end_post(by=security_admin.actor, person_id=stranger.id, post_id=post.id)
    with pytest.raises(NoSuchPost):
        api.end_post(by=security_admin.actor, person_id=stranger.id, post_id=post.id)
