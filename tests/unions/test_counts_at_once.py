"""Sixteen who write, one who folds, one who moves the tree: no number is lost and nobody is counted twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from niangjia.base.actor import SYSTEM
from niangjia.base.declare import OutcomeCase
from niangjia.catalogue import api as catalogue
from niangjia.honours import api as honours
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.unions.models import Delta
from tests.cast import build_world

AT_ONCE = 16


def at_once(works: list[Callable[[], object]]) -> None:
    """Each in a thread with a connection of its own."""

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_between_writers_the_folder_and_a_move() -> None:
    world = build_world()
    catalogue.refresh_everybody()  # founding a union leaves its facts; build_world does not
    before = unions.counted(path="", keys=["members"])["members"].amount
    newcomers = [people.begin_person(by=SYSTEM, phone=f"139000020{n:02d}") for n in range(AT_ONCE)]
    homes = [world.unions[key].id for key in ("ronghe", "gudong", "shangjie", "gulou")]

    def come_and_go(n: int) -> Callable[[], None]:
        def work() -> None:
            people.join_union(by=SYSTEM, person_id=newcomers[n], union_id=homes[n % 4])
            people.transfer_membership(by=SYSTEM, person_id=newcomers[n], union_id=homes[(n + 1) % 4])
            if n % 2:
                people.withdraw_membership(by=SYSTEM, person_id=newcomers[n])

        return work

    def move() -> None:
        for parent in ("gulou", "minhou", "gulou"):
            unions.move_union(by=SYSTEM, union_id=world.unions["shangjie"].id, parent_id=world.unions[parent].id)

    works: list[Callable[[], object]] = [come_and_go(n) for n in range(AT_ONCE)]
    for place in (3, 6, 9, 12, 15):
        works.insert(place, lambda: unions.fold(most=3))
    at_once([*works[:8], move, *works[8:]])
    assert unions.counted(path="", keys=["members"])["members"].amount == before + AT_ONCE // 2
    assert unions.check_counts().differing == ()
    unions.fold()
    assert Delta.objects.count() == 0
    assert unions.check_counts().differing == ()


@pytest.mark.django_db(transaction=True)
def test_a_person_honoured_in_two_places_at_the_same_moment_is_one() -> None:
    world = build_world()
    worker = world["worker"].id

    def honour(n: int) -> Callable[[], UUID]:
        home = world.unions[("ronghe", "gudong", "shangjie")[n % 3]].id
        case = OutcomeCase(
            id=uuid7(), number=f"t-{n}", service="model-worker", person_id=worker, subject_kind="person", subject_id=worker,
            union_id=home, answers={}, spec={}, decided_at=datetime(2016 + n, 5, 1, tzinfo=UTC),
        )  # fmt: skip
        return lambda: honours.give_honour(by=SYSTEM, case=case)

    at_once([honour(n) for n in range(9)])
    everywhere = ["", *(world.unions[key].path for key in ("city", "gulou", "gudong", "minhou", "shangjie", "ronghe"))]
    assert [unions.counted(path=path, keys=["model_workers"])["model_workers"].amount for path in everywhere] == [1] * 7
    assert unions.check_counts().differing == ()
