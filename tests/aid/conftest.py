"""A tree with a district, and people who ask for help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from niangjia.aid import api as aid
from niangjia.aid.facts import SOURCES
from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.kernel.ids import uuid7
from niangjia.unions import api as unions
from tests.aid.family import answers, id_number, member


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        yield


@pytest.fixture
def tree(today: None) -> SimpleNamespace:
    def found(name: str, level: str, kind: str, parent: Any = None, **more: Any) -> Any:
        return unions.found_union(
            by=SYSTEM, name=name, level=level, kind=kind, parent_id=parent.id if parent else None, **more
        )

    city = found("福州市总工会", "municipal", "federation", region_code="350100")
    county = found("闽侯县总工会", "county", "federation", city, region_code="350121")
    town = found("上街镇总工会", "town", "federation", county, region_code="350121001")
    works = found("闽江电子有限公司工会委员会", "grassroots", "enterprise", town)
    other = found("鼓楼区总工会", "county", "federation", city, region_code="350102")
    return SimpleNamespace(city=city, county=county, town=town, works=works, other=other)


@pytest.fixture
def mother(tree: SimpleNamespace) -> UUID:
    return member(tree, "林晓梅", id_number("19860312", 124), "13900001111")


@pytest.fixture
def record(mother: UUID) -> Callable[..., UUID]:
    """Record the mother's family for a case; returns the case."""

    def run(case_id: UUID | None = None, **more: Any) -> UUID:
        case_id = case_id or uuid7()
        aid.record_family(by=SYSTEM, case_id=case_id, person_id=mother, answers=answers(**more))
        return case_id

    return run


@pytest.fixture
def facts() -> Callable[[UUID], dict[str, Any]]:
    """What the family source says of a person; empty when it says nothing."""
    (source,) = SOURCES

    def ask(person_id: UUID) -> dict[str, Any]:
        sql = source.sql.replace("p_ids", "%(ids)s::uuid[]").replace("p_today", "%(today)s::date")
        with connection.cursor() as cursor:
            cursor.execute(sql, {"ids": [person_id], "today": clock.today()})
            names = [column.name for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return rows[0] if rows else {}

    return ask
