"""Titles of unions: given to the union and not to who asked, once a year, shown on the roll, taken back with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.declare import OutcomeCase
from niangjia.honours import api as honours
from niangjia.honours.errors import AlreadyHonoured, AlreadyRevoked
from niangjia.honours.models import Honour, UnionHonour
from niangjia.honours.outcomes import OUTCOMES
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from niangjia.kernel.ids import uuid7
from tests.cast import World

pytestmark = pytest.mark.django_db
SPEC = {"key": "model-home", "level": "municipal", "title": {"zh": "福州市模范职工之家", "en": "Model home of Fuzhou"}}
KIND = OUTCOMES[0]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        yield


@pytest.fixture
def case(world: World) -> OutcomeCase:
    """An officer asked for her union."""
    union = world.unions["ronghe"].id
    return OutcomeCase(
        uuid7(), "261123-00000001", "model-home", world["grassroots_officer"].id, "union", union, union, {}, SPEC,
        clock.now(),
    )  # fmt: skip


def test_the_union_is_named_and_not_the_officer_who_asked(world: World, case: OutcomeCase) -> None:
    given = KIND.deliver(by=SYSTEM, case=case)
    assert KIND.deliver(by=SYSTEM, case=case) == given
    (row,) = honours.honours_of_union(union_id=case.subject_id)
    assert (row.title, row.level_zh, row.year, row.union_name) == (
        "model-home", "市级", 2026, "榕和食品有限公司工会委员会",
    )  # fmt: skip
    assert not Honour.objects.exists()


def test_a_union_bears_a_title_once_a_year(case: OutcomeCase) -> None:
    KIND.deliver(by=SYSTEM, case=case)
    with pytest.raises(AlreadyHonoured):
        KIND.deliver(by=SYSTEM, case=replace(case, id=uuid7()))
    with clock.frozen("2027-11-23"):
        KIND.deliver(by=SYSTEM, case=replace(case, id=uuid7(), decided_at=clock.now()))


def test_a_reverted_case_takes_its_title_back(case: OutcomeCase) -> None:
    KIND.deliver(by=SYSTEM, case=case)
    assert KIND.revert
    KIND.revert(by=SYSTEM, case=case)
    KIND.revert(by=SYSTEM, case=case)
    (row,) = honours.honours_of_union(union_id=case.subject_id)
    assert row.reason == "原办理结果已撤回"
    assert honours.union_roll() == []


def test_only_a_leader_of_the_city_takes_it_back_with_a_reason(world: World, case: OutcomeCase) -> None:
    honour_id = honours.give_union_honour(by=SYSTEM, case=case)

    def revoke(who: str, reason: str) -> None:
        honours.revoke_union_honour(by=world[who].actor, union_id=case.subject_id, honour_id=honour_id, reason=reason)

    with pytest.raises(NotAllowed):
        revoke("county_officer", "家里长年没有人管")
    with pytest.raises(ReasonMissing):
        revoke("leader", "无")
    revoke("leader", "家里长年没有人管")
    with pytest.raises(AlreadyRevoked):
        revoke("leader", "家里长年没有人管")
    with pytest.raises(NotFound):
        honours.revoke_union_honour(
            by=SYSTEM, union_id=world.unions["city"].id, honour_id=honour_id, reason="不是这个工会"
        )


def test_the_public_roll_shows_unions_in_a_table_of_their_own(case: OutcomeCase, client: Client) -> None:
    assert "榜上还没有名字" in client.get("/public/honours/").content.decode()
    KIND.deliver(by=SYSTEM, case=case)
    page = client.get("/public/honours/?year=2026").content.decode()
    assert "福州市模范职工之家" in page
    assert "榕和食品有限公司工会委员会" in page
    assert "榜上还没有名字" not in page
    assert "福州市模范职工之家" not in client.get("/public/honours/?year=2025").content.decode()


def test_the_database_says_no_first(case: OutcomeCase) -> None:
    KIND.deliver(by=SYSTEM, case=case)
    (honour,) = UnionHonour.objects.all()
    rows = UnionHonour.objects.filter(id=honour.id)
    wrong: list[Callable[[], object]] = [
        lambda: rows.update(level="galactic"),
        lambda: rows.update(title=""),
        lambda: rows.update(revoked_on="2026-11-24"),
        lambda: rows.update(revoked_on="2020-01-01", reason="太早了"),
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
