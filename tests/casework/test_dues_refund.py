"""Small payers get their dues back without asking: opened for them, audited by two people, paid once (domain: 小额缴费全额返还)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from niangjia.base import journal
from niangjia.base.actor import SYSTEM
from niangjia.base.spreadsheets import write_list
from niangjia.casework import api as casework
from niangjia.casework.errors import NotKnownYet, WrongState
from niangjia.casework.models import Case
from niangjia.kernel.errors import NotAllowed
from niangjia.ledger import api as ledger
from niangjia.organising import api as organising
from niangjia.people import api as people
from niangjia.unions import api as unions
from tests.casework.conftest import Run, later, state
from tests.casework.test_study_grant import pay_by_bank
from tests.cast import EMPLOYER_CODE, World

pytestmark = pytest.mark.django_db
HEADS = (
    "缴费单位",
    "统一社会信用代码",
    "所属工会",
    "年度",
    "季度",
    "缴费金额",
    "上缴金额",
    "缴费日期",
    "国有控股",
    "机关事业",
)


@pytest.fixture
def fund(known: World) -> None:
    ledger.appropriate(
        by=SYSTEM,
        union_id=known.unions["city"].id,
        fund="dues-refund",
        year=2026,
        amount_fen=500_000_00,
        basis="测试预算",
    )


def told(world: World, tmp_path: Path, *years: tuple[int | str, str], state_controlled: str = "否") -> None:
    """The tax bureau's list: (year or "2026-4" for a quarter, amount in yuan) of the cast's employer."""
    file = tmp_path / "dues.xlsx"
    rows = [
        ("榕和食品有限公司", EMPLOYER_CODE, world.unions["ronghe"].name, year, quarter, amount, amount, f"{year}-03-01", state_controlled, "否")
        for (year, _, quarter), amount in ((str(period).partition("-"), amount) for period, amount in years)
    ]  # fmt: skip
    write_list(file, HEADS, rows)
    result = organising.import_dues(by=SYSTEM, source=file)
    assert not result.rejected


def account(world: World) -> None:
    unions.set_union_account(
        by=SYSTEM,
        union_id=world.unions["ronghe"].id,
        holder=world.unions["ronghe"].name,
        bank="农业银行",
        number="35050161893800001",
    )


def only_case() -> Any:
    return Case.objects.get(service="dues-refund")


def audit(world: World, case_id: UUID) -> None:
    casework.approve(by=world["finance_officer"].actor, case_id=case_id)
    casework.approve(by=world["second_finance_officer"].actor, case_id=case_id)


@pytest.mark.parametrize("paid, refunded", [("650", 650_00), ("12000", 10_000_00)])
def test_what_was_handed_up_comes_back_up_to_the_cap(
    known: World, fund: None, tmp_path: Path, run_jobs: Run, paid: str, refunded: int
) -> None:
    account(known)
    told(known, tmp_path, (2024, "9999.98"), (2025, "9999.99"), (2026, paid))
    assert casework.deliver_entitled(by=SYSTEM, service="dues-refund") == 1
    case = only_case()
    audit(known, case.id)
    with later("2026-11-25"):
        pay_by_bank(known)
        run_jobs()
    assert (state(case.id), only_case().amount_fen) == ("delivered", refunded)


@pytest.fixture
def refunded(known: World, fund: None, tmp_path: Path, run_jobs: Run) -> UUID:
    """650 yuan are on the account of the union of 榕和食品."""
    account(known)
    told(known, tmp_path, (2024, "10"), (2025, "10"), (2026, "650"))
    casework.deliver_entitled(by=SYSTEM, service="dues-refund")
    case_id: UUID = only_case().id
    audit(known, case_id)
    with later("2026-11-25"):
        pay_by_bank(known)
        run_jobs()
    return case_id


def test_the_union_that_got_the_money_says_how_it_went_once(known: World, refunded: UUID) -> None:
    chair = known["grassroots_officer"].actor
    casework.rate(by=chair, case_id=refunded, stars=4, text="钱到得很快")
    assert (state(refunded), only_case().rating, only_case().rating_text) == ("rated", 4, "钱到得很快")
    entry = journal.entries(about=("case", refunded), verb="casework.rate")[0]
    assert entry.actor_id == known["grassroots_officer"].id
    with pytest.raises(WrongState):
        casework.rate(by=chair, case_id=refunded, stars=1)


@pytest.mark.parametrize("who", ["finance_officer", "town_officer", "leader", "worker", "stranger"])
def test_nobody_else_says_how_it_went(known: World, refunded: UUID, who: str) -> None:
    with pytest.raises(NotAllowed):
        casework.rate(by=known[who].actor, case_id=refunded, stars=5)
    assert (state(refunded), only_case().rating) == ("delivered", None)


def test_a_case_that_began_when_no_rating_was_asked_is_not_rated(known: World, refunded: UUID) -> None:
    Case.objects.filter(id=refunded).update(service="town-subsidy", version=3)
    with pytest.raises(WrongState):
        casework.rate(by=known["grassroots_officer"].actor, case_id=refunded, stars=5)


def test_an_average_of_exactly_ten_thousand_gets_nothing(known: World, tmp_path: Path) -> None:
    told(known, tmp_path, (2024, "10000"), (2025, "10000"), (2026, "650"))
    assert casework.deliver_entitled(by=SYSTEM, service="dues-refund") == 0


def test_a_state_controlled_payer_gets_nothing(known: World, tmp_path: Path) -> None:
    told(known, tmp_path, (2024, "10"), (2025, "10"), (2026, "650"), state_controlled="是")
    assert casework.deliver_entitled(by=SYSTEM, service="dues-refund") == 0


def test_a_new_payer_waits_for_an_officer_and_cannot_be_signed_while_unknown(
    known: World, fund: None, tmp_path: Path
) -> None:
    told(known, tmp_path, (2026, "650"))
    assert casework.deliver_entitled(by=SYSTEM, service="dues-refund") == 1
    with pytest.raises(NotKnownYet):
        audit(known, only_case().id)


def test_a_second_run_pays_nobody_twice(known: World, fund: None, tmp_path: Path, run_jobs: Run) -> None:
    account(known)
    told(known, tmp_path, (2024, "10"), (2025, "10"), (2026, "650"))
    assert casework.deliver_entitled(by=SYSTEM, service="dues-refund") == 1
    assert casework.deliver_entitled(by=SYSTEM, service="dues-refund") == 0
    audit(known, only_case().id)
    with later("2026-11-25"):
        pay_by_bank(known)
        run_jobs()
        assert casework.deliver_entitled(by=SYSTEM, service="dues-refund") == 0
    assert ledger.books_balanced().balanced


def test_without_an_account_the_money_waits_and_the_union_is_told(
    known: World, fund: None, tmp_path: Path, run_jobs: Run
) -> None:
    told(known, tmp_path, (2024, "10"), (2025, "10"), (2026, "650"))
    casework.deliver_entitled(by=SYSTEM, service="dues-refund")
    audit(known, only_case().id)
    run_jobs()
    finance = known["finance_officer"].actor
    assert [p.state for p in ledger.payouts_visible_to(finance, case_id=only_case().id)] == ["no_account"]
    account(known)
    ledger.account_given(by=SYSTEM, owner_kind="union", owner_id=known.unions["ronghe"].id)
    assert [p.state for p in ledger.payouts_visible_to(finance, case_id=only_case().id)] == ["waiting"]


def test_the_leaders_of_the_union_are_the_ones_to_tell(known: World, tmp_path: Path) -> None:
    told(known, tmp_path, (2024, "10"), (2025, "10"), (2026, "650"))
    casework.deliver_entitled(by=SYSTEM, service="dues-refund")
    leaders = people.officers_at(union_id=known.unions["ronghe"].id, role="leader")
    assert casework.people_concerned(case_id=only_case().id) == leaders
