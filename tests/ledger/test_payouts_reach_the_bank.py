"""From a payout to the bank and back."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.base import events
from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.ledger.errors import (
    AccountFlawed,
    BatchNotInState,
    InstalmentTaken,
    MixedBatch,
    OwnPayment,
    PayoutNotInState,
    PayoutNotReady,
    ReceiptsUnreadable,
    SamePerson,
    TransferSettled,
)
from niangjia.ledger.events import AccountMissing, PayoutBounced, PayoutPaid
from niangjia.ledger.models import BatchLine, Payout, PayoutBatch
from niangjia.unions.models import Union, UnionAccount
from tests.ledger.conftest import House, build, card, receipts

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[events.Event]:
    """Events as they are announced."""
    out: list[events.Event] = []
    monkeypatch.setattr("niangjia.base.acts.announce", out.extend)
    return out


@pytest.fixture
def funded(house: House) -> House:
    house.appropriate(100_000)
    return house


def state_of(payout_id: UUID) -> str:
    return Payout.objects.values_list("state", flat=True).get(id=payout_id)


def test_a_known_card_is_not_asked_again(funded: House) -> None:
    funded.ask(funded.worker.id)
    (row,) = ledger.payouts_of(owner_id=funded.worker.id)
    assert (row.state, row.holder, row.account_masked) == ("waiting", "陈*兰", f"••••{card(1)[-4:]}")
    with connection.cursor() as cursor:
        cursor.execute("select account::text from ledger_payout")
        assert card(1) not in cursor.fetchone()[0]


def test_without_a_card_the_money_waits_and_the_account_is_asked_for(funded: House, heard: list[events.Event]) -> None:
    payout_id = funded.ask(funded.cardless.id)
    assert state_of(payout_id) == "no_account"
    assert [type(event) for event in heard] == [AccountMissing]
    assert funded.budget().held_fen == 100_000


def test_a_payout_is_asked_for_once_per_case_and_instalment(funded: House) -> None:
    case_id = uuid7()
    hold_id = funded.hold(funded.worker.id, case_id=case_id)
    ask = {
        "by": SYSTEM, "case_id": case_id, "owner_kind": "person", "owner_id": funded.worker.id, "amount_fen": 100_000,
        "fund": "learning", "union_id": funded.county.id, "hold_id": hold_id,
    }  # fmt: skip
    assert ledger.request_payout(**ask) == ledger.request_payout(**ask)
    with pytest.raises(InstalmentTaken):
        ledger.request_payout(**(ask | {"amount_fen": 1}))
    with pytest.raises(TransferSettled):
        ledger.request_payout(**(ask | {"instalment": 2, "hold_id": uuid7()}))
    with pytest.raises(InstalmentTaken):
        ledger.request_payout(**(ask | {"instalment": 2}))


def test_a_cancelled_grant_that_is_given_again_is_paid(funded: House) -> None:
    case_id = uuid7()
    ask = {
        "by": SYSTEM, "case_id": case_id, "owner_kind": "person", "owner_id": funded.worker.id, "amount_fen": 100_000,
        "fund": "learning", "union_id": funded.county.id,
    }  # fmt: skip
    first = funded.hold(funded.worker.id, case_id=case_id)
    payout_id = ledger.request_payout(**ask, hold_id=first)
    ledger.void(by=SYSTEM, owner_id=funded.worker.id, transfer_id=first, reason="撤回")
    assert state_of(payout_id) == "cancelled"
    again = funded.hold(funded.worker.id, case_id=case_id)
    assert ledger.request_payout(**ask, hold_id=again) == payout_id
    assert state_of(payout_id) == "waiting"
    assert ledger.books_balanced().balanced


def test_the_preparer_cannot_release_and_a_second_person_can(funded: House) -> None:
    batch_id = ledger.prepare_batch(by=funded.preparer, payout_ids=[funded.ask(funded.worker.id)])
    with pytest.raises(BatchNotInState):
        ledger.release_batch(by=funded.releaser, batch_id=batch_id)
    ledger.submit_batch(by=funded.preparer, batch_id=batch_id)
    with pytest.raises(SamePerson):
        ledger.release_batch(by=funded.preparer, batch_id=batch_id)
    with pytest.raises(NotFound):
        ledger.release_batch(by=funded.stranger, batch_id=batch_id)
    above = Actor(uuid7(), "市", (Scope("leader", funded.city.path),))
    with pytest.raises(NotAllowed):
        ledger.release_batch(by=above, batch_id=batch_id)
    with pytest.raises(BatchNotInState):
        ledger.bank_file(by=funded.preparer, batch_id=batch_id)
    ledger.release_batch(by=funded.releaser, batch_id=batch_id)
    assert ledger.batch(funded.preparer, batch_id=batch_id)[0].state == "released"


def test_the_database_itself_wants_two_people(funded: House) -> None:
    batch_id = ledger.prepare_batch(by=funded.preparer, payout_ids=[funded.ask(funded.worker.id)])
    with pytest.raises(IntegrityError, match="ledger_batch_two_people"), transaction.atomic():
        PayoutBatch.objects.filter(id=batch_id).update(state="released", released_by=funded.preparer.id)


def test_nobody_prepares_or_releases_her_own_money(funded: House) -> None:
    payout_id = funded.ask(funded.worker.id)
    payee = Actor(funded.worker.id, "陈秀兰", (Scope("finance", funded.county.path),))
    with pytest.raises(OwnPayment):
        ledger.prepare_batch(by=payee, payout_ids=[payout_id])
    batch_id = ledger.prepare_batch(by=funded.preparer, payout_ids=[payout_id])
    ledger.submit_batch(by=funded.preparer, batch_id=batch_id)
    with pytest.raises(OwnPayment):
        ledger.release_batch(by=payee, batch_id=batch_id)


def test_a_batch_takes_only_what_waits_for_one_union(funded: House) -> None:
    waiting = funded.ask(funded.worker.id)
    with pytest.raises(PayoutNotReady, match="1 笔"):
        ledger.prepare_batch(by=funded.preparer, payout_ids=[waiting, funded.ask(funded.cardless.id)])
    with pytest.raises(PayoutNotReady):
        ledger.prepare_batch(by=funded.stranger, payout_ids=[waiting])
    other = funded.ask(funded.worker.id)
    Payout.objects.filter(id=other).update(union=funded.city)
    above = Actor(uuid7(), "市", (Scope("finance", funded.city.path),))
    with pytest.raises(MixedBatch):
        ledger.prepare_batch(by=above, payout_ids=[waiting, other])
    ledger.prepare_batch(by=funded.preparer, payout_ids=[waiting])
    with pytest.raises(PayoutNotReady):
        ledger.prepare_batch(by=funded.preparer, payout_ids=[waiting])


def test_a_returned_batch_lets_its_payouts_go(funded: House) -> None:
    payout_id = funded.ask(funded.worker.id)
    batch_id = ledger.prepare_batch(by=funded.preparer, payout_ids=[payout_id])
    ledger.submit_batch(by=funded.preparer, batch_id=batch_id)
    with pytest.raises(ReasonMissing):
        ledger.return_batch(by=funded.releaser, batch_id=batch_id, reason="")
    ledger.return_batch(by=funded.releaser, batch_id=batch_id, reason="用途写错了")
    assert state_of(payout_id) == "waiting"
    assert ledger.prepare_batch(by=funded.preparer, payout_ids=[payout_id])


def test_the_file_is_the_same_every_time_and_says_what_it_is(funded: House) -> None:
    number, content = funded.send([funded.ask(funded.worker.id)])
    head, names, row = content.decode("utf-8-sig").splitlines()
    assert head.startswith(f"批次号,{number},日期,")
    assert head.endswith("笔数,1,合计,1000.00")
    assert names == "序号,账号,户名,金额,用途"
    assert row == f"1,{card(1)},陈秀兰,1000.00,求学圆梦"
    batch = ledger.batches_visible_to(funded.preparer)[0]
    assert (batch.state, len(batch.digest)) == ("sent", 64)
    assert ledger.bank_file(by=funded.preparer, batch_id=batch.id) == content


def test_paid_receipts_post_the_held_money_once(funded: House, heard: list[events.Event]) -> None:
    number, _ = funded.send([funded.ask(funded.worker.id)])
    file = receipts(number, (1, '"1,000.00"', "成功", ""))
    first = ledger.take_receipts(by=funded.preparer, file=file)
    again = ledger.take_receipts(by=funded.preparer, file=file)
    assert (first.paid, first.bounced, first.repeated, first.problems) == (1, 0, 0, ())
    assert (again.paid, again.repeated) == (0, 1)
    assert [type(event) for event in heard if isinstance(event, PayoutPaid)] == [PayoutPaid]
    budget = funded.budget()
    assert (budget.held_fen, budget.spent_fen) == (0, 100_000)
    assert ledger.batches_visible_to(funded.preparer)[0].state == "settled"
    assert ledger.books_balanced().balanced


def test_a_bounce_keeps_the_money_and_a_repaired_account_goes_into_the_next_batch(
    funded: House, heard: list[events.Event]
) -> None:
    payout_id = funded.ask(funded.worker.id)
    number, _ = funded.send([payout_id])
    bounce = receipts(number, (1, "1000", "退汇", "户名不符"))
    assert ledger.take_receipts(by=funded.preparer, file=bounce).bounced == 1
    (event,) = [e for e in heard if isinstance(e, PayoutBounced)]
    assert event.reason == "户名不符"
    assert funded.budget().held_fen == 100_000
    wrong = card(2)[:-1] + str((int(card(2)[-1]) + 1) % 10)
    with pytest.raises(AccountFlawed, match="校验位"):
        ledger.repair_account(by=funded.preparer, payout_id=payout_id, holder="陈秀兰", number=wrong)
    with pytest.raises(NotFound):
        ledger.repair_account(by=funded.stranger, payout_id=payout_id, holder="陈秀兰", number=card(2))
    herself = Actor(funded.worker.id, "陈秀兰")
    ledger.repair_account(by=herself, payout_id=payout_id, holder="陈秀兰", number=card(2))
    second, content = funded.send([payout_id])
    assert card(2) in content.decode("utf-8-sig")
    late = ledger.take_receipts(by=funded.preparer, file=bounce)
    assert (late.repeated, state_of(payout_id)) == (1, "sent")
    assert ledger.take_receipts(by=funded.preparer, file=receipts(second, (1, "1000", "成功", ""))).paid == 1
    assert state_of(payout_id) == "paid"
    assert ledger.books_balanced().balanced


def test_an_account_given_later_frees_everything_that_waited_for_it(funded: House) -> None:
    waiting = [funded.ask(funded.cardless.id, yuan) for yuan in (1, 2)]
    ask = {"by": SYSTEM, "owner_kind": "person", "owner_id": funded.cardless.id}
    with pytest.raises(AccountFlawed, match="没有登记"):
        ledger.account_given(**ask)
    funded.cardless.bank_card = card(3)
    funded.cardless.save(update_fields=["bank_card"])
    assert ledger.account_given(**ask) == 2
    _, content = funded.send(waiting)
    assert content.decode("utf-8-sig").count(card(3)) == 2


def test_others_read_payouts_in_a_view_without_accounts(funded: House) -> None:
    funded.ask(funded.worker.id)
    with connection.cursor() as cursor:
        cursor.execute("select * from ledger_v_payout")
        names = {column.name for column in cursor.description}
        assert len(cursor.fetchall()) == 1
    assert {"owner_id", "case_id", "amount_fen", "paid_on", "path"} <= names
    assert not names & {"account", "account_masked", "holder"}


def test_receipts_are_judged_row_by_row(funded: House) -> None:
    number, _ = funded.send([funded.ask(funded.worker.id), funded.ask(funded.worker.id)])
    rows = [(1, "1000", "成功", ""), (2, "999", "成功", ""), (3, "1000", "成功", "")]
    file = receipts(number, *rows, (2, "1000", "处理中", ""), (1, "1000", "失败", "x"))
    file += f"\r\nPF-19990101-01,1,1000,成功,,\r\n{number},2,1000,成功,,B9\r\n".encode("gb18030")
    took = ledger.take_receipts(by=funded.preparer, file=file)
    assert took.paid == 2
    assert [(p.row, p.why) for p in took.problems] == [
        (3, "amount_differs"), (4, "unknown_line"), (5, "unreadable"), (6, "contradicts"), (7, "unknown_batch"),
    ]  # fmt: skip


def test_receipts_of_a_batch_that_never_left_or_lies_elsewhere_change_nothing(funded: House) -> None:
    batch_id = ledger.prepare_batch(by=funded.preparer, payout_ids=[funded.ask(funded.worker.id)])
    number = ledger.batch(funded.preparer, batch_id=batch_id)[0].number
    file = receipts(number, (1, "1000", "成功", ""))
    assert [p.why for p in ledger.take_receipts(by=funded.preparer, file=file).problems] == ["not_sent"]
    assert [p.why for p in ledger.take_receipts(by=funded.stranger, file=file).problems] == ["unknown_batch"]
    with pytest.raises(ReceiptsUnreadable):
        ledger.take_receipts(by=funded.preparer, file=b"\xff\xff\xff")


def test_what_is_at_the_bank_cannot_be_voided_or_repaired(funded: House) -> None:
    payout_id = funded.ask(funded.worker.id)
    funded.send([payout_id])
    hold_id = Payout.objects.get(id=payout_id).hold_id
    with pytest.raises(PayoutNotInState):
        ledger.void(by=SYSTEM, owner_id=funded.worker.id, transfer_id=hold_id)
    with pytest.raises(PayoutNotInState):
        ledger.repair_account(by=funded.preparer, payout_id=payout_id, holder="陈秀兰", number=card(2))


def test_a_union_is_paid_to_its_own_account(funded: House) -> None:
    small = Union.objects.create(
        path="00000A/00000B/000001/",
        parent=funded.county,
        level="grassroots",
        kind="enterprise",
        name="榕城锦绣餐饮有限公司工会",
    )
    UnionAccount.objects.create(
        union=small, holder=small.name, bank="福州某银行", number="3500180012345678", number_masked="••••5678"
    )
    _, content = funded.send([funded.ask(small.id, 500, kind="union")])
    assert "3500180012345678,榕城锦绣餐饮有限公司工会,500.00" in content.decode("utf-8-sig")


@pytest.mark.django_db(transaction=True)
def test_one_file_taken_eight_times_at_once_pays_once() -> None:
    house = build()
    house.appropriate(1_000)
    number, _ = house.send([house.ask(house.worker.id)])
    file = receipts(number, (1, "1000", "成功", ""))

    def take(_: int) -> int:
        try:
            return ledger.take_receipts(by=house.preparer, file=file).paid
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(8))) == 1
    assert house.budget().spent_fen == 100_000
    assert ledger.books_balanced().balanced


def test_pages_cost_the_same_at_two_rows_and_fifty(funded: House, django_assert_num_queries: object) -> None:
    _many(funded, 2)
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture that is called
        assert len(ledger.payouts_visible_to(funded.preparer, state="waiting")) == 2
    for _ in range(48):
        funded.ask(funded.worker.id, 1)
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture that is called
        assert len(ledger.payouts_visible_to(funded.preparer, state="waiting")) == 50


def test_a_large_batch_goes_through_in_seconds(funded: House) -> None:
    count = 500
    _many(funded, count)
    ids = list(Payout.objects.values_list("id", flat=True))
    began = time.monotonic()
    number, content = funded.send(ids)
    assert len(content.splitlines()) == count + 2
    took = ledger.take_receipts(
        by=funded.preparer, file=receipts(number, *[(n, "1", "成功", "") for n in range(1, count + 1)])
    )
    assert took.paid == count
    assert time.monotonic() - began < 10
    assert funded.budget().spent_fen == count * 100
    assert ledger.books_balanced().balanced
    assert BatchLine.objects.filter(state="paid").count() == count


def _many(house: House, count: int) -> None:
    """Held payouts of 1 yuan for as many payees, copied in SQL from the one that is asked for here."""
    house.ask(house.worker.id, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "create temp table fresh on commit drop as select gen_random_uuid() as owner_id, gen_random_uuid() as account_id,"
            " gen_random_uuid() as hold_id, gen_random_uuid() as payout_id from generate_series(2, %s)",
            [count],
        )
        cursor.execute(_COPY_ACCOUNTS)
        cursor.execute(_COPY_TRANSFERS)
        cursor.execute(_COPY_PAYOUTS)
        cursor.execute("update ledger_account set held = %s where owner_kind = 'budget'", [count * 100])


_COPY_ACCOUNTS = """
insert into ledger_account (owner_id, id, owner_kind, unit, purpose, year, name, keeps_balance, balance, held, opened_at)
select f.owner_id, f.account_id, owner_kind, unit, purpose, year, name, keeps_balance, 0, 0, opened_at
from ledger_account a, fresh f where a.purpose = 'received'
"""
_COPY_TRANSFERS = """
insert into ledger_transfer (owner_id, id, debit_owner_id, debit_id, credit_owner_id, credit_id, amount, unit, reason, memo,
    state, case_id, key, at)
select f.owner_id, f.hold_id, debit_owner_id, debit_id, f.owner_id, f.account_id, amount, unit, reason, memo, state, case_id, key, at
from ledger_transfer t, fresh f where t.reason = 'grant'
"""
_COPY_PAYOUTS = """
insert into ledger_payout (owner_id, id, owner_kind, case_id, instalment, hold_id, union_id, fund, amount_fen, purpose, holder,
    account, account_masked, state, reason, created_at)
select f.owner_id, f.payout_id, owner_kind, case_id, instalment, f.hold_id, union_id, fund, amount_fen, purpose, holder,
    account, account_masked, state, reason, created_at
from ledger_payout p, fresh f
"""
