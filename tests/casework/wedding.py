"""A couple: 林秀琴 of 榕和食品 applies, 黄志强 is asked; a pool of the city for the wedding."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.models import Case, Consent
from niangjia.messages.models import Sms
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from tests.cast import World

SERVICE = "collective-wedding"
LINK = re.compile(r"/agree/([^/\s]+)/")
CERTIFICATE = {"marriage_registration": casework.Seen("certificate", "012345")}


def marries(world: World, *keys: str) -> None:
    """They say of themselves that they marry this year, and are from elsewhere."""
    for key in keys:
        people.tell(by=world[key].actor, person_id=world[key].id, question="getting_married", answers=["yes"])
        people.tell(by=world[key].actor, person_id=world[key].id, question="home_region", answers=["outside"])
        people.update_profile(by=SYSTEM, person_id=world[key].id)


def answers(world: World, partner: str, **changes: Any) -> dict[str, Any]:
    other = world[partner]
    return {
        "partner_name": other.name, "partner_id": other.id_number, "partner_phone": other.phone, "partner_from_elsewhere": "no",
    } | changes  # fmt: skip


def asks(world: World, who: str = "worker", partner: str = "courier", **changes: Any) -> UUID:
    """Hand it in; the text message has gone out."""
    case_id = casework.apply_for_service(
        by=world[who].actor, service=SERVICE, answers=answers(world, partner, **changes)
    )
    drain()
    return case_id


def texts_to(world: World, who: str) -> list[str]:
    """What stands on this phone, the newest first."""
    found = Sms.objects.filter(kind="consent").order_by("-at", "-id")
    return [sms.body.reveal() for sms in found if sms.phone.reveal() == world[who].phone]


def link_on(world: World, who: str = "courier") -> str:
    """The link in the newest message on this phone."""
    found = LINK.search(texts_to(world, who)[0])
    assert found
    return found[1]


def digits(world: World, who: str = "courier") -> str:
    return world[who].id_number[-4:]


def says_yes(world: World, who: str = "courier") -> None:
    casework.agree(link=link_on(world, who), digits=digits(world, who))
    drain()


def consent_of(case_id: UUID) -> Consent:
    return Consent.objects.filter(case_id=case_id).order_by("-turn")[0]


def makes_a_wedding(world: World, places: int = 1, days: int = 60) -> UUID:
    """The city's pool: given by cases, so many couples, in so many days."""
    now = clock.now()
    pool = quotas.NewPool(
        service=SERVICE, union_id=world.unions["city"].id, title="第十三届集体婚礼", place="闽江之心", capacity=places, mode="case", opens_at=now,
        closes_at=now + timedelta(days=days - 1), starts_at=now + timedelta(days=days), ends_at=now + timedelta(days=days, hours=4),
    )  # fmt: skip
    return quotas.open_pools(by=world["municipal_officer"].actor, pools=[pool])[0]


def is_approved(world: World, case_id: UUID) -> None:
    casework.approve(by=world["county_officer"].actor, case_id=case_id, opinion="看过结婚证", seen=CERTIFICATE)
    casework.approve(by=world["municipal_officer"].actor, case_id=case_id, opinion="同意")
    drain()


def case_of(case_id: UUID) -> Case:
    return Case.objects.get(id=case_id)
