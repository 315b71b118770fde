"""A family to test with."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.kernel.ids import uuid7
from niangjia.kernel.resident_id import check_digit
from niangjia.people import api as people


def id_number(born: str, sequence: int) -> str:
    """A made-up number that holds."""
    body = f"350121{born}{sequence:03d}"
    return body + check_digit(body)


def member(tree: SimpleNamespace, name: str, number: str, phone: str) -> UUID:
    person_id = people.begin_person(by=SYSTEM, phone=phone)
    people.identify_person(by=SYSTEM, person_id=person_id, name=name, id_number=number)
    people.join_union(by=SYSTEM, person_id=person_id, union_id=tree.works.id, since=date(2020, 1, 1))
    return person_id


def officer(union: Any, role: str = "aid") -> Actor:
    return Actor(uuid7(), "帮扶", (Scope(role, union.path),))


def answers(**more: Any) -> dict[str, Any]:
    """A mother and her two children; her income is the family's: 20,000 yuan a year after the hospital."""
    return {
        "members": [
            {"name": "林晓梅", "relation": "self", "id_number": id_number("19860312", 124), "income_fen": 4_000_000},
            {"name": "陈小宝", "relation": "child", "id_number": id_number("20150601", 111), "income_fen": 0},
            {
                "name": "陈小贝",
                "relation": "child",
                "id_number": id_number("20180901", 222),
                "income_fen": 0,
                "health": "chronic",
            },
        ],
        "rigid_fen": 2_000_000,
        "homes": 1,
        "cause": "illness",
    } | more
