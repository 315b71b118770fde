"""A transfer stands as it was written: whoever serves may settle it, and change nothing else about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError, connection, transaction

from niangjia.ledger import api as ledger
from niangjia.ledger.models import Transfer
from tests.ledger.conftest import House, receipts

pytestmark = pytest.mark.django_db
SETTLED = {"state", "settled_at"}


@contextmanager
def serving() -> Iterator[None]:
    """In the role of the processes that serve."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role niangjia_app")
        yield
        cursor.execute("reset role")


def test_who_serves_can_hold_post_and_void(house: House) -> None:
    with serving():
        house.appropriate(1_000)
        posted, voided = house.hold(house.worker.id, 300), house.hold(house.worker.id, 400)
        ledger.post(by=house.preparer, owner_id=house.worker.id, transfer_id=posted)
        ledger.void(by=house.preparer, owner_id=house.worker.id, transfer_id=voided)
    assert (house.budget().spent_fen, house.budget().left_fen) == (300_00, 700_00)


def test_who_serves_can_book_back_what_the_bank_returns(house: House) -> None:
    with serving():
        house.appropriate(1_000)
        number, _ = house.send([house.ask(house.worker.id)])
        for result in ("成功", "退汇"):
            ledger.take_receipts(by=house.preparer, file=receipts(number, (1, "1000", result, "销户")))
    assert (house.budget().spent_fen, house.budget().held_fen) == (0, 1_000_00)


@pytest.mark.parametrize("column", sorted({field.column for field in Transfer._meta.local_concrete_fields} - SETTLED))
def test_who_serves_cannot_change_what_was_booked(house: House, column: str) -> None:
    house.appropriate(1_000)
    with pytest.raises(ProgrammingError, match="permission denied"), serving(), connection.cursor() as cursor:
        cursor.execute(f"update ledger_transfer set {column} = {column}")


@pytest.mark.parametrize("statement", ["delete from ledger_transfer", "truncate ledger_transfer"])
def test_who_serves_cannot_take_a_transfer_away(house: House, statement: str) -> None:
    house.appropriate(1_000)
    with pytest.raises(ProgrammingError, match="permission denied"), serving(), connection.cursor() as cursor:
        cursor.execute(statement)
