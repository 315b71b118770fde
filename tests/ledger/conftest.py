"""A city, a county, its two officers of finance, a worker with a card and one without."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.kernel.bank_card import luhn_digit
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.people.models import Person
from niangjia.unions.models import Union

YEAR = 2026


def card(n: int) -> str:
    """An invented card number with a right check digit."""
    body = f"622202{n:012d}"
    return body + luhn_digit(body)


def officer(role: str, path: str, label: str = "江淑琴") -> Actor:
    return Actor(uuid7(), label, (Scope(role, path),))


@dataclass
class House:
    """What the tests of the ledger stand in."""

    city: Union
    county: Union
    preparer: Actor
    releaser: Actor
    stranger: Actor
    worker: Person
    cardless: Person

    def appropriate(self, yuan: int, fund: str = "learning") -> UUID:
        return ledger.appropriate(
            by=self.preparer,
            union_id=self.county.id,
            fund=fund,
            year=YEAR,
            amount_fen=yuan * 100,
            basis="榕工〔2026〕41 号",
        )

    def hold(
        self, owner_id: UUID, yuan: int = 1000, *, case_id: UUID | None = None, key: str = "", kind: str = "person"
    ) -> UUID:
        case_id = case_id or uuid7()
        return ledger.hold(
            by=SYSTEM, fund="learning", union_id=self.county.id, year=YEAR, owner_id=owner_id, owner_kind=kind,
            amount_fen=yuan * 100, case_id=case_id, key=key or f"case:{case_id}",
        )  # fmt: skip

    def ask(self, owner_id: UUID, yuan: int = 1000, *, kind: str = "person") -> UUID:
        """A payout, held and asked for."""
        case_id = uuid7()
        hold_id = self.hold(owner_id, yuan, case_id=case_id, kind=kind)
        return ledger.request_payout(
            by=SYSTEM, case_id=case_id, owner_kind=kind, owner_id=owner_id, amount_fen=yuan * 100, fund="learning",
            union_id=self.county.id, hold_id=hold_id, purpose="求学圆梦",
        )  # fmt: skip

    def send(self, payout_ids: list[UUID]) -> tuple[str, bytes]:
        """Through to the bank: the batch's number and its file."""
        batch_id = ledger.prepare_batch(by=self.preparer, payout_ids=payout_ids)
        ledger.submit_batch(by=self.preparer, batch_id=batch_id)
        ledger.release_batch(by=self.releaser, batch_id=batch_id)
        content = ledger.bank_file(by=self.preparer, batch_id=batch_id)
        return ledger.batch(self.preparer, batch_id=batch_id)[0].number, content

    def budget(self) -> ledger.BudgetLine:
        return ledger.budgets_visible_to(self.preparer)[0]


def receipts(number: str, *rows: tuple[int, str, str, str]) -> bytes:
    """The bank's file: (seq, yuan, result, reason) a row."""
    lines = ["批次号,序号,金额,结果,原因,流水号"]
    lines += [f"{number},{seq},{yuan},{result},{reason},B{seq:06d}" for seq, yuan, result, reason in rows]
    return "\r\n".join(lines).encode("gb18030")


@pytest.fixture
def house(db: None) -> House:
    return build()


def build() -> House:
    city = Union.objects.create(path="00000A/", level="municipal", kind="federation", name="福州市总工会")
    county = Union.objects.create(path="00000A/00000B/", parent=city, level="county", kind="local", name="闽侯县总工会")
    person = {"created_at": clock.now(), "name_masked": "陈*"}
    return House(
        city=city,
        county=county,
        preparer=officer("finance", county.path),
        releaser=officer("leader", county.path, "林可"),
        stranger=officer("finance", "00000A/00000C/", "外县"),
        worker=Person.objects.create(name="陈秀兰", bank_card=card(1), **person),
        cardless=Person.objects.create(name="陈国安", **person),
    )
