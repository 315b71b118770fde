"""``chain: auto``: nobody signs, the verdict decides in the writing transaction. The pool of skilled workers is such a service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.errors import AlreadyOpen, NotEntitledByRecords, NotKnownByRecords
from niangjia.casework.models import Case, CaseSlot, Run
from niangjia.catalogue import api as catalogue
from niangjia.messages import api as messages
from niangjia.people import api as people
from niangjia.registers import api as registers
from niangjia.registers.models import Entry
from tests.casework.conftest import later, steps
from tests.cast import World

pytestmark = pytest.mark.django_db
SERVICE = "talent-pool"
Skilled = Callable[..., None]


@pytest.fixture
def skilled(known: World) -> Skilled:
    def run(who: str = "worker", skill: str = "technician") -> None:
        people.update_profile(by=SYSTEM, person_id=known[who].id, skill=skill)

    return run


def apply(world: World, who: str = "worker", **more: Any) -> UUID:
    return casework.apply_for_service(by=world[who].actor, service=SERVICE, answers={}, **more)


def entries(world: World, who: str = "worker") -> list[str]:
    return list(Entry.objects.filter(subject_id=world[who].id, until=None).values_list("kind", flat=True))


def test_a_yes_is_delivered_at_once(known: World, skilled: Skilled) -> None:
    skilled()
    case = Case.objects.get(id=apply(known))
    assert (case.state, case.stage, case.due_on, case.waiting_union_id) == ("delivered", -1, None, None)
    assert steps(case.id) == ["applied", "approved", "delivered"]
    assert entries(known) == ["talent-pool"]
    assert catalogue.verdict_now(service=SERVICE, subject_id=known["worker"].id) == "no", "the verdict follows at once"


def test_a_no_is_told_and_leaves_nothing_behind(known: World, skilled: Skilled) -> None:
    skilled(skill="junior")
    with pytest.raises(NotEntitledByRecords, match="高级工以上"):
        apply(known)
    assert not Case.objects.filter(service=SERVICE).exists()
    assert not CaseSlot.objects.filter(service=SERVICE).exists()


def test_an_unknown_is_no_yes_and_says_what_is_not_known(known: World, skilled: Skilled) -> None:
    skilled(skill="")
    with pytest.raises(NotKnownByRecords, match="高级工以上"):
        apply(known)
    assert entries(known) == []


def test_nobody_talks_herself_past_the_records(known: World, skilled: Skilled) -> None:
    skilled(skill="junior")
    with pytest.raises(NotEntitledByRecords):
        apply(known, disputed="我上个月已经考过技师了")


def test_twice_is_refused(known: World, skilled: Skilled) -> None:
    skilled()
    apply(known)
    with pytest.raises((AlreadyOpen, NotEntitledByRecords)):
        apply(known)
    assert Entry.objects.count() == 1


def test_one_message_says_that_it_is_done(known: World, skilled: Skilled) -> None:
    skilled()
    apply(known)
    drain()
    told = [note.kind for note in messages.inbox(person_id=known["worker"].id)]
    assert "case.applied" not in told, "nothing was waited for"
    assert told.count("case.delivered") == 1


def test_a_run_enters_all_who_are_entitled_and_a_second_one_nobody(known: World, skilled: Skilled) -> None:
    for who in ("worker", "mother", "town_officer"):
        skilled(who)
    skilled("county_officer", "junior")
    for _again in range(2):
        casework.deliver_entitled(by=SYSTEM, service=SERVICE)
        drain()
    assert Entry.objects.count() == 3
    delivered = Case.objects.filter(service=SERVICE)
    assert set(delivered.values_list("state", "origin")) == {("delivered", "delivered")}
    assert sum(Run.objects.values_list("opened", flat=True)) == 3
    assert [note.kind for note in messages.inbox(person_id=known["mother"].id)] == ["service.opened"]


def test_who_has_left_is_not_entered_again(known: World, skilled: Skilled) -> None:
    skilled()
    casework.deliver_entitled(by=SYSTEM, service=SERVICE)
    worker = known["worker"]
    (entry,) = Entry.objects.filter(subject_id=worker.id)
    registers.leave_register(by=worker.actor, subject_id=worker.id, entry_id=entry.id)
    with later("2027-12-01"):
        catalogue.refresh_everybody()
        casework.deliver_entitled(by=SYSTEM, service=SERVICE)
    assert entries(known) == []


def test_what_cannot_be_given_takes_the_whole_decision_back(
    known: World, skilled: Skilled, monkeypatch: pytest.MonkeyPatch
) -> None:
    skilled()
    Entry.objects.create(
        subject_id=known["worker"].id, kind="talent-pool", service="another", case_id=known["worker"].id,
        union_id=known.unions["ronghe"].id, since="2026-01-01",
    )  # fmt: skip
    with pytest.raises(Exception, match="已经在"):
        apply(known)
    assert not Case.objects.filter(service=SERVICE).exists()
