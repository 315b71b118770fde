"""A whole tree enters by COPY."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from niangjia.base.actor import SYSTEM, Actor
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.unions import api as unions
from niangjia.unions.api import NewAccount, NewEnterprise, NewUnion
from niangjia.unions.errors import TreeNotEmpty
from niangjia.unions.rules.loading import Misplaced, placed

pytestmark = pytest.mark.django_db
CODE = "91350100M000100Y43"
CITY, COUNTY, WORKS = uuid7(), uuid7(), uuid7()
EMPLOYER = NewEnterprise(uuid7(), CODE, "闽江电子有限公司", "制造业", "350121107", False, False)
TREE = (
    NewUnion(CITY, None, "municipal", "federation", "福州市总工会", "350100"),
    NewUnion(COUNTY, CITY, "county", "federation", "闽侯县总工会", "350121"),
    NewUnion(
        WORKS,
        COUNTY,
        "grassroots",
        "enterprise",
        "闽江电子有限公司工会委员会",
        "350121107",
        EMPLOYER.id,
        date(2019, 5, 1),
    ),
)
ACCOUNT = NewAccount(uuid7(), WORKS, "闽江电子有限公司工会委员会", "海峡银行", "350000123456")


def load(by: Actor = SYSTEM, tree: tuple[NewUnion, ...] = TREE) -> int:
    return unions.load_unions(by=by, enterprises=[EMPLOYER], unions=tree, accounts=[ACCOUNT])


def fact(union_id: UUID, name: str) -> object:
    return catalogue.fact_value(subject="union", subject_id=union_id, fact=name)


def test_paths_follow_from_the_parents() -> None:
    assert load() == 3
    works = unions.union(union_id=WORKS)
    assert works.path == "000001/000001/000001/"
    assert works.short_name == "闽江电子"
    assert unions.union_of_employer(uscc=CODE) == works


def test_accounts_are_sealed() -> None:
    load()
    assert unions.accounts(union_ids=[WORKS])[WORKS].number_masked == "••••3456"
    assert unions.account_number(union_id=WORKS) == "350000123456"


def test_facts_follow_in_the_same_act() -> None:
    load()
    assert fact(WORKS, "union.has_account") is True
    assert fact(COUNTY, "union.level") == "county"


def test_a_tree_that_has_unions_is_not_filled_again() -> None:
    load()
    with pytest.raises(TreeNotEmpty):
        load()


def test_only_the_system_loads() -> None:
    with pytest.raises(NotAllowed):
        load(by=Actor(uuid7(), "某人"))


def test_a_child_before_its_parent_or_above_its_level_is_misplaced() -> None:
    with pytest.raises(Misplaced):
        list(placed(TREE[1:]))
    with pytest.raises(Misplaced):
        list(placed([TREE[0], TREE[1], NewUnion(uuid7(), COUNTY, "municipal", "federation", "另一个市总工会")]))
