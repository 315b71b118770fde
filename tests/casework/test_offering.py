"""Members hear of what they have become entitled to: once, with why, at most one message a day."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.actions import offering
from niangjia.casework.models import Offer, Run
from niangjia.catalogue import api as catalogue
from niangjia.messages import api as messages
from niangjia.people import api as people
from niangjia.people.models import Person
from tests.casework.conftest import later, study_answers
from tests.cast import World

pytestmark = pytest.mark.django_db
services_there_are = catalogue.services


def offer() -> int:
    told = casework.offer_entitled(by=SYSTEM)
    drain()
    return told


def offered(world: World, key: str = "worker") -> list[str]:
    return sorted(Offer.objects.filter(person_id=world[key].id).values_list("service", flat=True))


def test_the_newly_entitled_are_told_why_and_where_to_apply(student: World) -> None:
    assert offer() == 1
    (told,) = messages.inbox(person_id=student["worker"].id)
    assert (told.title, told.link) == ("你可以享受“求学圆梦”", "/services/study-grant/")
    assert told.body.startswith("因为：是在会会员，是进城务工的农民工，")


def test_nobody_is_told_twice(student: World) -> None:
    offer()
    with later("2026-11-24"):
        assert offer() == 0
    with later("2027-09-06"):  # another school year: the school has to report her anew, so it is not known
        catalogue.refresh_everybody()
        assert offer() == 0
    assert len(messages.inbox(person_id=student["worker"].id)) == 1
    row = Offer.objects.get(person_id=student["worker"].id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(
            person_id=row.person_id, service=row.service, period=row.period, on_day=row.on_day, batch=row.batch
        )


def test_who_has_applied_is_not_told(student: World, budget: int, evidence: str) -> None:
    casework.apply_for_service(by=student["worker"].actor, service="study-grant", answers=study_answers(evidence))
    assert offer() == 0


def test_who_was_refused_is_not_told_again(student: World, budget: int, evidence: str) -> None:
    case = casework.apply_for_service(
        by=student["worker"].actor, service="study-grant", answers=study_answers(evidence)
    )
    casework.refuse(by=student["grassroots_officer"].actor, case_id=case, reason="材料不是本人的")
    assert offer() == 0


def test_a_previous_member_is_not_told(student: World) -> None:
    people.withdraw_membership(by=SYSTEM, person_id=student["worker"].id)
    assert offer() == 0


@pytest.mark.parametrize("service", ["study-grant", ""])
def test_who_wants_to_hear_nothing_is_left_out_and_counted(student: World, service: str) -> None:
    people.choose_offers(by=student["worker"].actor, person_id=student["worker"].id, service=service, wanted=False)
    assert offer() == 0
    assert Run.objects.latest("id").skipped == {"declined": 1}
    assert offered(student) == []


def test_several_are_one_message_and_the_next_one_waits_for_tomorrow(
    student: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        catalogue,
        "services",
        lambda **_: [
            d.model_copy(update={"proactive": "offer"})
            for d in services_there_are(subject="person")
            if d.state == "open"
        ],
    )
    assert offer() >= 1
    several = offered(student)
    assert len(several) > 1
    (told,) = messages.inbox(person_id=student["worker"].id)
    assert told.title == f"你现在多了 {len(several)} 项可以享受"
    assert told.body.count("；") == len(several) - 1  # a title may have quotation marks of its own
    Offer.objects.filter(person_id=student["worker"].id, service="study-grant").delete()
    offer()
    assert "study-grant" not in offered(student)
    with later("2026-11-24"):
        offer()
    assert "study-grant" in offered(student)
    assert len(messages.inbox(person_id=student["worker"].id)) == 2


def test_a_preview_is_never_offered(student: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        catalogue,
        "services",
        lambda **_: [d.model_copy(update={"state": "preview"}) for d in services_there_are(subject="person")],
    )
    assert offer() == 0


def test_it_takes_the_same_queries_for_many(student: World) -> None:
    run = Run.objects.get(id=casework.start_offers(by=SYSTEM, here=True))
    with CaptureQueriesContext(connection) as few:
        assert offering.offer_batch(run)
    many = [Person(name="某", sex="m", created_at=clock.now()) for _ in range(40)]
    Person.objects.bulk_create(many)
    catalogue.refresh("person", [p.id for p in many])
    with later("2026-11-24"):
        run.cursor = None
        with CaptureQueriesContext(connection) as more:
            assert offering.offer_batch(run)
    assert len(more) <= len(few)
