"""Singles of 榕和食品 whose proofs were checked, and a meeting they can come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.pairs import api as pairs
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking
from tests.cast import World
from tests.quotas.conftest import ask, new

SERVICE = "matchmaking"
WISH = {"wish": "outdoor", "manners": "on"}
SINGLES = ("worker", "mother", "grassroots_officer")
Meet = Callable[..., UUID]


def picture(colour: str = "white", *, size: tuple[int, int] = (400, 300)) -> ContentFile[bytes]:
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "PNG")
    return ContentFile(content.getvalue(), name="证明.png")


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen("2026-11-23 09:00"):
        yield


@pytest.fixture
def known(world: World) -> None:
    """What is kept of the cast; after a test that committed, the definitions are put back first."""
    if catalogue.definition(SERVICE) is None:
        catalogue.install()
    catalogue.refresh("person", [member.id for member in world.people.values()])


def is_single(world: World, who: str) -> None:
    people.tell(by=world[who].actor, person_id=world[who].id, question="single", answers=["yes"])


def prove(world: World, who: str, *, officer: str = "municipal_officer") -> UUID:
    """She hands in a proof, and the city looks at it: the others may be the ones who come."""
    proof_id = pairs.hand_in_proof(by=world[who].actor, upload=picture())
    pairs.decide_proof(by=world[officer].actor, proof_id=proof_id, accepted=True)
    drain()
    return proof_id


def verdict(world: World, who: str) -> str:
    return str(catalogue.verdict_now(service=SERVICE, subject_id=world[who].id))


def make_meeting(world: World, **changes: Any) -> UUID:
    told = {"capacity": 6, "item": "outdoor", "title": "周六爬旗山"} | changes
    return quotas.open_pools(by=world["town_officer"].actor, pools=[new(world, SERVICE, **told)])[0]


def book(world: World, who: str, pool_id: UUID) -> quotas.Answer:
    return ask(world, who, quotas.pool(pool_id=pool_id), answers=WISH)


def comes(world: World, pool_id: UUID, *who: str) -> None:
    """They are checked in at the door, and the list follows."""
    ids = Booking.objects.filter(pool_id=pool_id, person_id__in=[world[each].id for each in who])
    quotas.check_in(by=world["town_officer"].actor, pool_id=pool_id, booking_ids=list(ids.values_list("id", flat=True)))
    drain()


@pytest.fixture
def meet(world: World, known: None) -> Meet:
    """``meet("worker", "grassroots_officer")``: these have been at a meeting of the town's; it is the evening of that day."""

    def run(*who: str, **changes: Any) -> UUID:
        for each in who:
            if pairs.own_proof(world[each].id) is None:
                is_single(world, each)
                prove(world, each)
        pool_id = make_meeting(world, **changes)
        for each in who:
            book(world, each, pool_id)
        comes(world, pool_id, *who)
        return pool_id

    return run


__all__ = ["SERVICE", "SINGLES", "WISH", "date", "timedelta"]
