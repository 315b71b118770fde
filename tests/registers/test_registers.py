"""Plain registers: entered by a case, left at will or ended with a reason, looked through for a purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from niangjia.base import clock, journal
from niangjia.base.actor import SYSTEM
from niangjia.base.declare import OutcomeCase
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from niangjia.kernel.ids import uuid7
from niangjia.registers import api as registers
from niangjia.registers.errors import HasLeft, PurposeMissing, StandsThere
from niangjia.registers.models import Entry
from niangjia.registers.outcomes import OUTCOMES
from tests.cast import World

pytestmark = pytest.mark.django_db
PURPOSE = "选派技能培训教师"
KINDS = {outcome.kind: outcome for outcome in OUTCOMES}
Enter = Callable[..., UUID]


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        yield


def case_of(world: World, who: str, kind: str) -> OutcomeCase:
    person = world[who].id
    return OutcomeCase(
        uuid7(), "261123-00000001", kind, person, "person", person, world.unions["ronghe"].id, {}, {"kind": kind},
        clock.now(),
    )  # fmt: skip


@pytest.fixture
def enter(world: World) -> Enter:
    def run(who: str = "worker", kind: str = "talent-pool") -> UUID:
        return registers.enter_register(by=SYSTEM, case=case_of(world, who, kind))

    return run


def leave(world: World, by: str, entry: UUID, **more: Any) -> None:
    registers.leave_register(by=world[by].actor, subject_id=world["worker"].id, entry_id=entry, **more)


def test_a_case_enters_once_and_twice_is_once(world: World) -> None:
    case = case_of(world, "worker", "talent-pool")
    given = KINDS["register.talent-pool"].deliver(by=SYSTEM, case=case)
    assert KINDS["register.talent-pool"].deliver(by=SYSTEM, case=case) == given
    entry = registers.entry_of_case(subject_id=world["worker"].id, case_id=case.id)
    assert entry
    assert (entry.kind, str(entry.since), entry.may_leave) == ("talent-pool", "2026-11-23", True)


def test_nobody_stands_in_a_register_twice(enter: Enter) -> None:
    enter()
    with pytest.raises(StandsThere, match="产业工人人才库"):
        enter()
    enter(kind="enrolment")


def test_she_leaves_the_pool_at_will_and_stays_readable(world: World, enter: Enter) -> None:
    entry = enter()
    leave(world, "worker", entry)
    (row,) = Entry.objects.all()
    assert (str(row.until), row.reason) == ("2026-11-23", "本人退出")
    with pytest.raises(HasLeft):
        leave(world, "worker", entry)
    enter()


def test_a_student_does_not_leave_the_academy_by_herself(world: World, enter: Enter) -> None:
    entry = enter(kind="enrolment")
    with pytest.raises(NotAllowed):
        leave(world, "worker", entry)


@pytest.mark.parametrize("who", ["mother", "town_officer", "stranger", "finance_officer"])
def test_only_a_leader_over_her_union_ends_an_entry(world: World, enter: Enter, who: str) -> None:
    entry = enter()
    with pytest.raises(NotAllowed):
        leave(world, who, entry, reason="名册整理")
    with pytest.raises(ReasonMissing):
        leave(world, "county_officer", entry, reason="无")
    leave(world, "county_officer", entry, reason="证书被吊销")


def test_a_reverted_case_ends_its_entry(world: World) -> None:
    case = case_of(world, "worker", "talent-pool")
    outcome = KINDS["register.talent-pool"]
    outcome.deliver(by=SYSTEM, case=case)
    assert outcome.revert
    outcome.revert(by=SYSTEM, case=case)
    outcome.revert(by=SYSTEM, case=case)
    assert not Entry.objects.filter(until=None).exists()


def test_without_a_purpose_nobody_looks(world: World, enter: Enter) -> None:
    enter()
    officer = world["county_officer"].actor
    with pytest.raises(PurposeMissing):
        registers.look_through(by=officer, kind="talent-pool", purpose="看看")
    with pytest.raises(NotFound):
        registers.look_through(by=officer, kind="everything", purpose=PURPOSE)


def test_a_look_is_in_the_journal_with_its_purpose_and_how_many_it_showed(world: World, enter: Enter) -> None:
    enter()
    registers.look_through(by=world["county_officer"].actor, kind="talent-pool", purpose=PURPOSE, text="林")
    (entry,) = journal.entries(about=("register", registers.stream_of("talent-pool")))
    assert (entry.actor_id, entry.reason) == (world["county_officer"].id, PURPOSE)
    assert (entry.details["text"], entry.details["shown"], entry.details["of"]) == ("林", 1, 1)


@pytest.mark.parametrize(
    ("who", "seen"), [("county_officer", 1), ("leader", 1), ("stranger", 0), ("worker", 0), ("audit_admin", 0)]
)
def test_an_officer_sees_those_below_her_posts(world: World, enter: Enter, who: str, seen: int) -> None:
    enter()
    actor = world[who].actor
    assert registers.look_through(by=actor, kind="talent-pool", purpose=PURPOSE).total == seen
    assert registers.counts(actor)["talent-pool"] == seen


def test_whoever_has_left_is_not_found(world: World, enter: Enter) -> None:
    leave(world, "worker", enter())
    assert registers.look_through(by=world["leader"].actor, kind="talent-pool", purpose=PURPOSE).total == 0


def test_a_long_register_costs_no_more_questions_than_a_short_one(world: World, enter: Enter) -> None:
    costs = []
    for some in (["worker"], ["mother", "town_officer", "county_officer"]):
        for who in some:
            enter(who)
        with CaptureQueriesContext(connection) as asked:
            registers.look_through(by=world["leader"].actor, kind="talent-pool", purpose=PURPOSE)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_database_says_no_first(world: World, enter: Enter) -> None:
    entry = Entry.objects.get(id=enter())
    wrong: list[Callable[[], object]] = [
        lambda: Entry.objects.filter(id=entry.id).update(kind="friends"),
        lambda: Entry.objects.filter(id=entry.id).update(until="2026-11-24"),
        lambda: Entry.objects.filter(id=entry.id).update(until="2020-01-01", reason="太早了"),
        lambda: Entry.objects.create(
            subject_id=entry.subject_id, kind="talent-pool", service="x", case_id=uuid7(), union_id=entry.union_id,
            since="2026-11-23",
        ),
    ]  # fmt: skip
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def past_entry(world: World, **more: Any) -> registers.NewEntry:
    who, home = world["worker"].id, world.unions["ronghe"].id
    return registers.NewEntry(uuid7(), who, "enrolment", "academy", uuid7(), home, date(2021, 9, 1), **more)


def test_past_entries_are_loaded_as_if_cases_had_entered_them(world: World) -> None:
    before = registers.counts(world["leader"].actor)["enrolment"]
    over, stands = past_entry(world, until=date(2023, 7, 1), reason="学完了"), past_entry(world)
    assert registers.load_register(by=SYSTEM, entries=[over, stands]) == 2
    assert registers.counts(world["leader"].actor)["enrolment"] == before + 1
    row = registers.entry_of_case(subject_id=world["worker"].id, case_id=over.case_id)
    assert row
    assert (row.since, row.until, row.reason) == (date(2021, 9, 1), date(2023, 7, 1), "学完了")
    with pytest.raises(IntegrityError), transaction.atomic():
        registers.load_register(by=SYSTEM, entries=[past_entry(world)])


def test_only_the_system_loads_a_register(world: World) -> None:
    with pytest.raises(NotAllowed):
        registers.load_register(by=world["leader"].actor, entries=[])
