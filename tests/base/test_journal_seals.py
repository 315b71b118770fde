"""Seals: nothing late is missed, and whatever is changed afterwards is found."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connection, models

from niangjia.base import journal
from niangjia.base.crypto import sm3
from niangjia.base.errors import JournalDiffers, TransactionsWentBack
from niangjia.base.journal import sealing
from niangjia.base.journal.merkle import COLUMNS, Tree, written
from niangjia.base.models import JournalEntry, JournalSeal
from niangjia.base.rotation import rotate_signing
from niangjia.kernel.ids import uuid7

FAR = 1_000_000_000_000  # beyond the numbers of the transactions that really run here


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NIANGJIA_HOME", tmp_path)
    monkeypatch.setattr(settings, "NIANGJIA_KEYS", tmp_path / "keys")


def row(txid: int, reason: str = "") -> None:
    JournalEntry.objects.create(
        stream_id=UUID(int=1), at=datetime(2026, 11, 23, tzinfo=UTC), actor_id=UUID(int=7), actor_label="林", verb="casework.apply",
        about_kind="case", about_id=uuid7(), reason=reason, details={"b": [1, 2.50], "a": "娘家"}, txid=txid,
    )  # fmt: skip


@pytest.fixture
def three_seals(db: None) -> Path:
    """Seals 1 (what was here before), 2 (two rows), 3 (three rows), one row unsealed; all published. Gives the published file."""
    row(FAR - 1)
    journal.seal(horizon=FAR)
    for n in (0, 1, 10, 11, 11, 20):
        row(FAR + n)
    journal.seal(horizon=FAR + 10)
    journal.seal(horizon=FAR + 20)
    assert journal.publish() == 3
    return journal.published_file()


def sql(text: str, *values: Any) -> None:
    """As the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def found(**options: Any) -> tuple[bool, Any, Any]:
    answer = journal.verify(**options)
    bad = answer.first_bad or {}
    return answer.ok, bad.get("seal"), bad.get("why")


@pytest.mark.django_db
def test_an_empty_journal_is_well() -> None:
    sql("truncate base_journal, base_journal_seal")
    assert journal.verify() == journal.Verification(
        ok=True, checked=0, first_bad=None, seals=0, published=0, unsealed=0
    )
    assert journal.seal(horizon=FAR) is None


def test_an_untouched_journal_is_well(three_seals: Path) -> None:
    answer = journal.verify()
    assert (answer.ok, answer.first_bad, answer.seals, answer.published, answer.unsealed) == (True, None, 3, 3, 1)
    assert answer.checked == sum(JournalSeal.objects.values_list("rows", flat=True))
    assert found(deep=False) == (True, None, None)


@pytest.mark.parametrize("column", sorted(set(COLUMNS) - {"txid"}))
def test_a_change_of_any_column_is_found(three_seals: Path, column: str) -> None:
    value = {
        "at": "at + interval '1 microsecond'",
        "details": '\'{"a": "娘家", "b": [1, 2]}\'',
        "actor_label": "'陈'",
        "verb": "'casework.return'",
        "about_kind": "'person'",
        "reason": "'x'",
    }.get(column, "gen_random_uuid()")
    sql(f"update base_journal set {column} = {value} where txid = %s", FAR + 10)
    assert found() == (False, 3, "rows_changed")


def test_every_column_is_sealed() -> None:
    columns = {
        field.column
        for field in JournalEntry._meta.concrete_fields
        if not isinstance(field, models.CompositePrimaryKey)
    }
    assert set(COLUMNS) == columns


CHANGES: list[tuple[str, Callable[[], None], int, str]] = [
    ("a row deleted", lambda: sql("delete from base_journal where txid = %s", FAR), 2, "rows_missing"),
    ("a row slipped in", lambda: row(FAR + 11), 3, "rows_added"),
    ("a row slipped in before the beginning", lambda: row(-5), 1, "rows_added"),
    (
        "a row moved to another seal",
        lambda: sql("update base_journal set txid = %s where txid = %s", FAR + 10, FAR),
        2,
        "rows_missing",
    ),
    (
        "a row moved behind the seals",
        lambda: sql("update base_journal set txid = %s where txid = %s", FAR + 99, FAR),
        2,
        "rows_missing",
    ),
    ("all rows deleted", lambda: sql("delete from base_journal"), 1, "rows_missing"),
    (
        "a root replaced",
        lambda: sql("update base_journal_seal set root = sha256('x') where number = 2"),
        2,
        "seal_changed",
    ),
    ("a count replaced", lambda: sql("update base_journal_seal set rows = 9 where number = 2"), 2, "seal_changed"),
    (
        "a signature replaced",
        lambda: sql("update base_journal_seal set signature = 'x' where number = 2"),
        2,
        "signature",
    ),
    ("a range moved", lambda: sql("update base_journal_seal set from_txid = 5 where number = 2"), 2, "chain"),
    ("a seal deleted between", lambda: sql("delete from base_journal_seal where number = 2"), 3, "seal_missing"),
    ("the first seal deleted", lambda: sql("delete from base_journal_seal where number = 1"), 2, "seal_missing"),
    ("the newest seal deleted", lambda: sql("delete from base_journal_seal where number = 3"), 3, "seal_missing"),
    ("everything deleted", lambda: sql("truncate base_journal, base_journal_seal"), 1, "seal_missing"),
]


@pytest.mark.parametrize(("change", "seal", "why"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_later_changes_are_found(three_seals: Path, change: Callable[[], None], seal: int, why: str) -> None:
    change()
    assert found() == (False, seal, why)


def test_the_owner_who_seals_again_with_our_own_key_is_found_by_the_published_copy(three_seals: Path) -> None:
    sql("delete from base_journal where txid = %s", FAR + 10)
    sql("delete from base_journal_seal where number = 3")
    journal.seal(horizon=FAR + 20)
    assert found() == (False, 3, "seal_differs")
    three_seals.rename(three_seals.with_name("kept-elsewhere.jsonl"))
    assert found()[0] is True  # with the copy gone nobody could tell
    assert found(published=three_seals.with_name("kept-elsewhere.jsonl")) == (False, 3, "seal_differs")


def test_a_seal_by_a_foreign_key_is_found(three_seals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql("delete from base_journal_seal where number = 3")
    ours = settings.NIANGJIA_KEYS
    monkeypatch.setattr(settings, "NIANGJIA_KEYS", tmp_path / "forger")
    journal.seal(horizon=FAR + 20)
    monkeypatch.setattr(settings, "NIANGJIA_KEYS", ours)
    assert found(published=tmp_path / "none") == (False, 3, "signature")


def test_an_older_published_copy_still_serves(three_seals: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.jsonl"
    older.write_text("".join(three_seals.read_text().splitlines(keepends=True)[:2]))
    assert found(published=older) == (True, None, None)
    assert journal.verify(published=older).published == 2


def test_an_auditor_without_our_ring_verifies_with_the_published_keys(
    three_seals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "NIANGJIA_KEYS", tmp_path / "auditor")
    assert found() == (True, None, None)


def test_a_published_file_that_cannot_be_read_is_no_proof(three_seals: Path) -> None:
    three_seals.write_text('{"number": 1}\n')
    assert found() == (False, None, "published_broken")


def test_a_new_signing_key_goes_on_with_the_chain(three_seals: Path) -> None:
    rotate_signing()
    journal.seal(horizon=FAR + 21)
    assert journal.publish() == 1
    assert found() == (True, None, None)
    assert [root.key for root in journal.published_roots()] == ["2", "1", "1", "1"]


def test_publishing_appends_and_repeats_nothing(three_seals: Path) -> None:
    before = three_seals.read_text()
    assert journal.publish() == 0
    journal.seal(horizon=FAR + 21)
    with three_seals.open("a") as file:
        file.write('{"number": 4, "half a li')  # the machine failed here
    assert journal.publish() == 1
    assert three_seals.read_text().startswith(before)
    assert [json.loads(line)["number"] for line in three_seals.read_text().splitlines()] == [1, 2, 3, 4]


def test_publishing_stops_where_the_published_file_says_something_else(three_seals: Path) -> None:
    sql("delete from base_journal_seal where number = 3")
    with pytest.raises(JournalDiffers, match="3"):
        journal.publish()


def test_the_public_page_reads_newest_first(three_seals: Path) -> None:
    newest, *older = journal.published_roots(limit=2)
    assert (newest.number, [one.number for one in older]) == (3, [2])
    assert newest.line() == three_seals.read_text().splitlines()[-1]
    assert [one.number for one in journal.published_roots(before=2)] == [1]
    assert newest.previous == older[0].digest


def test_nothing_new_means_no_seal(three_seals: Path) -> None:
    assert journal.seal(horizon=FAR + 20) is None


def test_a_counter_that_went_back_stops_the_sealing(three_seals: Path) -> None:
    with pytest.raises(TransactionsWentBack):
        journal.seal(horizon=FAR + 5)


@pytest.mark.django_db
def test_a_large_backlog_becomes_seals_of_limited_size_that_cut_no_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST_ROWS", 3)
    sql("truncate base_journal, base_journal_seal")
    for txid in (1, 2, 2, 3, 4, 4, 4, 4, 4, 5):
        row(FAR + txid)
    while journal.seal(horizon=FAR + 9):
        pass
    assert list(JournalSeal.objects.order_by("number").values_list("rows", flat=True)) == [3, 1, 5, 1]
    assert found() == (True, None, None)


def test_the_tree_is_that_of_rfc_6962() -> None:
    def plain(leaves: list[bytes]) -> bytes:
        if len(leaves) < 2:
            return sm3(b"\x00" + leaves[0]) if leaves else sm3(b"")
        half = 1 << (len(leaves) - 1).bit_length() - 1
        return sm3(b"\x01" + plain(leaves[:half]) + plain(leaves[half:]))

    for count in range(20):
        leaves = [bytes([n]) for n in range(count)]
        tree = Tree()
        for leaf in leaves:
            tree.add(leaf)
        assert tree.root() == plain(leaves)


def test_no_two_rows_are_written_alike() -> None:
    assert written(("ab", "c")) != written(("a", "bc"))
    assert written(("1:a", "")) != written(("", "1:a"))


def seal_everything() -> int:
    """Seal until nothing waits; returns the rows sealed ever. Tests beside us in the same cluster hold the horizon back while they run."""
    until = time.monotonic() + 120
    while journal.verify(deep=False).unsealed and time.monotonic() < until:
        journal.seal_all()
        time.sleep(0.05)
    return sum(JournalSeal.objects.values_list("rows", flat=True))


@pytest.mark.django_db(transaction=True, available_apps=["niangjia.base"])
def test_a_row_that_commits_late_is_not_missed() -> None:
    insert = (
        "insert into base_journal (stream_id, id, at, actor_id, actor_label, verb, about_kind, about_id, reason, details)"
        " values (gen_random_uuid(), gen_random_uuid(), now(), gen_random_uuid(), '', 'base.test', '', gen_random_uuid(), '', '{}')"
    )
    before = seal_everything()  # what setting up the database has written
    settings_of = connection.get_connection_params()
    parameters = {k: settings_of[k] for k in ("host", "port", "dbname", "user", "password") if k in settings_of}
    with psycopg.connect(**parameters) as slow:
        slow.execute(insert)  # long, still open
        sql(insert)  # younger, committed
        assert journal.seal_all() == 0  # the younger one waits for the older
        slow.commit()
    assert seal_everything() == before + 2
    sql(insert)
    assert seal_everything() == before + 3
    journal.publish()
    assert found() == (True, None, None)


@pytest.mark.django_db
def test_sealing_and_verifying_need_no_memory_for_the_rows() -> None:
    sql("truncate base_journal, base_journal_seal")
    sql(
        "insert into base_journal (stream_id, id, at, actor_id, actor_label, verb, about_kind, about_id, reason, details, txid)"
        " select gen_random_uuid(), gen_random_uuid(), '2026-11-23', gen_random_uuid(), '林', 'base.test', 'case', gen_random_uuid(),"
        " repeat('理由', 1000), '{}', n from generate_series(1, 5000) n"
    )
    tracemalloc.start()
    try:
        while journal.seal(horizon=FAR):
            pass
        assert journal.verify().checked == 5_000
        assert tracemalloc.get_traced_memory()[1] < 12 << 20  # the texts alone are 30 MB
    finally:
        tracemalloc.stop()
