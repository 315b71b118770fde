"""Who is who, and who sees whom."""

from __future__ import annotations

from uuid import uuid4

import pytest

from niangjia.base.actor import SYSTEM, Scope
from niangjia.kernel.errors import NotFound
from niangjia.people import api
from tests.cast import Member, World

pytestmark = pytest.mark.django_db


def test_an_officer_is_named_with_her_union(town_officer: Member, world: World) -> None:
    actor = town_officer.actor
    assert actor.label == "林雅芳 · 上街镇总工会"
    assert actor.scopes == (
        Scope("aid", world.unions["shangjie"].path),
        Scope("reviewer", world.unions["shangjie"].path),
    )


def test_a_worker_has_no_scopes(worker: Member) -> None:
    assert worker.actor.scopes == ()
    assert worker.actor.label == "林秀琴"


def test_a_login_is_as_good_as_its_person(worker: Member) -> None:
    assert api.actor_for(worker.login) == worker.actor


def test_a_login_nobody_stands_behind_yet_is_an_actor_of_its_own(db: None) -> None:
    login = api.ensure_login(phone="13900000001")
    assert api.actor_for(login).id == login.id
    assert api.actor_for(login).label == "139••••0001"


def test_a_worker_sees_herself_alone(worker: Member, mother: Member) -> None:
    assert [ref.id for ref in api.people_visible_to(worker.actor).rows] == [worker.id]
    with pytest.raises(NotFound):
        api.person_for(worker.actor, mother.id)


@pytest.mark.parametrize(
    ("officer", "sees_worker"),
    [
        ("grassroots_officer", True), ("town_officer", True), ("county_officer", True), ("municipal_officer", True),
        ("stranger", False), ("system_admin", False), ("security_admin", False), ("audit_admin", False), ("courier", False),
    ],
)  # fmt: skip
def test_officers_see_the_members_below_their_posts(world: World, officer: str, sees_worker: bool) -> None:
    listed = {ref.id for ref in api.people_visible_to(world[officer].actor).rows}
    assert (world["worker"].id in listed) is sees_worker


def test_nobody_finds_whom_she_may_not_see(stranger: Member, worker: Member) -> None:
    for text in (worker.name, worker.phone, worker.id_number):
        assert api.people_visible_to(stranger.actor, text=text).rows == []


@pytest.mark.parametrize("how", ["name", "phone", "id_number"])
def test_an_officer_finds_by_name_phone_or_number(town_officer: Member, worker: Member, how: str) -> None:
    page = api.people_visible_to(town_officer.actor, text=getattr(worker, how))
    assert [ref.id for ref in page.rows] == [worker.id]
    assert page.total == 1


def test_a_list_can_be_narrowed_to_a_union(municipal_officer: Member, world: World) -> None:
    page = api.people_visible_to(municipal_officer.actor, union_path=world.unions["ronghe"].path)
    assert {ref.name for ref in page.rows} == {"林秀琴", "郑美华", "陈国平"}
    assert page.rows[0].union_name == "榕和食品有限公司工会委员会"


def test_a_list_takes_three_queries_whatever_its_size(
    municipal_officer: Member, django_assert_num_queries: object
) -> None:
    actor = municipal_officer.actor
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture is untyped
        api.people_visible_to(actor, size=2)
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture is untyped
        api.people_visible_to(actor, size=50)


def test_the_system_sees_everybody(courier: Member) -> None:
    assert api.person_for(SYSTEM, courier.id).status == ""


def test_who_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound):
        api.person_for(SYSTEM, uuid4())


def test_officers_covering_a_union_come_nearest_first(world: World) -> None:
    found = api.officers_covering(world.unions["ronghe"].path, "reviewer")
    assert [post.name for post in found] == ["陈国平", "林雅芳", "吴建明", "许丽娟"]


def test_officers_at_a_union_are_of_that_union_alone(world: World, municipal_officer: Member) -> None:
    assert api.officers_at(world.unions["city"].id, "reviewer") == [municipal_officer.id]
    assert api.officers_at(world.unions["gudong"].id, "reviewer") == []


def test_members_are_counted_with_all_below(world: World) -> None:
    assert api.member_counts(path=world.unions["minhou"].path).active == 5
    counts = api.members_below(union_ids=[world.unions["city"].id, world.unions["gudong"].id])
    assert counts == {world.unions["city"].id: 10, world.unions["gudong"].id: 0}
