"""An application to join that came back is mended on the page that mends every other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from niangjia.casework import api as casework
from niangjia.casework.rules.defects import Defect
from niangjia.catalogue import api as catalogue
from tests.casework.conftest import join_answers
from tests.cast import World

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def joining(world: World) -> UUID:
    catalogue.refresh("person", sorted(member.id for member in world.people.values()))
    answers = join_answers(world, "shangjie")
    return casework.apply_for_service(by=world["courier"].actor, service="join", answers=answers)


def repair_page(world: World, case_id: UUID, phone: Client, *, field: str) -> str:
    officer = world["town_officer"].actor
    casework.return_for_repair(by=officer, case_id=case_id, defects=[Defect(field, "请再看一眼。")])
    return text(phone.get(f"/matters/{case_id}/repair/"))


def test_the_union_that_was_chosen_stands_there_by_its_name(client_of: ClientOf, world: World, joining: UUID) -> None:
    phone = client_of("courier")
    page = repair_page(world, joining, phone, field="employer_name")
    assert "上街镇总工会" in page
    assert str(world.unions["shangjie"].id) not in page
    mended = {"employer_name": "闽路快送上街站", "signature-typed": "黄志强", "wish": "on"}
    assert phone.post(f"/matters/{joining}/repair/", mended).status_code == 302
    case = casework.case_for(world["courier"].actor, joining).case
    assert (case.state, case.answers["union"]) == ("review", str(world.unions["shangjie"].id))


def test_a_union_that_is_wrong_is_chosen_anew_from_those_near(client_of: ClientOf, world: World, joining: UUID) -> None:
    page = repair_page(world, joining, client_of("courier"), field="union")
    assert f'<option value="{world.unions["shangjie"].id}" selected>上街镇总工会</option>' in page
    assert "鼓东街道总工会" not in page
