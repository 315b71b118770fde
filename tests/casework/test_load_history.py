"""Past cases of unions enter as if they had been decided here: money in two halves, a title by a jury, caps that are used up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.models import CapLine, Case
from niangjia.catalogue import api as catalogue
from niangjia.honours import api as honours
from niangjia.insight import api as insight
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from tests.cast import World

pytestmark = pytest.mark.django_db
AT = datetime(2023, 3, 6, 1, tzinfo=UTC)
HALF = 2_000_000
TITLE = {"key": "model-home", "level": "municipal", "title": {"zh": "福州市模范职工之家", "en": "Model home of Fuzhou"}}
COUNTED = {"mean": "86.33", "counted": 3, "dropped": 2, "full": 100, "pass_mark": 60, "passed": True}


def past(world: World, service: str, **more: Any) -> casework.NewCase:
    """A case of the firm's union."""
    home = world.unions["ronghe"]
    steps = (casework.NewStep("opened", AT, SYSTEM.id, SYSTEM.label),)
    return casework.NewCase(
        id=uuid7(), service=service, subject_id=home.id, person_id=None, who=home.name, union_id=home.id, path=home.path,
        origin="applied", applied_at=AT, decided_at=AT, ended_at=AT + timedelta(90), steps=steps, **more,
    )  # fmt: skip


def in_halves(world: World) -> tuple[casework.NewCase, ledger.NewBatch]:
    """A home that was subsidised, each half in a batch of one."""
    holds = uuid7(), uuid7()
    parts = tuple(casework.NewPart(HALF, hold, AT + timedelta(9 + 80 * nr)) for nr, hold in enumerate(holds))
    case = past(world, "home-subsidy", amount_fen=2 * HALF, fund="building", hold_id=holds[0], parts=parts)
    lines = tuple(
        ledger.NewPaid(
            case.id, hold, "union", case.subject_id, "building", HALF, "职工之家建设补助", case.who, "6222021402000000019", AT, part
        )
        for part, hold in enumerate(holds, 1)
    )  # fmt: skip
    first, second = world["municipal_officer"], world["leader"]
    batch = ledger.NewBatch(uuid7(), "PF-1", AT + timedelta(89), (first.id, "甲"), (second.id, "乙"), lines)
    return case, batch


def yuan(key: str) -> int:
    return int(insight.figure(key=key)[1] or 0)


def test_a_grant_in_halves_is_counted_half_by_half_and_its_cap_is_used(world: World) -> None:
    case, batch = in_halves(world)
    before = yuan("home_subsidy_yuan")
    casework.load_history(by=SYSTEM, cases=[case])
    assert ledger.load_paid(by=SYSTEM, union_id=world.unions["city"].id, batches=[batch], basis="往年预算") == 2
    assert yuan("home_subsidy_yuan") == before + 2 * HALF // 100
    assert [(part.nr, part.state) for part in casework.parts_of_case(case_id=case.id)] == [(1, "paid"), (2, "paid")]
    assert [row.instalment for row in ledger.payouts_of_case(case_id=case.id)] == [1, 2]
    assert CapLine.objects.get(owner=f"union:{case.subject_id}").used_fen == 2 * HALF
    assert ledger.books_balanced().balanced
    assert helped(case.subject_id, "once") is False


def helped(union_id: UUID, criterion: str) -> bool | None:
    lines = catalogue.explain(service="home-subsidy", subject_id=union_id)
    return next(line.value for line in lines if line.name == criterion)


def test_a_union_s_title_stands_on_its_roll_and_its_jury_shows_the_result_alone(world: World) -> None:
    case = past(world, "model-home", record={"jury": {"1": COUNTED}})
    before = yuan("model_homes")
    casework.load_history(by=SYSTEM, cases=[case])
    title = honours.NewUnionHonour(uuid7(), case.subject_id, "model-home", TITLE, case.id, AT.date())
    assert honours.load_union_honours(by=SYSTEM, honours=[title]) == 1
    assert [row.year for row in honours.honours_of_union(union_id=case.subject_id)] == [2023]
    assert yuan("model_homes") == before + 1
    jury = casework.jury_for(world["leader"].actor, case.id)
    assert (jury.seats, jury.result) == ([], COUNTED)
    assert Case.objects.get(id=case.id).state == "archived"
