from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection

from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.ids import uuid7
from niangjia.unions import api
from niangjia.unions.api import UnionRef
from niangjia.unions.errors import BadAccount, BadEmployerCode, BadUnionName, IntoItself, NameTaken, WrongLevel
from niangjia.unions.models import Enterprise, Union, UnionAccount

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> UnionRef:
    return api.found_union(by=SYSTEM, name="福州市总工会", level="municipal", kind="federation", region_code="350100")


def found(parent: UnionRef, name: str, level: str, kind: str = "federation", region_code: str = "") -> UnionRef:
    return api.found_union(by=SYSTEM, parent_id=parent.id, name=name, level=level, kind=kind, region_code=region_code)


@pytest.fixture
def gulou(city: UnionRef) -> UnionRef:
    return found(city, "鼓楼区总工会", "county", region_code="350102")


@pytest.fixture
def taijiang(city: UnionRef, gulou: UnionRef) -> UnionRef:
    return found(city, "台江区总工会", "county", region_code="350103")


@pytest.fixture
def huada(gulou: UnionRef) -> UnionRef:
    return found(gulou, "鼓楼区华大街道总工会", "town", "local", "350102007")


@pytest.fixture
def works(huada: UnionRef) -> UnionRef:
    return found(huada, "某某工会委员会", "grassroots", "enterprise", "350102007")


def officer(path: str, role: str = "reviewer") -> Actor:
    return Actor(uuid7(), "陈干事", (Scope(role, path),))


def test_a_child_lies_below_its_parent_and_after_its_sister(
    city: UnionRef, gulou: UnionRef, taijiang: UnionRef
) -> None:
    assert (city.path, gulou.path, taijiang.path) == ("000001/", "000001/000001/", "000001/000002/")


def test_levels_fall_and_only_the_city_has_no_parent(gulou: UnionRef) -> None:
    with pytest.raises(WrongLevel, match="县级工会不能放在县级工会下面"):
        found(gulou, "县", "county")
    with pytest.raises(WrongLevel):
        api.found_union(by=SYSTEM, name="无上级", level="town", kind="local")


def test_a_name_is_used_once_under_one_parent(gulou: UnionRef, taijiang: UnionRef) -> None:
    found(gulou, "联合工会", "grassroots", "joint")
    found(taijiang, "联合工会", "grassroots", "joint")
    with pytest.raises(NameTaken):
        found(gulou, " 联合工会 ", "grassroots", "joint")


@pytest.mark.parametrize("name", ["", " ", "=1+1", "<b>工会", "工" * 121])
def test_a_name_must_be_one(city: UnionRef, name: str) -> None:
    with pytest.raises(BadUnionName):
        found(city, name, "county")


def test_only_who_holds_a_post_above_may_found(gulou: UnionRef, taijiang: UnionRef) -> None:
    by = officer(taijiang.path)
    api.found_union(by=by, name="台江某街道总工会", level="town", kind="local", parent_id=taijiang.id)
    with pytest.raises(NotAllowed):
        api.found_union(by=by, name="别家", level="town", kind="local", parent_id=gulou.id)
    with pytest.raises(NotAllowed):
        api.found_union(by=officer(gulou.path, "finance"), name="别家", level="town", kind="local", parent_id=gulou.id)


def test_a_move_takes_everything_below_along(
    taijiang: UnionRef, gulou: UnionRef, huada: UnionRef, works: UnionRef
) -> None:
    moved = api.move_union(by=SYSTEM, union_id=huada.id, parent_id=taijiang.id, reason="区划调整")
    assert moved.path == f"{taijiang.path}000001/"
    assert api.union(union_id=works.id).path == f"{moved.path}000001/"
    assert [ref.name for ref in api.ancestors(path=api.union(union_id=works.id).path)] == [
        "福州市总工会",
        "台江区总工会",
        "鼓楼区华大街道总工会",
    ]
    assert api.subtree(path=gulou.path) == [api.union(union_id=gulou.id)]
    assert paths_follow_parents()


def test_a_union_cannot_move_into_itself_nor_below_its_level(
    gulou: UnionRef, taijiang: UnionRef, huada: UnionRef, works: UnionRef
) -> None:
    for below in (gulou, huada, works):
        with pytest.raises(IntoItself):
            api.move_union(by=SYSTEM, union_id=gulou.id, parent_id=below.id)
    with pytest.raises(WrongLevel):
        api.move_union(by=SYSTEM, union_id=taijiang.id, parent_id=huada.id)


def test_a_move_needs_posts_above_both_places(taijiang: UnionRef, gulou: UnionRef, huada: UnionRef) -> None:
    for by in (officer(gulou.path), officer(taijiang.path)):
        with pytest.raises(NotAllowed):
            api.move_union(by=by, union_id=huada.id, parent_id=taijiang.id)


def test_moving_where_it_is_changes_nothing(gulou: UnionRef, huada: UnionRef) -> None:
    assert api.move_union(by=SYSTEM, union_id=huada.id, parent_id=gulou.id) == huada


def test_a_new_name_leaves_the_place(gulou: UnionRef, huada: UnionRef) -> None:
    renamed = api.rename_union(by=officer(gulou.path), union_id=huada.id, name="鼓楼区新街道总工会")
    assert (renamed.id, renamed.path, renamed.short_name) == (huada.id, huada.path, "鼓楼区新街道")
    with pytest.raises(NotFound):
        api.rename_union(by=SYSTEM, union_id=uuid7(), name="无")


def test_children_come_with_what_lies_below_them(
    city: UnionRef, gulou: UnionRef, taijiang: UnionRef, works: UnionRef, django_assert_num_queries
) -> None:
    with django_assert_num_queries(3):
        rows = api.children(union_id=city.id)
    assert [(row.union.name, row.children, row.below, row.grassroots) for row in rows] == [
        ("鼓楼区总工会", 1, 2, 1),
        ("台江区总工会", 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("350102007", "鼓楼区华大街道总工会"),
        ("350102007001", "鼓楼区华大街道总工会"),
        ("350102999", "鼓楼区总工会"),
        ("350102", "鼓楼区总工会"),
        ("350199", "福州市总工会"),
    ],
)
def test_a_place_has_its_nearest_federation(works: UnionRef, code: str, name: str) -> None:
    federation = api.federation_for_region(region_code=code)
    assert federation is not None
    assert federation.name == name


def test_a_place_without_any_federation_has_none(works: UnionRef) -> None:
    assert api.federation_for_region(region_code="110101") is None
    assert api.federation_for_region(region_code="") is None


def test_search_stays_within_the_actors_subtrees(gulou: UnionRef, taijiang: UnionRef, works: UnionRef) -> None:
    assert api.search_unions(text="总工会")[0].name == "福州市总工会"
    assert api.search_unions(text="某某", by=officer(taijiang.path)) == []
    assert [ref.id for ref in api.search_unions(text="某某", by=officer(gulou.path))] == [works.id]


def test_the_line_runs_from_a_union_to_the_city_in_one_query(
    city: UnionRef, gulou: UnionRef, huada: UnionRef, works: UnionRef, django_assert_num_queries: Any
) -> None:
    for at, line in ((works, (works, huada, gulou, city)), (city, (city,))):
        with django_assert_num_queries(1):
            assert api.line(union_id=at.id) == line
    with pytest.raises(NotFound):
        api.line(union_id=uuid7())


def test_lists_of_names_and_towns(gulou: UnionRef, huada: UnionRef, works: UnionRef) -> None:
    assert [ref.id for ref in api.towns(path=gulou.path)] == [huada.id]
    assert set(api.unions_named(names=["某某工会委员会", "没有"])) == {"某某工会委员会"}
    assert api.union_named(name=" 某某工会委员会 ") == api.union(union_id=works.id)


def test_an_employer_is_entered_once_and_corrected_later(works: UnionRef) -> None:
    first = api.record_enterprise(by=SYSTEM, uscc="91350100M000100Y43", name="某某有限公司", state_controlled=False)
    second = api.record_enterprise(by=SYSTEM, uscc="91350100m000100y43", name="某某有限公司", public_body=False)
    assert (second.id, second.state_controlled, second.public_body) == (first.id, False, False)
    Union.objects.filter(id=works.id).update(employer_id=first.id)
    union = api.union_of_employer(uscc="91350100M000100Y43")
    assert union is not None
    assert union.id == works.id
    assert api.unions_of_employers(codes=["91350100M000100Y43", ""]) == {"91350100M000100Y43": works.id}
    with pytest.raises(NotAllowed):
        api.record_enterprise(by=officer("000001/000009/"), uscc="91350100M000100Y43", name="别人的单位")
    with pytest.raises(BadEmployerCode):
        api.record_enterprise(by=SYSTEM, uscc="123", name="错码")


def test_an_account_is_sealed_and_shown_by_its_end(works: UnionRef) -> None:
    account = api.set_union_account(
        by=officer(works.path, "finance"),
        union_id=works.id,
        holder="某某工会",
        bank="某某银行",
        number="3500 1234 5678 9012",
    )
    assert account.number_masked == "••••9012"
    assert api.account_number(union_id=works.id) == "3500123456789012"
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from unions_account where position('3500123456789012'::bytea in number) > 0")
        assert cursor.fetchone() == (0,)
    with pytest.raises(NotAllowed):
        api.set_union_account(by=officer(works.path), union_id=works.id, holder="甲", bank="乙", number="35001234567")
    with pytest.raises(BadAccount):
        api.set_union_account(by=SYSTEM, union_id=works.id, holder="甲", bank="乙", number="abc")
    assert UnionAccount.objects.count() == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"path": "x/"},
        {"level": "village"},
        {"kind": "club"},
        {"name": ""},
        {"dissolved_on": date(1999, 1, 1)},
        {"parent": None},
    ],
)
def test_the_database_refuses_what_cannot_be(works: UnionRef, broken: dict[str, object]) -> None:
    Union.objects.filter(id=works.id).update(founded_on=date(2000, 1, 1))
    with pytest.raises(IntegrityError):
        Union.objects.filter(id=works.id).update(**broken)


def test_a_code_is_an_employers_own(city: UnionRef) -> None:
    Enterprise.objects.create(name="甲", uscc="91350100M000100Y43")
    Enterprise.objects.create(name="乙")
    Enterprise.objects.create(name="丙")
    with pytest.raises(IntegrityError):
        Enterprise.objects.create(name="丁", uscc="91350100M000100Y43")


def paths_follow_parents() -> bool:
    return all(
        union.path.startswith(union.parent.path) and len(union.path) == len(union.parent.path) + 7
        for union in Union.objects.select_related("parent")
        if union.parent
    )
