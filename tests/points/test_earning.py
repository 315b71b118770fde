"""People get points for what they did: once, within the caps, each traceable to its reason."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.journal import entries
from niangjia.kernel.errors import ReasonMissing
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.ledger.errors import KeyReused, TooFewPoints
from niangjia.points import api as points
from niangjia.points.errors import NotYet, TooLongAgo, UnknownRule
from niangjia.points.models import Earning
from tests.cast import Member, World, build_world
from tests.points.conftest import Came, Spends

pytestmark = pytest.mark.django_db
EARNING = 15  # statements, savepoints and journal included


def test_she_gets_the_points_of_the_rule_and_the_ledger_says_what_for(came: Came, worker: Member) -> None:
    source = uuid7()
    assert came(worker.id, source=source) == points.Given(worker.id, 40, 40, "", False)
    assert ledger.points_of(person_id=worker.id) == 40
    (line,) = ledger.points_statement(person_id=worker.id)
    assert (line.amount, line.reason, line.memo, line.key) == (
        40,
        "points-earned",
        "窨茶入门",
        f"earn/attended/{source}",
    )
    assert ledger.books_balanced().balanced


def test_the_same_source_gives_once(came: Came, worker: Member) -> None:
    source = uuid7()
    came(worker.id, source=source)
    assert came(worker.id, source=source) == points.Given(worker.id, 40, 40, "", True)
    assert ledger.points_of(person_id=worker.id) == 40


def test_hours_count_by_the_hour(came: Came, worker: Member) -> None:
    assert came(worker.id, rule="volunteered", units=3).points == 60


def test_a_whole_class_gets_its_points_in_a_handful_of_statements(
    world: World, django_assert_num_queries: object
) -> None:
    asked = {"by": SYSTEM, "rule": "attended", "source_kind": "session", "title": "窨茶入门"}
    everybody = sorted(member.id for member in world.people.values())
    with django_assert_num_queries(EARNING):  # type: ignore[operator]  # the fixture is a context
        points.earn(source_id=uuid7(), person_ids=everybody[:2], **asked)  # type: ignore[arg-type]  # by name
    with django_assert_num_queries(EARNING):  # type: ignore[operator]  # the fixture is a context
        given = points.earn(source_id=uuid7(), person_ids=everybody, **asked)  # type: ignore[arg-type]  # by name
    assert [one.person_id for one in given] == everybody
    assert {one.points for one in given} == {40}
    assert ledger.books_balanced().balanced


def test_the_caps_hold_by_day_and_by_month_and_say_which(came: Came, worker: Member) -> None:
    day = [came(worker.id) for _ in range(3)]
    assert [(one.points, one.capped_by) for one in day] == [(40, ""), (40, ""), (0, "day")]
    for on in range(1, 5):
        came(worker.id, on=date(2026, 6, on)), came(worker.id, on=date(2026, 6, on))
    assert came(worker.id, on=date(2026, 6, 5)).capped_by == "month"
    assert ledger.points_of(person_id=worker.id) == 400
    assert came(worker.id, on=date(2026, 5, 31)).points == 40


def test_what_a_cap_leaves_is_given(came: Came, worker: Member) -> None:
    assert came(worker.id, rule="volunteered", units=7).points == 140
    last = came(worker.id, rule="volunteered", units=3)
    assert (last.points, last.asked, last.capped_by) == (20, 60, "day")
    assert ledger.books_balanced().balanced


def test_it_refuses_what_no_rule_gives_what_is_to_come_and_what_is_long_past(came: Came, worker: Member) -> None:
    for refusal, asked in (
        (UnknownRule, {"rule": "checked-in"}),
        (UnknownRule, {"on": date(2025, 12, 31)}),
        (NotYet, {"on": date(2026, 6, 16)}),
    ):
        with pytest.raises(refusal):
            came(worker.id, **asked)
    with clock.frozen("2028-01-01"), pytest.raises(TooLongAgo, match="2027-12-31"):
        came(worker.id, on=date(2026, 6, 15))
    assert ledger.points_statement(person_id=worker.id) == []


def test_what_falls_goes_back_with_its_reason(came: Came, worker: Member) -> None:
    source = uuid7()
    came(worker.id, source=source)
    asked = {"by": SYSTEM, "rule": "attended", "source_kind": "booking", "source_id": source, "person_ids": [worker.id]}
    assert points.take_back(reason="到场更正：那天请了假", **asked) == [points.TakenBack(worker.id, 40, 40)]
    assert points.take_back(reason="到场更正：那天请了假", **asked) == []
    assert ledger.points_of(person_id=worker.id) == 0
    assert ledger.points_statement(person_id=worker.id)[0].memo == "到场更正：那天请了假"
    with pytest.raises(ReasonMissing):
        points.take_back(reason=" ", **asked)
    assert came(worker.id, source=source).points == 40  # she was there after all
    assert ledger.points_statement(person_id=worker.id)[0].key.endswith("#2")
    assert ledger.books_balanced().balanced


def test_what_she_has_spent_is_not_taken_back(came: Came, spends: Spends, worker: Member) -> None:
    source = uuid7()
    came(worker.id, source=source)
    spends(worker.id, 30)
    (back,) = points.take_back(
        by=SYSTEM, rule="attended", source_kind="booking", source_id=source, person_ids=[worker.id], reason="到场更正"
    )
    assert (back.points, back.given) == (10, 40)
    assert ledger.points_of(person_id=worker.id) == 0


def test_a_cap_has_room_again_for_what_was_taken_back(came: Came, worker: Member) -> None:
    source = uuid7()
    came(worker.id, source=source), came(worker.id)
    points.take_back(
        by=SYSTEM, rule="attended", source_kind="booking", source_id=source, person_ids=[worker.id], reason="到场更正"
    )
    assert came(worker.id).points == 40
    assert came(worker.id).points == 0


def test_nobody_spends_what_she_has_not(came: Came, spends: Spends, worker: Member) -> None:
    came(worker.id)
    with pytest.raises(TooFewPoints):
        spends(worker.id, 41)
    spends(worker.id, 40)
    with (
        pytest.raises(IntegrityError, match="ledger_account_covered"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "select ledger_points_move('points-used', array[%s]::uuid[], array[%s]::uuid[], '{k}', '{-1}', 'points-used', '{x}', %s)",
            [worker.id, uuid7(), clock.now()],
        )


def test_a_key_stands_for_one_move(worker: Member) -> None:
    moves = [ledger.PointMove(worker.id, 5, "gift/1")]
    ledger.move_points(by=SYSTEM, reason="points-earned", moves=moves, memo="")
    with pytest.raises(KeyReused):
        ledger.move_points(
            by=SYSTEM, reason="points-earned", moves=[*moves, ledger.PointMove(worker.id, 5, "gift/2")], memo=""
        )
    assert ledger.points_of(person_id=worker.id) == 5


def test_the_journal_has_who_gave_what(came: Came, worker: Member, grassroots_officer: Member) -> None:
    came(worker.id)
    assert {"points.earn", "ledger.move_points"} <= {entry.verb for entry in entries(stream=worker.id)}


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_give_no_more_than_the_cap() -> None:
    """Nobody has an account yet, so that opening it is part of the race; every second one gives to two people."""
    world = build_world()
    her, other = world["worker"].id, world["mother"].id

    def earn(number: int) -> None:
        try:
            with clock.frozen("2026-06-15"):
                points.earn(
                    by=SYSTEM, rule="attended", source_kind="booking", source_id=uuid7(), title="窨茶入门",
                    person_ids=[her, other] if number % 2 else [her],
                )  # fmt: skip
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(earn, range(8)))
    assert [ledger.points_of(person_id=who) for who in (her, other)] == [80, 80]
    assert Earning.objects.filter(person_id=her).count() == 8
    assert ledger.books_balanced().balanced
