"""Model workers: a vote, two reviews, three notices, and shares that hold over the whole list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.errors import RatioBroken, VoteMissing
from niangjia.honours import api as honours
from niangjia.notices import api as notices
from niangjia.people import api as people
from tests.casework.conftest import Run, later, state
from tests.cast import World

pytestmark = pytest.mark.django_db
VOTES = (40, 36, 30)


@pytest.fixture(autouse=True)
def second_reviewer(known: World) -> None:
    people.appoint_to_post(by=SYSTEM, person_id=known["leader"].id, union_id=known.unions["city"].id, role="reviewer")


def candidacy(identity: str, evidence: str) -> dict[str, Any]:
    return {
        "identity": identity, "deeds_short": "带出三个徒弟，改了一道工序。", "deeds": "十年在一线，带出三个徒弟，改了一道工序，一年省下二十万元。",
        "attended": "36", "in_favour": "30", "minutes": [evidence], "notice_consent": "on", "opinions": [evidence],
        "employer_name": "榕和食品有限公司",
    }  # fmt: skip


def listed(world: World, person: str, identity: str, evidence: str, run_jobs: Run) -> UUID:
    """A candidate who has come through vote, two notices and both reviews, and waits on the list."""
    case = casework.apply_for_service(
        by=world[person].actor, service="model-worker", answers=candidacy(identity, evidence)
    )
    casework.approve(by=world["grassroots_officer"].actor, case_id=case, votes=VOTES)
    with later("2026-12-01"):
        notices.end_due()
        run_jobs()
        casework.approve(by=world["county_officer"].actor, case_id=case)
    with later("2026-12-09"):
        notices.end_due()
        run_jobs()
        casework.approve(by=world["municipal_officer"].actor, case_id=case)
        casework.approve(by=world["leader"].actor, case_id=case)
    return case


def test_without_more_than_half_of_all_votes_nobody_is_nominated(known: World, evidence: str) -> None:
    case = casework.apply_for_service(
        by=known["worker"].actor, service="model-worker", answers=candidacy("frontline", evidence)
    )
    with pytest.raises(VoteMissing):
        casework.approve(by=known["grassroots_officer"].actor, case_id=case, votes=(40, 36, 20))


def test_a_list_of_managers_alone_breaks_the_ratios(known: World, evidence: str, run_jobs: Run) -> None:
    case = listed(known, "worker", "manager", evidence, run_jobs)
    assert state(case) == "listed"
    with later("2026-12-09"), pytest.raises(RatioBroken):
        casework.confirm_list(by=known["municipal_officer"].actor, service="model-worker", period="2026")


def test_a_list_that_holds_goes_to_the_public_as_one_and_ends_in_the_honour(
    known: World, evidence: str, run_jobs: Run
) -> None:
    case = listed(known, "worker", "frontline", evidence, run_jobs)
    with later("2026-12-09"):
        assert casework.confirm_list(by=known["municipal_officer"].actor, service="model-worker", period="2026") == 1
    assert state(case) == "notice"
    with later("2026-12-17"):
        notices.end_due()
        run_jobs()
    assert state(case) == "delivered"
    assert [h.title for h in honours.honours_of(person_id=known["worker"].id)]
