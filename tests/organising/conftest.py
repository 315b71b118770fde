"""A small tree for organising: the city, a county, two towns, an employer's union, a joint union."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.spreadsheets import write_list
from niangjia.kernel.ids import uuid7
from niangjia.kernel.imports import ImportResult
from niangjia.organising.actions.import_dues import COLUMNS, import_dues
from niangjia.organising.facts import SOURCES
from niangjia.unions import api as unions

CODE = "91350100M000100Y43"


@pytest.fixture
def today() -> Iterator[None]:
    with clock.frozen("2025-11-03"):
        yield


@pytest.fixture
def tree(today: None) -> SimpleNamespace:
    def found(name: str, level: str, kind: str, parent: Any = None, **more: Any) -> Any:
        return unions.found_union(
            by=SYSTEM, name=name, level=level, kind=kind, parent_id=parent.id if parent else None, **more
        )

    works = unions.record_enterprise(by=SYSTEM, uscc=CODE, name="闽江电子有限公司", region_code="350121001")
    city = found("福州市总工会", "municipal", "federation", region_code="350100")
    county = found("闽侯县总工会", "county", "federation", city, region_code="350121")
    town = found("上街镇总工会", "town", "federation", county, region_code="350121001")
    return SimpleNamespace(
        city=city,
        county=county,
        town=town,
        other_town=found("南屿镇总工会", "town", "federation", county, region_code="350121002"),
        employer=works,
        works=found("闽江电子有限公司工会委员会", "grassroots", "enterprise", town, employer_id=works.id),
        joint=found("上街镇商圈联合工会委员会", "grassroots", "joint", town, founded_on=date(2018, 5, 1)),
        riders=found("上街镇新就业形态联合工会委员会", "grassroots", "new_form", town),
    )


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., ImportResult]:
    """Import rows given as dictionaries by column key."""

    def run(*rows: dict[str, str], **options: Any) -> ImportResult:
        file = tmp_path / f"{uuid7()}.xlsx"
        titles = [titles[0] for titles in COLUMNS.values()]
        write_list(file, titles, [[row.get(key, "") for key in COLUMNS] for row in rows])
        return import_dues(**{"by": SYSTEM, "source": file} | options)

    return run


@pytest.fixture
def facts() -> Callable[[Any], dict[str, Any]]:
    """What the dues source says of an employer."""
    (source,) = SOURCES

    def ask(enterprise_id: Any) -> dict[str, Any]:
        sql = source.sql.replace("p_ids", "%(ids)s::uuid[]").replace("p_today", "%(today)s::date")
        with connection.cursor() as cursor:
            cursor.execute(sql, {"ids": [enterprise_id], "today": clock.today()})
            names = [column.name for column in cursor.description]
            return dict(zip(names, cursor.fetchone(), strict=True))

    return ask
