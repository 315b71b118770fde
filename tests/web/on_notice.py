"""A study grant on its way: applied, approved, before the public."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.people import api as people
from tests.casework.conftest import study_answers
from tests.cast import World

EVIDENCE = "0192d1c0-0000-7000-8000-000000000001"


def apply(world: World, who: str = "worker") -> UUID:
    """She studies and asks for the grant: the case waits at her union."""
    catalogue.refresh("person", sorted(member.id for member in world.people.values()))
    people.record_study(
        by=SYSTEM, person_id=world[who].id, school="福建开放大学", level="college", school_year="2026-2027",
        enrolled=True, passed=True, punished=False,
    )  # fmt: skip
    return casework.apply_for_service(by=world[who].actor, service="study-grant", answers=study_answers(EVIDENCE))


def publish(world: World, case_id: UUID) -> str:
    """Both levels say yes; the token of the notice that follows."""
    ledger.appropriate(
        by=SYSTEM, union_id=world.unions["city"].id, fund="learning", year=2026, amount_fen=1_000_000, basis="测试预算"
    )
    casework.approve(by=world["grassroots_officer"].actor, case_id=case_id)
    casework.approve(by=world["municipal_officer"].actor, case_id=case_id)
    drain()
    return notices.open_notices(limit=1)[0].token
