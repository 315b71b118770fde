"""What the tests of grants in parts stand in: a union that asks for its home, a chair who gets an allowance."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.models import Case, Part
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.unions import api as unions
from niangjia.unions.models import Enterprise
from tests.cast import World

HOME, ALLOWANCE = "home-subsidy", "cadre-allowance"
BUDGET_FEN = 400_000_00
ASKED_FEN = 100_000_01  # odd, so that the halves differ
FORM = {
    "place": "厂区二号楼",
    "area": "60",
    "plan": "图书角和茶水间，下班能坐一坐。",
    "cost_fen": "120,000",
    "before": [str(uuid7())],
}
PICTURES = (uuid7(), uuid7())


def appropriate(world: World) -> None:
    ledger.appropriate(
        by=SYSTEM, union_id=world.unions["city"].id, fund="building", year=2026, amount_fen=BUDGET_FEN, basis="测试预算"
    )


def small_unions_may(world: World) -> None:
    """The cast's union has an account, and three members are enough."""
    union = world.unions["ronghe"]
    unions.set_union_account(
        by=SYSTEM, union_id=union.id, holder=union.name, bank="农业银行", number="35050161893800002"
    )
    catalogue.set_parameter(
        by=SYSTEM, service=HOME, name="least_members", value=3, from_day=date(2026, 1, 1), basis="测试"
    )
    catalogue.refresh("union", sorted(each.id for each in world.unions.values()))


def chairs_a_private_union(world: World) -> None:
    """The leader of the cast's union: her employer is known to be neither the state's nor a public body."""
    Enterprise.objects.update(state_controlled=False, public_body=False)
    catalogue.refresh("person", [world["grassroots_officer"].id])


def left(world: World) -> int:
    """What may still be granted, in fen."""
    found = ledger.budget_left(union_id=world.unions["city"].id, fund="building", year=2026)
    assert found is not None
    return found


def parts(case_id: UUID) -> list[tuple[int, str]]:
    return list(Part.objects.filter(case_id=case_id).order_by("nr").values_list("amount_fen", "state"))


def pay(world: World, result: str = "成功") -> int:
    """All that waits, through two signatures to the bank and back; how many."""
    finance, second = world["finance_officer"].actor, world["second_finance_officer"].actor
    waiting = [payout.id for payout in ledger.payouts_visible_to(finance, state="waiting")]
    batch = ledger.prepare_batch(by=finance, payout_ids=waiting)
    ledger.submit_batch(by=finance, batch_id=batch)
    ledger.release_batch(by=second, batch_id=batch)
    ledger.bank_file(by=finance, batch_id=batch)
    answer(world, result, batch)
    return len(waiting)


def answer(world: World, result: str, batch_id: UUID) -> ledger.Receipts:
    """The bank says this of every line."""
    finance = world["finance_officer"].actor
    found, lines = ledger.batch(finance, batch_id=batch_id)
    rows = "\n".join(f"{found.number},{line.seq},{line.amount_fen / 100:.2f},{result},户名不符" for line in lines)
    told = ledger.take_receipts(by=finance, file=f"批次号,序号,金额,结果,原因\n{rows}\n".encode())
    assert not told.problems
    return told


def newest_batch(world: World) -> UUID:
    return ledger.batches_visible_to(world["finance_officer"].actor)[0].id


def amount(case_id: UUID) -> int | None:
    return Case.objects.values_list("amount_fen", flat=True).get(id=case_id)


def granted(world: World) -> UUID:
    """The union of the cast has asked, the town and the county have looked, the city has granted 100,000.01 yuan; it is on notice."""
    case_id = casework.apply_for_service(
        by=world["grassroots_officer"].actor, service=HOME, answers=FORM, subject_id=world.unions["ronghe"].id
    )
    casework.approve(by=world["town_officer"].actor, case_id=case_id)
    casework.record_visit(
        by=world["county_officer"].actor, case_id=case_id, found="一间空屋，六十平方米。", signed=True
    )
    casework.approve(by=world["municipal_officer"].actor, case_id=case_id, amount_fen=ASKED_FEN)
    return case_id
