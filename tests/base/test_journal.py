"""The journal: written with the change, read by who may, looked at only with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from niangjia.base import journal
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.clock import frozen
from niangjia.base.errors import NothingThere, ReasonTooShort
from niangjia.base.models import JournalEntry, JournalSeal
from niangjia.kernel.errors import ReasonMissing

pytestmark = pytest.mark.django_db
OFFICER = Actor(UUID(int=7), "鼓楼区总工会 林晓梅")
LIN, CHEN, CASE = UUID(int=1), UUID(int=2), UUID(int=3)


def write(**changes: Any) -> None:
    given = {
        "verb": "casework.apply",
        "actor": OFFICER,
        "about": ("case", CASE),
        "stream": LIN,
        "reason": "",
        "details": {},
    }
    journal.record(**given | changes)


def test_a_row_says_who_what_when_and_why() -> None:
    with frozen("2026-11-23"):
        write(reason="材料齐全", details={"stage": 1})
    (row,) = journal.entries(stream=LIN)
    assert (row.actor_id, row.actor_label, row.verb) == (OFFICER.id, OFFICER.label, "casework.apply")
    assert (row.about_kind, row.about_id, row.reason, row.details) == ("case", CASE, "材料齐全", {"stage": 1})
    assert row.at.isoformat() == "2026-11-23T01:00:00+00:00"


@pytest.mark.parametrize("seats", [[1, 1, 1], [1, 2, 1], [2, 2, 1], [3]])
def test_of_many_rows_each_says_its_own(seats: list[int]) -> None:
    with act("quotas.book", by=OFFICER, about=("pool", CASE)) as deed:
        for nr, many in enumerate(seats):
            deed.also(
                "quotas.booked", about=("booking", UUID(int=100 + nr)), owner=LIN, seats=many, phone="13800000003"
            )
    rows = [row for row in reversed(journal.entries(stream=LIN)) if row.verb == "quotas.booked"]
    assert [(row.about_id.int - 100, row.details["seats"]) for row in rows] == list(enumerate(seats))
    assert {row.details["phone"] for row in rows} == {"138••••0003"}


def test_a_verb_that_fails_leaves_no_row() -> None:
    with pytest.raises(ZeroDivisionError), act("casework.apply", by=OFFICER, about=("case", CASE)):
        _ = 1 / 0
    assert not journal.entries(about=("case", CASE))


def test_rows_know_the_transaction_that_wrote_them() -> None:
    write()
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text::bigint")
        assert JournalEntry.objects.get(stream_id=LIN).txid == cursor.fetchone()[0]


def test_entries_are_found_by_thing_stream_actor_and_verb_newest_first() -> None:
    write(reason="1")
    write(reason="2", stream=CHEN)
    write(reason="3", verb="casework.return", about=("case", UUID(int=9)))

    def found(**conditions: Any) -> list[str]:
        return [row.reason for row in journal.entries(actor=OFFICER.id, **conditions)]

    assert found() == ["3", "2", "1"]
    assert found(about=("case", CASE)) == ["2", "1"]
    assert found(stream=LIN) == ["3", "1"]
    assert found(verb="casework.return") == ["3"]
    assert found(limit=1) == ["3"]
    assert found(before=journal.entries(actor=OFFICER.id, limit=1)[0].id) == ["2", "1"]


def test_private_numbers_that_people_write_into_reasons_are_masked() -> None:
    number = "018f1380-0000-7000-8000-013800004417"
    write(
        reason="打了13800004417没人接，身份证35010219920617683X已核",
        details={"to": ["13800004417"], "id": number, "fen": 13800004417},
    )
    (row,) = journal.entries(stream=LIN)
    assert row.reason == "打了138••••4417没人接，身份证3501••••••••683X已核"
    assert row.details == {"to": ["138••••4417"], "id": number, "fen": 13800004417}


@pytest.mark.parametrize("before", ["", "打了", "打了\n", "打了\t", "打了\b", "打了\f", "打了\x1f", '"', "\\"])
def test_a_number_is_masked_whatever_stands_before_it(before: str) -> None:
    write(reason=f"{before}13800004417")
    (row,) = journal.entries(stream=LIN)
    assert row.reason == f"{before}138••••4417"


def test_a_look_needs_a_reason_and_the_person_sees_it() -> None:
    for reason in ("", "   ", "看 看"):
        with pytest.raises(ReasonTooShort) as refused:
            journal.reveal(by=OFFICER, person_id=LIN, what="phone", reason=reason, unseal=lambda: "13800004417")
        assert isinstance(refused.value, ReasonMissing)
    assert (
        journal.reveal(by=OFFICER, person_id=LIN, what="phone", reason="电话核实住院情况", unseal=lambda: "13800004417")
        == "13800004417"
    )
    (look,) = journal.looks_at(LIN)
    assert (look.actor_label, look.reason, look.details) == (OFFICER.label, "电话核实住院情况", {"what": "phone"})
    assert not journal.looks_at(CHEN)


def test_what_is_not_there_cannot_be_looked_at() -> None:
    with pytest.raises(NothingThere):
        journal.reveal(by=OFFICER, person_id=LIN, what="phone", reason="电话核实", unseal=None)
    assert not journal.looks_at(LIN)


def test_a_look_cannot_hide_in_a_transaction_that_may_be_rolled_back() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        journal.reveal(by=OFFICER, person_id=LIN, what="phone", reason="电话核实", unseal=lambda: "1")


@pytest.mark.parametrize("table", ["base_journal", "base_journal_seal"])
@pytest.mark.parametrize("statement", ["update {} set at = at", "delete from {}", "truncate {}"])
def test_who_serves_cannot_change_or_remove_a_row(table: str, statement: str) -> None:
    write()
    as_app = f"set local role niangjia_app; {statement.format(table)}"
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(as_app)


def test_who_serves_can_write_read_and_seal() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local role niangjia_app")
        write()
        assert journal.entries(stream=LIN)
        made = journal.seal(horizon=JournalEntry.objects.get(stream_id=LIN).txid + 1)
        cursor.execute("reset role")
    assert made is not None
    assert JournalSeal.objects.filter(number=made.number).exists()
