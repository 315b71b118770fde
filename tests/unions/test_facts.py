from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from niangjia.base.actor import SYSTEM
from niangjia.unions import api
from niangjia.unions.facts import SOURCES

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def facts(subject: str, *ids: UUID) -> list[dict[str, Any]]:
    source = next(one for one in SOURCES if one.subject == subject)
    sql = source.sql.replace("p_ids", "%(ids)s::uuid[]").replace("p_today", "%(today)s::date")
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ids": list(ids), "today": TODAY})
        names = [column.name for column in cursor.description]
        assert names == ["id", *(fact.column for fact in source.facts)]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_a_unions_facts_tell_its_employer_and_account() -> None:
    works = api.record_enterprise(by=SYSTEM, uscc="91350100M000100Y43", name="某某有限公司", state_controlled=False)
    city = api.found_union(by=SYSTEM, name="福州市总工会", level="municipal", kind="federation")
    union = api.found_union(
        by=SYSTEM, name="某某工会", level="grassroots", kind="enterprise", parent_id=city.id, employer_id=works.id
    )
    api.set_union_account(by=SYSTEM, union_id=union.id, holder="某某工会", bank="某某银行", number="3500123456")
    [row] = facts("union", union.id)
    assert (row["union__level"], row["union__has_account"], row["union__active"]) == ("grassroots", True, True)
    assert (row["union__state_controlled"], row["union__public_body"]) == (False, None)


def test_a_union_without_employer_knows_nothing_of_one() -> None:
    city = api.found_union(by=SYSTEM, name="福州市总工会", level="municipal", kind="federation")
    [row] = facts("union", city.id)
    assert (row["union__has_employer"], row["union__state_controlled"], row["union__has_account"]) == (
        False,
        None,
        False,
    )


def test_an_employers_facts_say_whether_it_has_a_union() -> None:
    works = api.record_enterprise(by=SYSTEM, uscc="91350100M000100Y43", name="某某有限公司")
    assert [row["enterprise__has_union"] for row in facts("enterprise", works.id)] == [False]
    assert facts("enterprise", UUID(int=0)) == []
